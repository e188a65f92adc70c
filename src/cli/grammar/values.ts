import type { Flag, FlagValues } from "../command.ts";
import { parseInteger, type SetFlag } from "./parse.ts";

/** The flags as given, read through the flags a command declares. Asking for one it does not declare is a mistake of ours. */
export function flagValues(flags: readonly Flag[], set: readonly SetFlag[]): FlagValues {
  const given = new Map<string, string[]>();
  for (const { flag, value } of set) {
    const all = given.get(flag.name);
    if (all) all.push(value);
    else given.set(flag.name, [value]);
  }
  const declared = (name: string): Flag => {
    const flag = flags.find((f) => f.name === name);
    if (!flag) throw new Error(`flag accessed but not defined: ${name}`);
    return flag;
  };
  const last = (name: string): string => {
    const flag = declared(name);
    return given.get(name)?.at(-1) ?? flag.default ?? "";
  };
  return {
    changed: (name) => given.has(name),
    bool: (name) => /^(1|t|true)$/i.test(last(name)),
    string: last,
    int: (name) => Number(parseInteger(last(name)) ?? 0n),
    list(name) {
      const flag = declared(name);
      const values = given.get(name) ?? [];
      return flag.type === "strings" ? values.flatMap(commaSeparated) : values;
    },
  };
}

/** pflag's stringSlice: one CSV record; a value in double quotes may hold commas, `""` is a quote. */
function commaSeparated(value: string): string[] {
  if (value === "") return [];
  const fields: string[] = [];
  let at = 0;
  while (at <= value.length) {
    if (value[at] === '"') {
      const m = /"((?:[^"]|"")*)"/y;
      m.lastIndex = at;
      const quoted = m.exec(value);
      if (quoted) {
        fields.push((quoted[1] ?? "").replaceAll('""', '"'));
        at = m.lastIndex + 1;
        continue;
      }
    }
    const comma = value.indexOf(",", at);
    const end = comma < 0 ? value.length : comma;
    fields.push(value.slice(at, end));
    at = end + 1;
  }
  return fields;
}
