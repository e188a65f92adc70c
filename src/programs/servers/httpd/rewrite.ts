import type { Ask } from "./ask.ts";
import type { Line } from "./config.ts";
import { fileTest, variable } from "./expression.ts";

/** What rewriting has come to. */
export type Rewritten =
  | { readonly kind: "same" }
  | { readonly kind: "path"; readonly path: string; readonly query: string | undefined }
  | { readonly kind: "redirect"; readonly status: number; readonly to: string }
  | { readonly kind: "proxy"; readonly to: string }
  | { readonly kind: "status"; readonly status: number };

type Flags = ReadonlyMap<string, string>;

function flagsOf(text: string | undefined): Flags {
  const inside = /^\[(.*)\]$/s.exec(text ?? "")?.[1] ?? "";
  const LONG: Readonly<Record<string, string>> = {
    last: "l",
    redirect: "r",
    forbidden: "f",
    gone: "g",
    nocase: "nc",
    passthrough: "pt",
    qsappend: "qsa",
    qsdiscard: "qsd",
    ornext: "or",
    next: "n",
    chain: "c",
    skip: "s",
    env: "e",
    cookie: "co",
    proxy: "p",
    end: "end",
    noescape: "ne",
    type: "t",
    handler: "h",
    novary: "nv",
  };
  return new Map(
    inside
      .split(",")
      .map((f) => f.trim())
      .filter((f) => f !== "")
      .map((f): [string, string] => {
        const [name = "", value = ""] = f.split(/=(.*)/s);
        const low = name.toLowerCase();
        return [LONG[low] ?? low, value];
      }),
  );
}

/**
 * RewriteRule with its RewriteConds over lines. `folder`: of a <Directory> or .htaccess, where rules see the path below
 * it and what they make of it is put behind RewriteBase.
 */
export function rewritten(
  lines: readonly Line[],
  a: Ask,
  folder: { readonly path: string; readonly uri: string } | undefined,
): Rewritten {
  const on = lines.filter((l) => l.name === "rewriteengine").at(-1)?.args[0];
  if (!/^on$/i.test(on ?? "")) return { kind: "same" };
  const base = lines.filter((l) => l.name === "rewritebase").at(-1)?.args[0] ?? folder?.uri ?? "/";
  const state = new Rules(a, folder, base.endsWith("/") ? base : `${base}/`);
  return state.run(lines);
}

class Rules {
  private path: string;
  private query: string | undefined;
  private changed = false;

  constructor(
    private readonly a: Ask,
    private readonly folder: { readonly path: string; readonly uri: string } | undefined,
    private readonly base: string,
  ) {
    this.path = folder ? a.uri.slice(folder.uri.length).replace(/^\//, "") : a.uri;
    this.query = a.query;
  }

  run(lines: readonly Line[]): Rewritten {
    let conditions: Line[] = [];
    let skip = 0;
    let broken = false;
    for (let i = 0, rounds = 0; i < lines.length; i++) {
      const l = lines[i];
      if (l?.name === "rewritecond") conditions.push(l);
      if (l?.name !== "rewriterule") continue;
      const own = conditions;
      conditions = [];
      const flags = flagsOf(l.args[2]);
      if (skip > 0 || broken) {
        if (skip > 0) skip--;
        if (!flags.has("c")) broken = false;
        continue;
      }
      const done = this.apply(l, own, flags);
      if (done === undefined) {
        broken = flags.has("c");
        continue;
      }
      if (done !== "on") return done;
      if (flags.has("s")) skip = Number(flags.get("s"));
      if (flags.has("n") && rounds++ < 100) i = -1;
      else if (flags.has("l") || flags.has("end") || flags.has("pt")) break;
    }
    if (!this.changed) return { kind: "same" };
    return { kind: "path", path: this.absolute(this.path), query: this.query };
  }

  /** One rule: undefined when it does not fit. */
  private apply(l: Line, conditions: readonly Line[], flags: Flags): Rewritten | "on" | undefined {
    const [given = "", target = "-"] = l.args;
    const not = given.startsWith("!");
    const regex = new RegExp(given.replace(/^!/, ""), flags.has("nc") ? "i" : "");
    const m = regex.exec(this.path);
    if ((m !== null) === not) return undefined;
    const found = this.conditions(conditions, m);
    if (!found) return undefined;
    const fill = (text: string) => this.filled(text, m, found);
    for (const [name, value] of flags) {
      if (name === "e") {
        const [key = "", v = ""] = fill(value).split(/:(.*)/s);
        if (key.startsWith("!")) this.a.env.delete(key.slice(1));
        else this.a.env.set(key, v);
      } else if (name === "co") this.cookie(fill(value));
    }
    if (flags.has("f")) return { kind: "status", status: 403 };
    if (flags.has("g")) return { kind: "status", status: 410 };
    if (target !== "-") this.substitute(fill(target), flags);
    if (flags.has("r")) return this.redirect(flags);
    if (flags.has("p")) return { kind: "proxy", to: this.path };
    if (/^https?:\/\//i.test(this.path) && target !== "-") return this.redirect(flags);
    return "on";
  }

  private substitute(text: string, flags: Flags): void {
    const [path = "", query] = text.split(/\?(.*)/s);
    const before = this.query;
    if (query !== undefined) this.query = query === "" ? undefined : query;
    if (flags.has("qsa") && before) this.query = this.query ? `${this.query}&${before}` : before;
    if (flags.has("qsd") && query === undefined) this.query = undefined;
    this.path = path;
    this.changed = true;
  }

  private redirect(flags: Flags): Rewritten {
    const named: Readonly<Record<string, number>> = { permanent: 301, temp: 302, seeother: 303 };
    const code = flags.get("r") ?? "";
    const status = named[code] ?? (Number(code) || 302);
    const path = /^https?:\/\//i.test(this.path) ? this.path : this.absolute(this.path);
    const shown = flags.has("ne") ? path : encodeURI(path).replaceAll("%25", "%");
    if (status < 300 || status > 399) return { kind: "status", status };
    return { kind: "redirect", status, to: `${shown}${this.query === undefined ? "" : `?${this.query}`}` };
  }

  private absolute(path: string): string {
    return !this.folder || path.startsWith("/") || /^https?:/i.test(path) ? path : `${this.base}${path}`;
  }

  private cookie(text: string): void {
    const [name = "", value = "", domain = "", lifetime = "", path = "/"] = text.split(":");
    const minutes = Number(lifetime);
    const until =
      minutes > 0
        ? `; expires=${new Date(Math.floor(this.a.p.now() / 1000) + minutes * 60_000).toUTCString().replace(/ (\w+) (\d+) /, "-$1-$2 ")}`
        : "";
    this.a.extra.push(["Set-Cookie", `${name}=${value}; path=${path || "/"}; domain=${domain}${until}`]);
  }

  /** What the last condition that fitted has found; undefined when they do not hold. */
  private conditions(all: readonly Line[], rule: RegExpExecArray | null): RegExpExecArray | [] | undefined {
    let found: RegExpExecArray | [] = [];
    for (let i = 0; i < all.length; i++) {
      const l = all[i];
      const flags = flagsOf(l?.args[2]);
      const test = this.condition(l?.args ?? [], flags, rule, found);
      if (test) {
        found = test;
        // Of conditions with OR one is enough.
        if (flags.has("or")) while (flagsOf(all[i]?.args[2]).has("or")) i++;
      } else if (!flags.has("or")) return undefined;
    }
    return found;
  }

  private condition(
    [text = "", pattern = ""]: readonly string[],
    flags: Flags,
    rule: RegExpExecArray | null,
    before: RegExpExecArray | [],
  ): RegExpExecArray | [] | undefined {
    const value = this.filled(text, rule, before);
    const not = pattern.startsWith("!");
    const bare = pattern.replace(/^!/, "");
    const plain = (holds: boolean) => (holds !== not ? before : undefined);
    if (/^-[fdesFUlLhx]$/.test(bare)) {
      const test =
        bare === "-F" || bare === "-U" ? "-e" : bare === "-l" || bare === "-L" || bare === "-h" ? "-e" : bare;
      return plain(fileTest(test, value, this.a));
    }
    const operator = /^(-(?:eq|ne|lt|le|gt|ge)|[<>]=?|=)(.*)$/s.exec(bare);
    if (operator) {
      const [, sign = "", given = ""] = operator;
      const other = given.replace(/^"(.*)"$/s, "$1").trim();
      const [x, y] = [Number(value), Number(other)];
      const results: Readonly<Record<string, boolean>> = {
        "=": value === other,
        "<": value < other,
        ">": value > other,
        "<=": value <= other,
        ">=": value >= other,
        "-eq": x === y,
        "-ne": x !== y,
        "-lt": x < y,
        "-le": x <= y,
        "-gt": x > y,
        "-ge": x >= y,
      };
      return plain(results[sign] ?? false);
    }
    const m = new RegExp(bare, flags.has("nc") ? "i" : "").exec(value);
    if (not) return m ? undefined : before;
    return m ?? undefined;
  }

  private filled(text: string, rule: RegExpExecArray | null, condition: RegExpExecArray | []): string {
    return text.replace(
      /\\(.)|\$(\d)|%(\d)|%\{([^}]*)\}/g,
      (all, plain?: string, r?: string, c?: string, name?: string) => {
        if (plain !== undefined) return plain === "$" || plain === "%" ? plain : all;
        if (r !== undefined) return rule?.[Number(r)] ?? "";
        if (c !== undefined) return condition[Number(c)] ?? "";
        return variable(name ?? "", this.a);
      },
    );
  }
}
