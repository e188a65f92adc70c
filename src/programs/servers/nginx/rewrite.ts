import { encode } from "../../../std/text.ts";
import { Headers } from "../../net/http/headers.ts";
import type { Exchange } from "./exchange.ts";
import type { Outcome } from "./outcome.ts";
import type { Block, Directive } from "./parse.ts";
import { compilePattern } from "./pattern.ts";
import { typeOf } from "./types.ts";
import { expand } from "./variables.ts";

/** How the rewrite phase of a block ends: an outcome, or on with the request; `last` looks the location up again. */
export type Rewritten = Outcome | "last" | "on";

/** Carries out return, rewrite, set, break and if in their order. */
export function runRewrites(x: Exchange, block: Block): Rewritten {
  let changed = false;
  for (const d of block.directives) {
    switch (d.name) {
      case "set":
        x.variables.set((d.args[0] ?? "").slice(1), expand(x, d.args[1] ?? ""));
        break;
      case "break":
        return "on";
      case "return":
        return returned(x, d);
      case "rewrite": {
        const done = rewrite(x, d);
        if (done === "changed") changed = true;
        else if (done === "break") return "on";
        else if (done) return done;
        break;
      }
      case "if": {
        if (!d.block || !holds(x, d)) break;
        x.block = d.block;
        const inside = runRewrites(x, d.block);
        if (inside !== "on") return inside;
        if (d.block.directives.some((e) => e.name === "break")) return "on";
        break;
      }
      default:
    }
  }
  return changed ? "last" : "on";
}

/** `return 200 text`, `return 301 URL`, `return URL` (302), `return 404`. */
function returned(x: Exchange, d: Directive): Outcome {
  const [first = "", second] = d.args;
  if (!/^\d+$/.test(first)) return { status: 302, location: expand(x, first) };
  const status = Number(first);
  if ([301, 302, 303, 307, 308].includes(status) && second !== undefined)
    return { status, location: expand(x, second) };
  if (second === undefined && status >= 300) return { status };
  const body = encode(expand(x, second ?? ""));
  const type = second === undefined ? undefined : typeOf(x.block, x.uri);
  return { answer: { status, type, length: body.length, headers: new Headers(), body } };
}

function rewrite(x: Exchange, d: Directive): Outcome | "last" | "break" | "changed" | undefined {
  const [pattern = "", target = "", mark] = d.args;
  const m = compilePattern(pattern, false, d.place).exec(x.uri);
  if (!m) return undefined;
  x.captures = [...m];
  for (const [name, text] of Object.entries(m.groups ?? {})) x.variables.set(name, text ?? "");
  const cut = target.indexOf("?");
  const path = expand(x, cut < 0 ? target : target.slice(0, cut));
  const query = cut < 0 ? undefined : expand(x, target.slice(cut + 1));
  // A `?` at the very end keeps the request's arguments away.
  const args =
    query === undefined
      ? x.args
      : target.endsWith("?")
        ? (query ?? "").replace(/\?$/, "")
        : [query, x.args].filter((a) => a).join("&");
  if (mark === "redirect" || mark === "permanent" || /^(https?:\/\/|\$scheme)/.test(target))
    return { status: mark === "permanent" ? 301 : 302, location: `${path}${args ? `?${args}` : ""}` };
  x.uri = path;
  x.rewritten = true;
  x.args = args;
  return mark === "last" ? "last" : mark === "break" ? "break" : "changed";
}

/** An `if`'s condition: a variable, a comparison, an expression, a test of a file. */
function holds(x: Exchange, d: Directive): boolean {
  const words = d.args
    .join(" ")
    .replace(/^\(\s*/, "")
    .replace(/\s*\)$/, "");
  const file = /^(!?)-([fdex]) (.+)$/.exec(words);
  if (file) return testFile(x, file[2] ?? "", expand(x, file[3] ?? "")) !== (file[1] === "!");
  const m = /^(\$\w+)(?:\s*(!~\*|!~|~\*|~|!=|=)\s*(.*))?$/s.exec(words);
  if (!m) return false;
  const left = expand(x, m[1] ?? "");
  const right = (m[3] ?? "").replace(/^(["'])(.*)\1$/s, "$2");
  switch (m[2]) {
    case undefined:
      return left !== "" && left !== "0";
    case "=":
      return left === expand(x, right);
    case "!=":
      return left !== expand(x, right);
    default: {
      const found = compilePattern(right, m[2]?.endsWith("*") ?? false, d.place).exec(left);
      if (found) {
        x.captures = [...found];
        for (const [name, text] of Object.entries(found.groups ?? {})) x.variables.set(name, text ?? "");
      }
      return (found !== null) !== m[2]?.startsWith("!");
    }
  }
}

function testFile(x: Exchange, test: string, path: string): boolean {
  if (test === "x") return x.p.files.access(path, "x");
  if (!x.p.files.exists(path)) return false;
  const { kind } = x.p.files.stat(path);
  return test === "e" || (test === "d" ? kind === "directory" : kind === "file");
}
