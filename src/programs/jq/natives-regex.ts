import type { Results } from "./evaluate.ts";
import type { Native } from "./machine.ts";
import { fresh, valueNative } from "./native-kinds.ts";
import { described } from "./operators.ts";
import { isArray, JqError, type JqValue } from "./value.ts";

/** Expressions of Oniguruma's kind; JavaScript's own are close to them. */
export function regexNatives(): Record<string, Native> {
  return {
    "match/2": function* (args, input): Results {
      for (const re of args[0]?.(input) ?? [])
        for (const flags of args[1]?.(input) ?? [])
          for (const m of matches(input.v, re.v, flags.v)) yield fresh(asObject(m), input);
    },
    "test/2": valueNative((v, re = null, flags = null) => matches(v, re, flags).length > 0),
    "split/2": valueNative((v, re = null, flags = null) => {
      if (typeof v !== "string") throw new JqError(`${described(v)} cannot be matched, as it is not a string`);
      let from = 0;
      const parts: string[] = [];
      for (const m of matches(v, re, `g${typeof flags === "string" ? flags : ""}`)) {
        parts.push(v.slice(from, m.index));
        from = m.index + m[0].length;
      }
      return [...parts, v.slice(from)];
    }),
    "sub/3": function* ([re, replacement, flags], input) {
      if (typeof input.v !== "string")
        throw new JqError(`${described(input.v)} cannot be matched, as it is not a string`);
      for (const r of re?.(input) ?? [])
        for (const f of flags?.(input) ?? []) {
          const found = matches(input.v, r.v, f.v);
          yield* substitute(input.v, found, 0, 0, "");
        }
      function* substitute(
        text: string,
        found: readonly RegExpExecArray[],
        at: number,
        from: number,
        out: string,
      ): Results {
        const m = found[at];
        if (!m) {
          yield fresh(out + text.slice(from), input);
          return;
        }
        const captures = new Map<string, JqValue>(
          Object.entries(m.groups ?? {}).map(([name, value]) => [name, value ?? null]),
        );
        for (const r of replacement?.({ v: captures, path: undefined }) ?? []) {
          if (typeof r.v !== "string") throw new JqError(`${described(captures)} cannot be added to a string`);
          yield* substitute(text, found, at + 1, m.index + m[0].length, out + text.slice(from, m.index) + r.v);
        }
      }
    },
  };
}

/** Flags: g all, i any case, x spaces and comments do not count, s `.` takes line feeds, n no empty matches. */
function matches(v: JqValue, given: JqValue, flags: JqValue): RegExpExecArray[] {
  if (typeof v !== "string") throw new JqError(`${described(v)} cannot be matched, as it is not a string`);
  const [pattern, letters] = isArray(given) ? [given[0] ?? null, given[1] ?? null] : [given, flags];
  if (typeof pattern !== "string") throw new JqError(`${described(pattern)} cannot be matched, as it is not a string`);
  if (letters !== null && typeof letters !== "string") throw new JqError(`${described(letters)} is not a string`);
  const text = letters ?? "";
  const bad = [...text].find((c) => !"gimnpslx".includes(c));
  if (bad !== undefined) throw new JqError(`${text} is not a valid modifier string`);
  const source = text.includes("x") ? pattern.replace(/\\.|\s+|#.*/g, (m) => (m.startsWith("\\") ? m : "")) : pattern;
  let re: RegExp;
  try {
    re = new RegExp(
      source.replaceAll("\\h", "[0-9a-fA-F]").replaceAll("\\A", "^").replaceAll("\\z", "$").replaceAll("\\Z", "$"),
      `gd${text.includes("i") ? "i" : ""}${/[sp]/.test(text) ? "s" : ""}u`,
    );
  } catch {
    throw new JqError(`${pattern} (at offset 0) is not a valid regex: invalid pattern`);
  }
  const found: RegExpExecArray[] = [];
  for (const m of v.matchAll(re)) {
    if (text.includes("n") && m[0] === "") continue;
    found.push(m as RegExpExecArray);
    if (!text.includes("g")) break;
  }
  return found;
}

function asObject(m: RegExpExecArray): JqValue {
  const offset = (at: number) => [...m.input.slice(0, at)].length;
  const names = Object.keys(m.groups ?? {});
  const places = m.indices ?? [];
  const captures = m.slice(1).map((text, i): JqValue => {
    const place = places[i + 1];
    const name = names.find((n) => samePlace(m.indices?.groups?.[n], place)) ?? null;
    return new Map<string, JqValue>([
      ["offset", place ? offset(place[0]) : -1],
      ["length", [...(text ?? "")].length],
      ["string", text ?? null],
      ["name", name],
    ]);
  });
  return new Map<string, JqValue>([
    ["offset", offset(m.index)],
    ["length", [...m[0]].length],
    ["string", m[0]],
    ["captures", captures],
  ]);
}

function samePlace(a: readonly [number, number] | undefined, b: readonly [number, number] | undefined): boolean {
  return a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1];
}
