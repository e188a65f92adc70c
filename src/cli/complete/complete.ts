import type { Engine } from "../../api/engine.ts";
import type { Command, CommandContext, Completion, Flag, FlagValues } from "../command.ts";
import { findCommand } from "../grammar/find.ts";
import { flagsOf } from "../grammar/flags.ts";
import { bareValue, FlagError, type ParsedFlags, parseFlags } from "../grammar/parse.ts";
import { flagValues } from "../grammar/values.ts";
import type { Host } from "../host.ts";
import { DIRECTIVE } from "./objects.ts";
import { nounFlags, pluginNoun } from "./plugin.ts";

const DIRECTIVE_NAMES: readonly (readonly [number, string])[] = [
  [DIRECTIVE.error, "ShellCompDirectiveError"],
  [DIRECTIVE.noSpace, "ShellCompDirectiveNoSpace"],
  [DIRECTIVE.noFiles, "ShellCompDirectiveNoFileComp"],
  [DIRECTIVE.extensions, "ShellCompDirectiveFilterFileExt"],
  [DIRECTIVE.folders, "ShellCompDirectiveFilterDirs"],
  [DIRECTIVE.keepOrder, "ShellCompDirectiveKeepOrder"],
];

/**
 * `docker __complete WORDS…`: what the last word may become, one candidate a line with its description behind a tab, then
 * `:` and the directive for the shell; the directive's name on stderr. As cobra: subcommands and flags are chosen by what
 * is typed already, objects are listed all, for the shell to choose from.
 */
export async function complete(
  host: Host,
  engine: Engine,
  root: Command,
  globals: FlagValues,
  descriptions: boolean,
  words: readonly string[],
): Promise<number> {
  if (words.length === 0) {
    await host.stderr.print("requires at least 1 arg(s), only received 0\n");
    return 1;
  }
  const { candidates, directive, described } = await completion(host, engine, root, globals, words);
  const lines = candidates.map(({ value, description }) => {
    const text = description?.split("\n")[0]?.trim() ?? "";
    return (descriptions || described) && text !== "" ? `${value}\t${text}\n` : `${value}\n`;
  });
  await host.stdout.print(`${lines.join("")}:${directive}\n`);
  const names = DIRECTIVE_NAMES.filter(([bit]) => directive & bit).map(([, name]) => name);
  await host.stderr.print(`Completion ended with directive: ${names.join(", ") || "ShellCompDirectiveDefault"}\n`);
  return 0;
}

async function completion(
  host: Host,
  engine: Engine,
  root: Command,
  globals: FlagValues,
  words: readonly string[],
): Promise<Completion & { readonly described?: boolean }> {
  const toComplete = words.at(-1) ?? "";
  const { path, words: rest } = await findCommand((what) => host.load(what), [root], words.slice(0, -1));
  const command = path.at(-1) ?? root;
  const noun = pluginNoun(path);
  const plugin = noun && (await host.load(() => import("./plugin-answers.ts")));
  const flags =
    command.plugin === "buildx" && command.name === "build" ? buildFlags(command, path[1]) : flagsOf(command);
  const context = (parsed: ParsedFlags): CommandContext => ({
    host,
    engine,
    cancel: host.cancel,
    args: parsed.args,
    flags: flagValues(flags, parsed.set),
    dashAt: parsed.dashAt,
    command,
    globals,
    above: flagValues([], []),
  });
  const afterDash = rest.includes("--");
  const valued = afterDash ? undefined : flagWithValue(flags, rest, toComplete);
  if (valued) {
    const parsed = await tryParse(host, flags, valued.before, !command.stopAtFirstArgument);
    if (!parsed) return { candidates: [], directive: DIRECTIVE.default };
    if (noun && plugin) return plugin.completePluginFlag(host, noun, command, valued.flag);
    if (!valued.flag.complete) return { candidates: [], directive: DIRECTIVE.default };
    return valued.flag.complete(context(parsed), valued.typed);
  }
  const parsed = await tryParse(host, flags, rest, !command.stopAtFirstArgument);
  if (!parsed) return { candidates: [], directive: DIRECTIVE.default };
  const inArguments = afterDash || (command.stopAtFirstArgument === true && parsed.args.length > 0);
  if (toComplete.startsWith("-") && !inArguments) {
    // `docker builder` is another name of buildx, and completes none of its flags.
    const shown = command.name === "builder" && path.length === 2 ? [] : flags;
    const { candidates, directive } = completeFlags(shown, parsed, toComplete);
    if (!noun) return { candidates, directive };
    const first = command === noun ? new Set<string>() : nounFlags(noun);
    const rank = (c: { readonly value: string }) => (first.has(c.value.replace(/^--/, "")) ? 0 : 1);
    return { candidates: candidates.toSorted((a, b) => rank(a) - rank(b)), directive, described: true };
  }
  if (command.subcommands) {
    if (parsed.args.length > 0) return { candidates: [], directive: DIRECTIVE.default };
    const { candidates, directive } = completeCommands(command, toComplete, command === root);
    // The nouns below buildx have a completion of their own behind their verbs.
    const within = noun?.name === "buildx" && command !== noun;
    return { candidates, directive: within ? DIRECTIVE.noSpace : directive, described: noun !== undefined };
  }
  if (plugin) {
    const answer = plugin.completePluginArgument(context(parsed), path);
    if (answer) return answer;
  }
  if (command.complete) return command.complete(context(parsed), toComplete);
  const directive = command.args.kind === "none" ? DIRECTIVE.noFiles : DIRECTIVE.default;
  return { candidates: [], directive };
}

async function tryParse(
  host: Host,
  flags: readonly Flag[],
  words: readonly string[],
  interspersed: boolean,
): Promise<ParsedFlags | undefined> {
  try {
    return parseFlags(flags, words, interspersed);
  } catch (error) {
    if (!(error instanceof FlagError)) throw error;
    const args = words.join(" ");
    await host.stderr.print(`[Debug] [Error] Error while parsing flags from args [${args}]: ${error.message}\n`);
    return undefined;
  }
}

/** What `docker build` completes is still the older builder's; behind `docker buildx` it is the plugin's. */
function buildFlags(build: Command, noun: Command | undefined): readonly Flag[] {
  const flags = flagsOf(build);
  return noun?.name === "buildx" ? flags : flags.map((f) => ({ ...f, hidden: !OLD_BUILD_FLAGS.has(f.name) }));
}

const OLD_BUILD_FLAGS: ReadonlySet<string> = new Set(
  (
    "add-host build-arg cache-from cgroup-parent compress cpu-period cpu-quota cpu-shares cpuset-cpus cpuset-mems " +
    "disable-content-trust file force-rm iidfile isolation label memory memory-swap network no-cache platform pull quiet " +
    "rm security-opt shm-size squash tag target ulimit"
  ).split(" "),
);

/** The flag whose value is being typed: `--name=…`, or the word behind a flag that needs one. */
function flagWithValue(
  flags: readonly Flag[],
  rest: readonly string[],
  toComplete: string,
): { readonly flag: Flag; readonly before: readonly string[]; readonly typed: string } | undefined {
  const inline = /^--([^=]+)=([\s\S]*)$/.exec(toComplete);
  if (inline) {
    const flag = flags.find((f) => f.name === inline[1]);
    return flag && { flag, before: rest, typed: inline[2] ?? "" };
  }
  const last = rest.at(-1) ?? "";
  const flag = last.startsWith("--")
    ? flags.find((f) => f.name === last.slice(2))
    : /^-[^-]/.test(last)
      ? flags.find((f) => f.shorthand === last.at(-1) && shorthandsBefore(flags, last.slice(1, -1)))
      : undefined;
  if (!flag || bareValue(flag) !== undefined) return undefined;
  return { flag, before: rest.slice(0, -1), typed: toComplete };
}

/** Whether the letters before are switches, so that the last one is a flag of its own. */
function shorthandsBefore(flags: readonly Flag[], letters: string): boolean {
  return [...letters].every((letter) => {
    const flag = flags.find((f) => f.shorthand === letter);
    return flag !== undefined && bareValue(flag) !== undefined;
  });
}

/** Names, and after a single `-` the letters too. A flag that counts once is not offered again. */
function completeFlags(flags: readonly Flag[], parsed: ParsedFlags, toComplete: string): Completion {
  const used = new Set(parsed.set.map((s) => s.flag));
  const candidates = flags
    .filter((f) => f.hidden !== true && f.deprecated === undefined && (!used.has(f) || isRepeatable(f)))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((f) => [
      { value: `--${f.name}`, description: f.description },
      ...(f.shorthand ? [{ value: `-${f.shorthand}`, description: f.description }] : []),
    ])
    .filter((c) => c.value.startsWith(toComplete));
  return { candidates, directive: DIRECTIVE.noFiles };
}

function isRepeatable(flag: Flag): boolean {
  return ["strings", "stringArray", "list", "map", "filter", "mount", "network", "ulimit"].includes(flag.type);
}

function completeCommands(command: Command, toComplete: string, root: boolean): Completion {
  const anyway = ALSO_COMPLETED[command.name] ?? [];
  const only = ONLY_COMPLETED[command.name];
  const shown = (command.subcommands ?? []).filter(
    (c) => (!c.hidden || anyway.includes(c.name)) && (!only || only.includes(c.name)),
  );
  const candidates = [...shown.map(({ name, short }) => ({ value: name, description: short })), ...(root ? [HELP] : [])]
    .filter((c) => c.value.startsWith(toComplete))
    .sort((a, b) => (a.value < b.value ? -1 : 1));
  return { candidates, directive: DIRECTIVE.noFiles };
}

const HELP = { value: "help", description: "Help for a command" };

/** What help leaves out while there is no swarm; completion does not. */
const ALSO_COMPLETED: Readonly<Record<string, readonly string[]>> = {
  docker: ["checkpoint", "config", "node", "secret", "service", "stack"],
  swarm: ["ca", "join-token", "leave", "unlock", "unlock-key", "update"],
  volume: ["update"],
};

/** Of `docker builder`, another name of buildx, only its own old verbs. */
const ONLY_COMPLETED: Readonly<Record<string, readonly string[]>> = { builder: ["build", "prune"] };
