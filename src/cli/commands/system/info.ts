import type { SystemInfo } from "../../../api/system.ts";
import { CliError, type Command, type CommandContext, ExitStatusError } from "../../command.ts";
import { loadConfig } from "../../config/config.ts";
import { currentContext } from "../../config/contexts.ts";
import { errorText } from "../../errors.ts";
import { goJson } from "../../format/go/json.ts";
import { goValue } from "../../format/go/value.ts";
import { parse } from "../../format/rows.ts";
import { executeTemplate } from "../../format/template/exec.ts";
import { DOCKER_FUNCTIONS } from "../../format/template/functions.ts";
import { TemplateError } from "../../format/template/tokens.ts";
import { DOCKER_INFO } from "../../format/types/system.ts";
import { flagTable } from "../../grammar/table.ts";
import { CLIENT_PLUGINS, clientVersion } from "./client.ts";
import { clientInfoText, serverInfoText } from "./info-text.ts";

/** `docker system info`. */
export const systemInfo: Command = {
  name: "info",
  usage: "[OPTIONS]",
  short: "Show what the client and the server are like",
  args: { kind: "none" },
  aliasPaths: ["docker system info", "docker info"],

  flags: flagTable(`
    -f, --format string | @template
  `),
  run: showInfo,
};

/** `docker info`. */
export const info: Command = { ...systemInfo, group: "Common Commands" };

const BAD_TEMPLATE = 64;

/** What is known of the client is printed even when no server answers. */
async function showInfo(context: CommandContext): Promise<number> {
  const { flags, host } = context;
  const config = loadConfig(host, context.globals);
  const client = {
    Debug: context.globals.bool("debug"),
    ...clientVersion(currentContext(host, context.globals, config)),
    // Said by `docker version` only.
    ApiVersion: undefined,
    Plugins: CLIENT_PLUGINS,
    Warnings: null,
  };
  const format = flags.string("format");
  const template = format === "" || format === "json" ? undefined : parse(format, BAD_TEMPLATE);
  let server: SystemInfo | undefined;
  let failure: unknown;
  try {
    server = await context.engine.info(context.cancel);
  } catch (error) {
    failure = error;
  }
  if (template || format === "json") {
    const value = goValue(DOCKER_INFO, { ...server, ClientInfo: client });
    try {
      await host.stdout.print(`${template ? executeTemplate(template, value, DOCKER_FUNCTIONS) : goJson(value)}\n`);
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      await host.stdout.print("\n");
      throw new CliError(error.message);
    }
  } else {
    await host.stdout.print(clientInfoText(client));
    await host.stdout.print(`\nServer:\n${server ? serverInfoText(server) : ""}`);
  }
  if (failure !== undefined) {
    await host.stderr.print(`${errorText(failure)}\n`);
    throw new ExitStatusError(1);
  }
  for (const warning of server?.Warnings ?? []) await host.stderr.print(`${warning}\n`);
  return 0;
}
