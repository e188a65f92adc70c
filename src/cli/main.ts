import type { Engine } from "../api/engine.ts";
import type { Command, CommandContext, FlagValues } from "./command.ts";
import { CliError, ExitStatusError } from "./command.ts";
import { rootCommand } from "./commands/tree.ts";
import { errorText } from "./errors.ts";
import { argumentsError } from "./grammar/arguments.ts";
import { findCommand } from "./grammar/find.ts";
import { flagsOf } from "./grammar/flags.ts";
import { helpText } from "./grammar/help.ts";
import { FlagError, type ParsedFlags, parseFlags } from "./grammar/parse.ts";
import { commandPath, usageHint } from "./grammar/usage.ts";
import { flagValues } from "./grammar/values.ts";
import type { Host } from "./host.ts";

/** Runs one `docker` command line; gives its exit status. Never rejects but when its process is killed. */
export async function runDocker(host: Host, engine: Engine): Promise<number> {
  try {
    return await dispatch(host, engine);
  } catch (error) {
    if (error instanceof ExitStatusError) return error.status;
    await host.stderr.print(`${errorText(error)}\n`);
    return error instanceof CliError ? error.status : 1;
  }
}

async function dispatch(host: Host, engine: Engine): Promise<number> {
  if (host.name === "docker-compose") throw new CliError("drydock: docker-compose is not simulated yet");
  const root = rootCommand(host);
  const global = readFlags([root], host.args, false);
  const globals = flagValues(flagsOf(root), global.set);
  checkLogLevel(globals);
  const args = global.args;
  const help = globals.bool("help");
  if (args.length === 0) {
    if (globals.bool("version")) {
      await host.stdout.print(`Docker version ${CLIENT_VERSION}, build ${CLIENT_COMMIT}\n`);
      return 0;
    }
    const out = help ? host.stdout : host.stderr;
    await out.print(helpText([root], helpWidth(host)));
    return 0;
  }
  if (args[0] === "help") return helpTopic(host, root, args.slice(1));
  const { path, words } = await findCommand((what) => host.load(what), [root], args);
  const command = path.at(-1) ?? root;
  if (help) return showHelp(host, path);
  const parsed = readFlags(path, words, !command.stopAtFirstArgument);
  await printWarnings(host, parsed.warnings);
  const flags = flagValues(flagsOf(command), parsed.set);
  if (flags.bool("help")) return showHelp(host, path);
  if (command === root) {
    throw new CliError(`docker: unknown command: docker ${words[0]}\n\nRun 'docker --help' for more information`);
  }
  const wrong = argumentsError(path, parsed.args);
  if (wrong !== undefined) throw new CliError(command.plugin === "buildx" ? `ERROR: ${wrong}` : wrong);
  if (!command.run) return withoutRun(host, path);
  const context: CommandContext = {
    host,
    engine,
    cancel: host.cancel,
    args: parsed.args,
    flags,
    dashAt: parsed.dashAt,
    command,
    globals,
  };
  return command.run(context);
}

/** What the client says of itself: the release that Drydock is checked against. */
export const CLIENT_VERSION = "28.5.2";
export const CLIENT_COMMIT = "ecc6942";

/** Status of an unknown flag or of a value that does not fit. */
const BAD_FLAG = 125;

function readFlags(path: readonly Command[], words: readonly string[], interspersed: boolean): ParsedFlags {
  const command = path.at(-1);
  try {
    return parseFlags(command ? flagsOf(command) : [], words, interspersed);
  } catch (error) {
    if (error instanceof FlagError) throw new CliError(error.message + usageHint(path), BAD_FLAG);
    throw error;
  }
}

/** A noun alone prints its help on stderr; a verb without a body is one that Drydock leaves out. */
async function withoutRun(host: Host, path: readonly Command[]): Promise<number> {
  if (path.at(-1)?.subcommands) {
    await host.stderr.print(helpText(path, helpWidth(host)));
    return 0;
  }
  throw new CliError(`drydock: ${commandPath(path)} is not simulated`);
}

async function helpTopic(host: Host, root: Command, topic: readonly string[]): Promise<number> {
  const { path, words } = await findCommand((what) => host.load(what), [root], topic);
  if (words.length > 0) throw new CliError(`unknown help topic: ${topic.join(" ")}`);
  return showHelp(host, path);
}

async function showHelp(host: Host, path: readonly Command[]): Promise<number> {
  await host.stdout.print(helpText(path, helpWidth(host)));
  return 0;
}

/** The width that help is wrapped to: of stdin's terminal, else 80. */
function helpWidth(host: Host): number {
  return host.stdin.isTerminal ? (host.terminal?.size().columns ?? 80) : 80;
}

/** pflag's lines about deprecated flags; they go to stdout. */
async function printWarnings(host: Host, warnings: readonly string[]): Promise<void> {
  for (const line of warnings) await host.stdout.print(`${line}\n`);
}

const LOG_LEVELS = new Set(["panic", "fatal", "error", "warn", "warning", "info", "debug", "trace"]);

function checkLogLevel(globals: FlagValues): void {
  const level = globals.string("log-level");
  if (!LOG_LEVELS.has(level.toLowerCase())) throw new CliError(`Unable to parse logging level: ${level}`);
}
