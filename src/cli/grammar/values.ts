import type { Flag, FlagValues } from "../command.ts";
import { parseBool } from "../lib/bool.ts";
import { csvRecord } from "../lib/csv.ts";
import { flagIndex } from "./flag-index.ts";
import { parseInteger, type SetFlag } from "./parse.ts";

/** The flags as given, read through the flags a command declares. Asking for one it does not declare is a mistake of ours. */
export function flagValues(flags: readonly Flag[], set: readonly SetFlag[]): FlagValues {
  const given = new Map<string, string[]>();
  for (const { flag, value } of set) {
    const all = given.get(flag.name);
    if (all) all.push(value);
    else given.set(flag.name, [value]);
  }
  const { byName } = flagIndex(flags);
  const declared = (name: string): Flag => {
    const flag = byName.get(name);
    if (!flag) throw new Error(`flag accessed but not defined: ${name}`);
    return flag;
  };
  const last = (name: string): string => {
    const flag = declared(name);
    return given.get(name)?.at(-1) ?? flag.default ?? "";
  };
  return {
    changed: (name) => given.has(name),
    bool: (name) => parseBool(last(name)) ?? false,
    string: last,
    int(name) {
      const text = last(name);
      return text === "" ? 0 : Number(parseInteger(text) ?? 0n);
    },
    list(name) {
      const flag = declared(name);
      const values = given.get(name) ?? [];
      return flag.type === "strings" ? values.flatMap((v) => (v === "" ? [] : csvRecord(v))) : values;
    },
  };
}
