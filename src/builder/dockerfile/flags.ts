import { distance } from "../../std/distance.ts";
import { parseError } from "./error.ts";
import type { InstructionNode } from "./node.ts";

/** A flag that an instruction knows: a switch, one value, or a list. */
export type FlagKinds = Readonly<Record<string, "bool" | "string" | "list">>;

export interface InstructionFlags {
  bool(name: string): boolean;
  /** Undefined when it was not given. */
  optionalBool(name: string): boolean | undefined;
  string(name: string): string | undefined;
  list(name: string): readonly string[];
}

/** Reads an instruction's flags against those it knows; the builder's own messages for others. */
export function readFlags(node: InstructionNode, known: FlagKinds): InstructionFlags {
  const values = new Map<string, string[]>();
  for (const { name, value } of node.flags) {
    const kind = Object.hasOwn(known, name) ? known[name] : undefined;
    if (kind === undefined) {
      throw parseError(`unknown flag: --${name}${suggestion(name, Object.keys(known).sort())}`, node.range);
    }
    if (kind !== "list" && values.has(name)) throw parseError(`duplicate flag specified: --${name}`, node.range);
    if (kind !== "bool" && value === undefined) throw parseError(`missing a value on flag: --${name}`, node.range);
    if (kind === "bool" && value !== undefined && !/^(true|false)$/i.test(value)) {
      throw parseError(`expecting boolean value for flag --${name}, not: ${value}`, node.range);
    }
    values.set(name, [...(values.get(name) ?? []), value ?? "true"]);
  }
  const last = (name: string) => values.get(name)?.at(-1);
  const optionalBool = (name: string) => {
    const v = last(name);
    return v === undefined ? undefined : v.toLowerCase() === "true";
  };
  return {
    optionalBool,
    bool: (name) => optionalBool(name) ?? false,
    string: last,
    list: (name) => values.get(name) ?? [],
  };
}

/** ` (did you mean X?)` for the nearest known word within two edits. */
export function suggestion(word: string, known: readonly string[]): string {
  let best: string | undefined;
  let least = 3;
  for (const k of known) {
    const d = distance(word.toLowerCase(), k.toLowerCase());
    if (d < least) {
      least = d;
      best = k;
    }
  }
  return best === undefined ? "" : ` (did you mean ${best}?)`;
}
