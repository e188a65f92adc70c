import type { Ask } from "./ask.ts";
import type { Line } from "./config.ts";

const NAMED: Readonly<Record<string, number>> = { permanent: 301, temp: 302, seeother: 303, gone: 410 };

export interface Moved {
  readonly status: number;
  readonly to: string | undefined;
}

/** What Redirect and RedirectMatch say of a path, the first that fits. */
export function redirected(lines: readonly Line[], a: Ask): Moved | undefined {
  for (const l of lines) {
    const kind = /^redirect(match|temp|permanent)?$/.exec(l.name);
    if (!kind) continue;
    const [first = "", ...rest] = l.args;
    const fixed = kind[1] === "permanent" ? 301 : kind[1] === "temp" ? 302 : undefined;
    const status = fixed ?? NAMED[first.toLowerCase()] ?? (/^\d{3}$/.test(first) ? Number(first) : undefined);
    const [from = "", to] = status === undefined || fixed !== undefined ? l.args : rest;
    const query = a.query === undefined ? "" : `?${a.query}`;
    if (kind[1] === "match") {
      const m = new RegExp(from).exec(a.uri);
      if (!m) continue;
      const made = to?.replace(/\$(\d)/g, (_all, n: string) => m[Number(n)] ?? "");
      return { status: status ?? 302, to: made === undefined || made.includes("?") ? made : made + query };
    }
    const fits = a.uri === from || a.uri.startsWith(from.endsWith("/") ? from : `${from}/`);
    if (fits)
      return {
        status: status ?? 302,
        to: to === undefined ? undefined : encodeURI(to + a.uri.slice(from.length)) + query,
      };
  }
  return undefined;
}

/** The file that Alias, AliasMatch, ScriptAlias or the document root lead a path to. */
export function mapped(
  lines: readonly Line[],
  uri: string,
  root: string,
): { readonly file: string; readonly script: boolean } {
  const absolute = (path: string) => (path.startsWith("/") ? path : `${root}/${path}`);
  for (const l of lines) {
    const kind = /^(script)?alias(match)?$/.exec(l.name);
    if (!kind) continue;
    const [from = "", to = ""] = l.args;
    const script = kind[1] !== undefined;
    if (kind[2] !== undefined) {
      const m = new RegExp(from).exec(uri);
      if (m) return { file: absolute(to.replace(/\$(\d)/g, (_all, n: string) => m[Number(n)] ?? "")), script };
    } else if (uri === from || uri.startsWith(from.endsWith("/") ? from : `${from}/`))
      return { file: absolute(to) + uri.slice(from.length), script };
  }
  const documents = lines.filter((l) => l.name === "documentroot").at(-1)?.args[0] ?? "htdocs";
  return { file: `${absolute(documents).replace(/\/$/, "")}${uri}`, script: false };
}
