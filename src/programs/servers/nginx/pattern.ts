import { ConfigError, type Place } from "./tokens.ts";

/** A regular expression of the configuration, run by JavaScript's engine. Throws ConfigError as PCRE words it. */
export function compilePattern(pattern: string, caseless: boolean, place: Place): RegExp {
  const source = pattern
    .replace(/\(\?P?<([A-Za-z_]\w*)>/g, "(?<$1>")
    .replace(/\\([-_@/"' ])/g, (_, c: string) => (c === "/" ? "\\/" : c === "-" ? "\\-" : c));
  try {
    return new RegExp(source, caseless ? "i" : "");
  } catch (e) {
    throw new ConfigError(`pcre2_compile() failed: ${pcreWords(String(e))} in "${pattern}"`, place);
  }
}

function pcreWords(message: string): string {
  if (/Unterminated group/.test(message)) return "missing closing parenthesis";
  if (/Unmatched '\)'/.test(message)) return "unmatched closing parenthesis";
  if (/Unterminated character class/.test(message)) return "missing terminating ] for character class";
  if (/Nothing to repeat/.test(message)) return "quantifier does not follow a repeatable item";
  return "the expression is not simulated or wrong";
}

/** `1m`, `30s`, `500ms`, `1h 30m`, `2`: microseconds; undefined when it is none. `unit` is what a bare number counts. */
export function parseTime(text: string): number | undefined {
  const UNITS: Readonly<Record<string, number>> = {
    ms: 1,
    s: 1000,
    m: 60_000,
    h: 3_600_000,
    d: 86_400_000,
    w: 604_800_000,
    M: 2_592_000_000,
    y: 31_536_000_000,
  };
  let total = 0;
  let rest = text.trim();
  if (rest === "") return undefined;
  while (rest !== "") {
    const m = /^(\d+)(ms|[smhdwMy])?\s*/.exec(rest);
    if (!m) return undefined;
    total += Number(m[1]) * (UNITS[m[2] ?? "s"] ?? 1000);
    rest = rest.slice(m[0].length);
  }
  return total * 1000;
}

/** `1m`, `8k`, `512`: bytes. */
export function parseSize(text: string): number | undefined {
  const m = /^(\d+)([kmgKMG])?$/.exec(text);
  if (!m) return undefined;
  return Number(m[1]) * ({ k: 1024, m: 1024 ** 2, g: 1024 ** 3 }[(m[2] ?? "").toLowerCase()] ?? 1);
}
