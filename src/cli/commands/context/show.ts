import type { Command } from "../../command.ts";
import { loadConfig } from "../../config/config.ts";
import { currentContext } from "../../config/contexts.ts";

/** `docker context show`. */
export const contextShow: Command = {
  name: "show",
  usage: "",
  short: "Print the current context's name",
  args: { kind: "none" },

  flags: [],
  async run({ globals, host }) {
    await host.stdout.print(`${currentContext(host, globals, loadConfig(host, globals))}\n`);
    return 0;
  },
};
