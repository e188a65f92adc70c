import type { Command } from "../../command.ts";
import { notSimulated } from "../not-simulated.ts";
import { systemDf } from "./df.ts";
import { systemEvents } from "./events.ts";
import { systemInfo } from "./info.ts";
import { systemPrune } from "./prune.ts";

const systemDialStdio: Command = {
  name: "dial-stdio",
  usage: "",
  short: "Connect stdin and stdout to the daemon. Not meant to be typed.",
  args: { kind: "any" },

  flags: [],
  hidden: true,
  run: notSimulated("docker system dial-stdio"),
};

/** `docker system`. */
export const systemNoun: Command = {
  name: "system",
  usage: "",
  short: "Manage Docker",
  flags: [],
  args: { kind: "none" },
  subcommands: [systemDf, systemDialStdio, systemEvents, systemInfo, systemPrune],
};
