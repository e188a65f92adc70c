import type { Command } from "../command.ts";

/**
 * The noun of a client plugin below which words are completed: there the plugin itself answers, in ways of its own. It
 * always describes its candidates, and names the noun's flags before the verb's. `docker builder` is not one.
 */
export function pluginNoun(path: readonly Command[]): Command | undefined {
  const noun = path[1];
  return noun?.plugin !== undefined && noun.plugin === noun.name ? noun : undefined;
}

/** The flags that stand first: those that the noun gives to all its verbs. */
export function nounFlags(noun: Command): ReadonlySet<string> {
  return new Set(noun.plugin === "compose" ? ["dry-run"] : noun.flags.map((f) => f.name));
}
