import type { Block } from "./parse.ts";
import { compilePattern } from "./pattern.ts";
import { ConfigError, type Place } from "./tokens.ts";

/** What a map gives, and what the named groups of its expression found. */
export interface Found {
  readonly text: string;
  readonly groups: Readonly<Record<string, string | undefined>>;
}

/** `map $http_upgrade $connection_upgrade { … }`: a variable computed from another text. */
export interface VariableMap {
  readonly variable: string;
  readonly source: string;
  /** What the source's value is turned into, still with its variables. */
  lookUp(value: string): Found;
}

export function buildMap(block: Block, place: Place): VariableMap {
  const [source = "", target = ""] = block.args;
  if (!target.startsWith("$")) throw new ConfigError(`invalid variable name "${target}"`, place);
  const exact = new Map<string, string>();
  const patterns: [RegExp, string][] = [];
  let standard = "";
  for (const { name, args, place: at } of block.directives) {
    if (name === "hostnames" || name === "volatile") continue;
    if (args.length !== 1) throw new ConfigError(`invalid number of the map parameters`, at);
    const value = args[0] ?? "";
    if (name === "default") standard = value;
    else if (name.startsWith("~*")) patterns.push([compilePattern(name.slice(2), true, at), value]);
    else if (name.startsWith("~")) patterns.push([compilePattern(name.slice(1), false, at), value]);
    else exact.set(name.replace(/^\\/, "").toLowerCase(), value);
  }
  return {
    variable: target.slice(1),
    source,
    lookUp(value) {
      const own = exact.get(value.toLowerCase());
      if (own !== undefined) return { text: own, groups: {} };
      for (const [pattern, text] of patterns) {
        const m = pattern.exec(value);
        if (m) return { text, groups: { ...m.groups, ...Object.fromEntries(m.map((part, i) => [String(i), part])) } };
      }
      return { text: standard, groups: {} };
    },
  };
}
