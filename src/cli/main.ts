import type { Engine } from "../api/engine.ts";
import { NotSimulated } from "../api/errors.ts";
import type { Command, CommandContext, FlagValues } from "./command.ts";
import { CliError, ExitStatusError } from "./command.ts";
import { CLIENT_COMMIT, CLIENT_VERSION } from "./commands/system/client.ts";
import { rootCommand } from "./commands/tree.ts";
import { loadConfig } from "./config/config.ts";
import { chosenEngine } from "./config/endpoint.ts";
import { errorText } from "./errors.ts";
import { argumentsError } from "./grammar/arguments.ts";
import { findCommand } from "./grammar/find.ts";
import { flagsOf } from "./grammar/flags.ts";
import { helpText } from "./grammar/help.ts";
import { FlagError, type ParsedFlags, parseFlags } from "./grammar/parse.ts";
import { commandPath, usageHint } from "./grammar/usage.ts";
import { flagValues } from "./grammar/values.ts";
import type { Host } from "./host.ts";

/** How a shell asks for what a word may become. */
const COMPLETE = "__complete";
const COMPLETE_NO_DESCRIPTIONS = "__completeNoDesc";

/** What other rooms add to the client. */
export interface Plugins {
  /** `docker compose`, in place of the one that only explains itself. */
  readonly compose?: Command;
}

/** Runs one `docker` command line; gives its exit status. Never rejects but when its process is killed. */
export async function runDocker(host: Host, engine: Engine, plugins: Plugins = {}): Promise<number> {
  try {
    return await dispatch(host, engine, plugins);
  } catch (error) {
    if (error instanceof ExitStatusError) return error.status;
    await host.stderr.print(`${errorText(error)}\n`);
    return error instanceof CliError ? error.status : 1;
  }
}

async function dispatch(host: Host, engine: Engine, plugins: Plugins): Promise<number> {
  const root = rootCommand(host, plugins.compose);
  const args = host.name === "docker-compose" ? ["compose", ...host.args] : host.args;
  const global = readFlags([root], args, false);
  for (const line of global.warnings) await host.stderr.print(`${line}\n`);
  const globals = flagValues(flagsOf(root), global.set);
  checkGlobals(globals);
  const words = global.args;
  const help = globals.bool("help");
  if (words.length === 0) {
    return globals.bool("version") ? showVersion(host) : showHelp(host, [root], help ? host.stdout : host.stderr);
  }
  const config = loadConfig(host, globals);
  const chosen = chosenEngine(host, engine, globals, config);
  if (words[0] === COMPLETE || words[0] === COMPLETE_NO_DESCRIPTIONS) {
    const { complete } = await host.load(() => import("./complete/complete.ts"));
    return complete(host, chosen, root, globals, words[0] === COMPLETE, words.slice(1));
  }
  if (words[0] === "help") return helpTopic(host, root, words.slice(1));
  const found = await findCommand((what) => host.load(what), [root], words);
  const { path } = found;
  const command = path.at(-1) ?? root;
  if (command.refused !== undefined) throw new CliError(`${commandPath(path)} ${command.refused}`);
  if (help || found.help) return showHelp(host, path);
  const parsed = readFlags(path, found.words, !command.stopAtFirstArgument);
  for (const line of parsed.warnings) await host.stdout.print(`${line}\n`);
  const flags = flagValues(flagsOf(command), parsed.set);
  if (flags.bool("help")) return showHelp(host, path);
  if (command === root) {
    if (globals.bool("version")) return showVersion(host);
    throw new CliError(`docker: unknown command: docker ${parsed.args[0]}\n\nRun 'docker --help' for more information`);
  }
  if (!command.run && command.subcommands) return nounAlone(host, path, parsed.args);
  const wrong = argumentsError(path, parsed.args);
  if (wrong !== undefined) throw new CliError(command.plugin === "buildx" ? `ERROR: ${wrong}` : wrong);
  if (command.needsFlag && parsed.set.length === 0) return showHelp(host, path);
  if (!command.run) throw new NotSimulated(`${commandPath(path)} is not simulated`);
  if (config.problem !== undefined) {
    await host.stderr.print(`WARNING: Error parsing config file (${config.file}): ${config.problem}\n`);
  }
  const context: CommandContext = {
    host,
    engine: chosen,
    cancel: host.cancel,
    args: parsed.args,
    flags,
    dashAt: parsed.dashAt,
    command,
    globals,
    above: aboveOf(path, found.before),
  };
  return command.run(context);
}

/** The flags of the noun, which stood before the verb. */
function aboveOf(path: readonly Command[], before: readonly string[]): FlagValues {
  const noun = path.at(-2);
  const flags = noun && path.length > 2 ? flagsOf(noun) : [];
  return flagValues(flags, path.length > 2 ? parseFlags(flags, before, true).set : []);
}

/** Status of an unknown flag or of a value that does not fit; Compose's own is 1. */
const BAD_FLAG = 125;

function readFlags(path: readonly Command[], words: readonly string[], interspersed: boolean): ParsedFlags {
  const command = path.at(-1);
  try {
    return parseFlags(command ? flagsOf(command) : [], words, interspersed);
  } catch (error) {
    if (!(error instanceof FlagError)) throw error;
    if (path.some((c) => c.plugin === "compose")) throw new CliError(error.message);
    throw new CliError(error.message + usageHint(path), BAD_FLAG);
  }
}

/** A noun without a verb prints its help, a client plugin on stdout; with a word that is none it complains. */
async function nounAlone(host: Host, path: readonly Command[], args: readonly string[]): Promise<number> {
  const plugin = path.at(-1)?.plugin;
  if (args.length === 0) return showHelp(host, path, plugin ? host.stdout : host.stderr);
  if (plugin) {
    await showHelp(host, path);
    const words = `${commandPath(path).replace(/^docker /, "")} ${args[0]}`;
    throw new CliError(
      plugin === "compose" ? `unknown docker command: "${words}"` : `ERROR: unknown command: "${args[0]}"`,
    );
  }
  throw new CliError(argumentsError(path, args) ?? "");
}

async function helpTopic(host: Host, root: Command, topic: readonly string[]): Promise<number> {
  const { path, words } = await findCommand((what) => host.load(what), [root], topic);
  if (words.length > 0) throw new CliError(`unknown help topic: ${words.join(" ")}`);
  return showHelp(host, path);
}

async function showVersion(host: Host): Promise<number> {
  await host.stdout.print(`Docker version ${CLIENT_VERSION}, build ${CLIENT_COMMIT}\n`);
  return 0;
}

async function showHelp(host: Host, path: readonly Command[], out = host.stdout): Promise<number> {
  await out.print(helpText(path, helpWidth(host)));
  return 0;
}

/** The width that help is wrapped to: of stdin's terminal, else 80. */
function helpWidth(host: Host): number {
  return host.stdin.isTerminal ? (host.terminal?.size().columns ?? 80) : 80;
}

const LOG_LEVELS = new Set(["panic", "fatal", "error", "warn", "warning", "info", "debug", "trace"]);

function checkGlobals(globals: FlagValues): void {
  const [, second] = globals.list("host");
  if (second !== undefined) {
    throw new CliError(
      `invalid argument "${second}" for "-H, --host" flag: specify only one -H\n\nUsage:  docker [OPTIONS] COMMAND [ARG...]\n\nRun 'docker --help' for more information`,
      BAD_FLAG,
    );
  }
  const level = globals.string("log-level");
  if (!LOG_LEVELS.has(level.toLowerCase())) throw new CliError(`Unable to parse logging level: ${level}`);
}
