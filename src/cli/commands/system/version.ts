import type { VersionResponse } from "../../../api/system.ts";
import { CliError, type Command, type CommandContext, ExitStatusError } from "../../command.ts";
import { loadConfig } from "../../config/config.ts";
import { currentContext } from "../../config/contexts.ts";
import { errorText } from "../../errors.ts";
import { goJson } from "../../format/go/json.ts";
import { goValue } from "../../format/go/value.ts";
import { FUNCTION_NAMES, worded } from "../../format/rows.ts";
import { executeTemplate } from "../../format/template/exec.ts";
import { DOCKER_FUNCTIONS } from "../../format/template/functions.ts";
import { parseTemplate } from "../../format/template/parse.ts";
import { TemplateError } from "../../format/template/tokens.ts";
import { DOCKER_VERSION } from "../../format/types/system.ts";
import { flagTable } from "../../grammar/table.ts";
import { clientVersion } from "./client.ts";

/** `docker version`. */
export const version: Command = {
  name: "version",
  usage: "[OPTIONS]",
  short: "Show versions of client and server",
  group: "Common Commands",
  args: { kind: "none" },
  flags: flagTable(`
    -f, --format string | @template
  `),
  run: showVersion,
};

const BAD_TEMPLATE = 64;

/** The client's version is printed even when no server answers. */
async function showVersion(context: CommandContext): Promise<number> {
  const { flags, host } = context;
  const format = flags.string("format");
  const template =
    format === "" || format === "json"
      ? undefined
      : worded("template parsing error: ", BAD_TEMPLATE, () => parseTemplate(format, FUNCTION_NAMES, "version"));
  const config = loadConfig(host, context.globals);
  const client = clientVersion(currentContext(host, context.globals, config));
  let server: VersionResponse | null = null;
  let failure: unknown;
  try {
    server = withDates(await context.engine.version(context.cancel));
  } catch (error) {
    failure = error;
  }
  const info = goValue(DOCKER_VERSION, { Client: client, Server: server });
  let text = "";
  let broken: TemplateError | undefined;
  if (template) {
    try {
      text = `${executeTemplate(template, info, DOCKER_FUNCTIONS)}\n`;
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      broken = error;
      text = "\n";
    }
  } else text = format === "json" ? `${goJson(info)}\n` : clientText(client) + (server ? serverText(server) : "");
  await host.stdout.print(text);
  if (failure !== undefined) {
    await host.stderr.print(`${errorText(failure)}\n`);
    throw new ExitStatusError(1);
  }
  if (broken) throw new CliError(broken.message);
  return 0;
}

/** The engine's build date in the words that the client gives it. */
function withDates(server: VersionResponse): VersionResponse {
  const Components = server.Components.map((component) => {
    const built = component.Details["BuildTime"];
    return built === undefined
      ? component
      : { ...component, Details: { ...component.Details, BuildTime: ansiDate(built) } };
  });
  return { ...server, Components };
}

/** `2025-11-05T14:43:25.000000000+00:00` as `Wed Nov  5 14:43:25 2025`; what is no date stays. */
function ansiDate(text: string): string {
  const ms = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text.replace(/\.\d+/, "")) : Number.NaN;
  if (Number.isNaN(ms)) return text;
  const [day, date, month, year, time] = new Date(ms).toUTCString().replace(",", "").split(" ");
  return `${day} ${month} ${String(Number(date)).padStart(2)} ${time} ${year}`;
}

function line(indent: number, name: string, value: string | undefined): string {
  return `${`${" ".repeat(indent)}${name}:`.padEnd(20)}${value ?? ""}\n`;
}

function clientText(c: ReturnType<typeof clientVersion>): string {
  return [
    "Client:\n",
    line(1, "Version", c.Version),
    line(1, "API version", c.ApiVersion),
    line(1, "Go version", c.GoVersion),
    line(1, "Git commit", c.GitCommit),
    line(1, "Built", c.BuildTime),
    line(1, "OS/Arch", `${c.Os}/${c.Arch}`),
    line(1, "Context", c.Context),
  ].join("");
}

function serverText(server: VersionResponse): string {
  let text = `\nServer:${server.Platform.Name ? ` ${server.Platform.Name}` : ""}\n`;
  for (const { Name, Version, Details } of server.Components) {
    text += ` ${Name}:\n${line(2, "Version", Version)}`;
    if (Name === "Engine") {
      text += line(2, "API version", `${Details["ApiVersion"]} (minimum version ${Details["MinAPIVersion"]})`);
      text += line(2, "Go version", Details["GoVersion"]);
      text += line(2, "Git commit", Details["GitCommit"]);
      text += line(2, "Built", Details["BuildTime"]);
      text += line(2, "OS/Arch", `${Details["Os"]}/${Details["Arch"]}`);
      text += line(2, "Experimental", Details["Experimental"]);
    } else for (const key of Object.keys(Details).sort()) text += line(2, key, Details[key]);
  }
  return text;
}
