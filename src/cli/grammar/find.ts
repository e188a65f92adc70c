import type { Command, Flag } from "../command.ts";
import type { Host } from "../host.ts";
import { flagIndex } from "./flag-index.ts";
import { flagsOf } from "./flags.ts";
import { bareValue, FlagError, parseFlags } from "./parse.ts";

/** A command in its place: the root first, itself last. `words` are what stands behind its name. */
export interface Found {
  readonly path: readonly Command[];
  readonly words: readonly string[];
  /** `--help` stood before the last name. */
  readonly help: boolean;
  /** What stood before the last name: flags of the noun. */
  readonly before: readonly string[];
}

/**
 * Looks a command up as cobra does with TraverseChildren: words that name a subcommand (or its alias) lead down. Flags may
 * stand before the name; one that takes a value swallows the next word. Flags before a name belong to the upper command.
 */
export async function findCommand(
  load: Host["load"],
  root: readonly Command[],
  words: readonly string[],
  help = false,
  above: readonly string[] = [],
): Promise<Found> {
  const command = root.at(-1);
  if (!command?.subcommands) return { path: root, words, help, before: above };
  const flags = flagsOf(command);
  const before: string[] = [];
  let inFlag = false;
  for (const [i, word] of words.entries()) {
    if (word.startsWith("--") && !word.includes("=")) {
      inFlag = !takesNoValue(flagIndex(flags).byName.get(word.slice(2)));
      before.push(word);
    } else if (
      word.length === 2 &&
      word.startsWith("-") &&
      !takesNoValue(flagIndex(flags).byShorthand.get(word.slice(1)))
    ) {
      inFlag = true;
      before.push(word);
    } else if (inFlag) {
      inFlag = false;
      before.push(word);
    } else if (isFlagWord(word)) before.push(word);
    else {
      const next = subcommand(command, word);
      if (!next) return { path: root, words, help, before: above };
      let helpHere = help;
      try {
        if (parseFlags(flags, before, true).set.some((s) => s.flag.name === "help")) helpHere = true;
      } catch (error) {
        if (error instanceof FlagError) return { path: root, words: before, help, before: above };
        throw error;
      }
      const whole = next.load ? await load(next.load) : next;
      return findCommand(load, [...root, whole], words.slice(i + 1), helpHere, before);
    }
  }
  return { path: root, words, help, before: above };
}

/** A subcommand by its name or an alias. */
function subcommand(command: Command, word: string): Command | undefined {
  return command.subcommands?.find((c) => c.name === word || c.aliases?.includes(word));
}

function takesNoValue(flag: Flag | undefined): boolean {
  return flag !== undefined && bareValue(flag) !== undefined;
}

function isFlagWord(word: string): boolean {
  return (word.length >= 3 && word.startsWith("--")) || (word.length >= 2 && word[0] === "-" && word[1] !== "-");
}
