import { type Answer, type Ask, linesOf } from "./ask.ts";
import type { Line } from "./config.ts";
import { condition, variable } from "./expression.ts";

const ACTIONS = /^(set|append|merge|add|unset|echo|edit\*?|setifempty|note)$/i;

/** An answer's headers as the lines of Header want them: `onsuccess` where all is well, `always` everywhere. */
export function withHeaders(a: Ask, answer: Answer): Answer {
  const rules = linesOf(a).filter((l) => l.name === "header");
  const always: [string, string][] = [];
  let own = [...answer.headers].map(([n, v]): [string, string] => [n, v]);
  // Pages that the server makes for a status have the headers of `always` alone.
  const well = answer.status < 300 || answer.file !== undefined || answer.passed === true;
  for (const l of rules) {
    const table = /^always$/i.test(l.args[0] ?? "");
    const args = /^(always|onsuccess)$/i.test(l.args[0] ?? "") ? l.args.slice(1) : l.args;
    if (!ACTIONS.test(args[0] ?? "") || !applies(args, a)) continue;
    if (table) edit(always, args, a);
    else if (well) {
      const list = own;
      edit(list, args, a);
      own = list;
    }
  }
  return { ...answer, headers: expiring(a, { ...answer, headers: [...always, ...a.extra, ...own] }) };
}

/** The condition behind a header: `env=NAME`, `env=!NAME`, `expr=…`. */
function applies(args: readonly string[], a: Ask): boolean {
  const last = args.at(-1) ?? "";
  if (args.length < 3 && !/^(unset)$/i.test(args[0] ?? "")) return true;
  if (last.startsWith("expr=")) return condition(last.slice(5), a);
  if (last.startsWith("env=!")) return !a.env.has(last.slice(5));
  if (last.startsWith("env=")) return a.env.has(last.slice(4));
  return true;
}

function edit(
  list: [string, string][],
  [action = "", name = "", given = "", with_ = ""]: readonly string[],
  a: Ask,
): void {
  const value = given.replace(/%(?:\{([^}]*)\}([es])|(%)|[tD])/g, (all, key: string | undefined, _kind, percent) =>
    percent ? "%" : key !== undefined ? (a.env.get(key) ?? variable(key, a)) : all,
  );
  const bare = name.replace(/:$/, "");
  const same = (h: readonly [string, string]) => h[0].toLowerCase() === bare.toLowerCase();
  const at = list.findIndex(same);
  const there = list[at];
  switch (action.toLowerCase()) {
    case "set":
    case "setifempty": {
      if (there && action.toLowerCase() === "setifempty") return;
      // A header that was there goes from its place.
      for (let i = list.length - 1; i >= 0; i--) if (same(list[i] as [string, string])) list.splice(i, 1);
      list.push([bare, value]);
      return;
    }
    case "add":
      list.push([bare, value]);
      return;
    case "append":
    case "merge":
      if (!there) list.push([bare, value]);
      else if (action.toLowerCase() === "append" || !there[1].split(/,\s*/).includes(value))
        there[1] = `${there[1]}, ${value}`;
      return;
    case "unset":
      for (let i = list.length - 1; i >= 0; i--) if (same(list[i] as [string, string])) list.splice(i, 1);
      return;
    case "echo":
      for (const [n, v] of a.head.headers.entries()) if (new RegExp(bare, "i").test(n)) list.push([n, v]);
      return;
    default:
      if (there && /^edit/i.test(action))
        there[1] = there[1].replace(new RegExp(given, action.endsWith("*") ? "g" : ""), with_);
  }
}

/** RequestHeader: what a backend will see. */
export function requestHeaders(a: Ask, headers: readonly (readonly [string, string])[]): [string, string][] {
  const list = headers.map(([n, v]): [string, string] => [n, v]);
  for (const l of linesOf(a)) if (l.name === "requestheader" && applies(l.args, a)) edit(list, l.args, a);
  return list;
}

/** ExpiresActive: how long an answer may be kept. */
function expiring(a: Ask, answer: Answer): readonly (readonly [string, string])[] {
  const lines: readonly Line[] = linesOf(a);
  const on = lines.filter((l) => l.name === "expiresactive").at(-1)?.args[0];
  if (!/^on$/i.test(on ?? "") || answer.status >= 400) return answer.headers;
  const type = answer.headers.find(([n]) => n === "Content-Type")?.[1].replace(/;.*/, "") ?? "";
  const rule =
    lines
      .filter((l) => l.name === "expiresbytype" && (l.args[0] === type || l.args[0] === type.replace(/\/.*/, "/*")))
      .at(-1)?.args[1] ?? lines.filter((l) => l.name === "expiresdefault").at(-1)?.args[0];
  const seconds = rule === undefined ? undefined : spanOf(rule);
  if (seconds === undefined) return answer.headers;
  const until = new Date(Math.floor(a.p.now() / 1_000_000 + seconds) * 1000).toUTCString();
  const at = answer.headers.findIndex(([n]) => n === "Content-Length");
  const own: [string, string][] = [
    ["Cache-Control", `max-age=${seconds}`],
    ["Expires", until],
  ];
  return at < 0
    ? [...answer.headers, ...own]
    : [...answer.headers.slice(0, at + 1), ...own, ...answer.headers.slice(at + 1)];
}

const UNITS: Readonly<Record<string, number>> = {
  year: 31_536_000,
  month: 2_592_000,
  week: 604_800,
  day: 86_400,
  hour: 3600,
  minute: 60,
  second: 1,
};

/** `A3600`, `access plus 1 month 2 days`. */
function spanOf(text: string): number | undefined {
  const short = /^[AM](\d+)$/.exec(text)?.[1];
  if (short !== undefined) return Number(short);
  if (!/^(access|now|modification)\b/i.test(text)) return undefined;
  let total = 0;
  for (const m of text.matchAll(/(\d+)\s+(year|month|week|day|hour|minute|second)s?/gi))
    total += Number(m[1]) * (UNITS[(m[2] ?? "").toLowerCase()] ?? 0);
  return total;
}
