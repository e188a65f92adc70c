import type { Process } from "../../../kernel/process.ts";
import { isErrno } from "../../../std/errno.ts";
import { type Ask, lastOf, linesOf } from "./ask.ts";
import type { Config } from "./config.ts";
import { value } from "./site.ts";

/** Types by extension, of TypesConfig. */
export function readTypes(p: Process, config: Config): ReadonlyMap<string, string> {
  const types = new Map<string, string>();
  const given = value(config.lines, "typesconfig") ?? "conf/mime.types";
  try {
    for (const line of p.files.readText(given.startsWith("/") ? given : `${config.root}/${given}`).split("\n")) {
      const [type = "", ...extensions] = line.replace(/#.*/, "").trim().split(/\s+/);
      for (const e of extensions) types.set(e.toLowerCase(), type);
    }
  } catch (e) {
    if (!isErrno(e)) throw e;
  }
  return types;
}

/** What a file's name says of it: each ending may tell of its type, its charset, its packing. */
export function headersOfType(
  a: Ask,
  file: string,
): { readonly type: string | undefined; readonly more: readonly [string, string][] } {
  const lines = linesOf(a);
  const told = (directive: string, ending: string) =>
    lines
      .filter((l) => l.name === directive && l.args.slice(1).some((e) => e.replace(/^\./, "").toLowerCase() === ending))
      .at(-1)?.args[0];
  let type: string | undefined;
  let charset: string | undefined;
  let packing: string | undefined;
  let language: string | undefined;
  const removed = (ending: string) =>
    lines.some((l) => l.name === "removetype" && l.args.some((e) => e.replace(/^\./, "") === ending));
  for (const part of (file.split("/").at(-1) ?? "").split(".").slice(1)) {
    const ending = part.toLowerCase();
    type = told("addtype", ending) ?? (removed(ending) ? undefined : a.types.get(ending)) ?? type;
    charset = told("addcharset", ending) ?? charset;
    packing = told("addencoding", ending) ?? packing;
    language = told("addlanguage", ending) ?? language;
  }
  const forced = lastOf(a, "forcetype")?.args[0];
  if (forced !== undefined && !/^none$/i.test(forced)) type = forced;
  const standard = lastOf(a, "adddefaultcharset")?.args[0] ?? "off";
  if (charset === undefined && type !== undefined && /^text\/(html|plain)$/.test(type) && !/^off$/i.test(standard))
    charset = /^on$/i.test(standard) ? "iso-8859-1" : standard;
  const more: [string, string][] = [];
  if (packing !== undefined) more.push(["Content-Encoding", packing]);
  if (language !== undefined) more.push(["Content-Language", language]);
  return { type: type !== undefined && charset !== undefined ? `${type}; charset=${charset}` : type, more };
}
