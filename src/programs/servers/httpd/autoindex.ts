import { encode } from "../../../std/text.ts";
import { type Answer, type Ask, linesOf } from "./ask.ts";
import { escaped, signature } from "./pages.ts";

interface Entry {
  readonly name: string;
  readonly folder: boolean;
  readonly mtime: number;
  readonly size: number;
  readonly description: string;
}

/** A folder without an index, as a list. */
export async function folderList(a: Ask, folder: string): Promise<Answer> {
  const options = linesOf(a)
    .filter((l) => l.name === "indexoptions")
    .flatMap((l) => l.args.map((x) => x.toLowerCase()));
  const has = (name: string) => options.includes(name) || options.includes(`+${name}`);
  const ignored = linesOf(a)
    .filter((l) => l.name === "indexignore")
    .flatMap((l) => l.args);
  const names = a.p.files.readdir(folder);
  for (const { name } of names)
    if (hidden(a, name))
      await a.complain("authz_core", "error", `AH01630: client denied by server configuration: ${folder}${name}`);
  const entries = names
    .filter((e) => !ignored.some((i) => wild(i, e.name)) && !hidden(a, e.name))
    .map((e): Entry => {
      const stat = a.p.files.stat(`${folder}${e.name}`);
      return {
        name: e.name,
        folder: stat.kind === "directory",
        mtime: stat.mtime,
        size: stat.size,
        description: describedAs(a, e.name),
      };
    });
  const fancy = has("fancyindexing") || has("htmltable");
  const { key, down } = orderOf(a);
  const sorted = [...entries].sort((x, y) => compare(x, y, key, down, has("foldersfirst"), has("ignorecase")));
  const body = encode(pageOf(a, fancy ? fancyList(a, sorted, key, down, has) : plainList(a, sorted)));
  const charset = options.find((o) => o.startsWith("charset="))?.slice(8) ?? "ISO-8859-1";
  return {
    status: 200,
    headers: [["Content-Type", `text/html;charset=${charset.toUpperCase()}`]],
    body,
    file: folder,
  };
}

/** Names that nobody may have are not shown: of `.ht*`. */
function hidden(a: Ask, name: string): boolean {
  if (name === "." || name === "..") return true;
  return a.site.lines.some(
    (l) =>
      l.name === "<files" &&
      wild(l.args[0] ?? "", name) &&
      l.inside.some((x) => x.name === "require" && /^all denied$/i.test(x.args.join(" "))),
  );
}

function wild(pattern: string, name: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`).test(name);
}

function describedAs(a: Ask, name: string): string {
  return (
    linesOf(a).findLast(
      (l) => l.name === "adddescription" && l.args.slice(1).some((p) => wild(`*${p}`, name) || wild(p, name)),
    )?.args[0] ?? ""
  );
}

function orderOf(a: Ask): { readonly key: string; readonly down: boolean } {
  const query = new Map((a.query ?? "").split(/[;&]/).map((x) => x.split("=") as [string, string]));
  return { key: /^[NMSD]$/.test(query.get("C") ?? "") ? (query.get("C") ?? "N") : "N", down: query.get("O") === "D" };
}

function compare(x: Entry, y: Entry, key: string, down: boolean, foldersFirst: boolean, caseless: boolean): number {
  if (foldersFirst && x.folder !== y.folder) return x.folder ? -1 : 1;
  const fold = (t: string) => (caseless ? t.toLowerCase() : t);
  const names = fold(x.name) < fold(y.name) ? -1 : fold(x.name) > fold(y.name) ? 1 : 0;
  const first =
    key === "M"
      ? x.mtime - y.mtime
      : key === "S"
        ? x.size - y.size
        : key === "D"
          ? x.description < y.description
            ? -1
            : x.description > y.description
              ? 1
              : 0
          : names;
  return (down ? -1 : 1) * (first || names);
}

const linkOf = (name: string) =>
  name
    .split("/")
    .map((p) => encodeURIComponent(p).replace(/%2C|%3A|%40|%26|%3D|%2B|%24/gi, decodeURIComponent))
    .join("/");
const shownName = (e: Entry) => `${e.name}${e.folder ? "/" : ""}`;

function plainList(a: Ask, entries: readonly Entry[]): string {
  const parent = a.uri === "/" ? "" : `<li><a href="${parentOf(a)}"> Parent Directory</a></li>\n`;
  const items = entries.map(
    (e) => `<li><a href="${escaped(linkOf(shownName(e)))}"> ${escaped(shownName(e))}</a></li>\n`,
  );
  return `<ul>${parent}${items.join("")}</ul>\n`;
}

const parentOf = (a: Ask) => a.uri.replace(/[^/]+\/?$/, "");
const WIDTH = 23;

function fancyList(
  a: Ask,
  entries: readonly Entry[],
  key: string,
  down: boolean,
  has: (option: string) => boolean,
): string {
  const icon = icons(a);
  const head = (letter: string, text: string) =>
    `<a href="?C=${letter};O=${letter === key && !down ? "D" : "A"}">${text}</a>`;
  const blank = icon("^^BLANKICON^^", false);
  const title = `${blank}${head("N", "Name")}${" ".repeat(WIDTH - 4 + 1)}${head("M", "Last modified")}${" ".repeat(6)}${head("S", "Size")}  ${has("suppressdescription") ? "" : head("D", "Description")}<hr>`;
  const line = (e: Entry): string => {
    const name = shownName(e);
    const cut = name.length > WIDTH ? `${name.slice(0, WIDTH - 2)}..>` : name;
    const gap = " ".repeat(Math.max(0, WIDTH - Math.min(name.length, WIDTH + 1)) + 1);
    const time = new Date(Math.floor(e.mtime / 1000)).toISOString().slice(0, 16).replace("T", " ");
    const link = `${icon(name, e.folder)}<a href="${escaped(linkOf(name))}">${escaped(cut)}</a>`;
    return `${link}${name.length > WIDTH ? " " : gap}${time}  ${e.folder ? "  - " : sizeText(e.size)}  ${escaped(e.description)}\n`;
  };
  const parent =
    a.uri === "/"
      ? ""
      : `${icon("^^PARENT^^", true)}<a href="${parentOf(a)}">Parent Directory</a>${" ".repeat(29)}-   \n`;
  return `<pre>${title}${parent}${entries.map(line).join("")}<hr></pre>\n`;
}

/** Icons stand before names where AddIcon and its like say which. */
function icons(a: Ask): (name: string, folder: boolean) => string {
  const lines = linesOf(a).filter((l) => /^(addicon|defaulticon)$/.test(l.name));
  if (lines.length === 0) return () => "      ";
  return (name, folder) => {
    const found = lines.find(
      (l) =>
        l.name === "addicon" &&
        l.args
          .slice(1)
          .some((p) => (p === "^^DIRECTORY^^" ? folder && !name.startsWith("^^") : p === name || wild(`*${p}`, name))),
    );
    const url =
      found?.args[0]?.split(",").at(-1)?.replace(/\)$/, "") ??
      lines.find((l) => l.name === "defaulticon")?.args[0] ??
      "";
    const alt = name === "^^BLANKICON^^" ? "Icon " : name === "^^PARENT^^" ? "PARENTDIR" : folder ? "DIR" : "   ";
    return `<img src="${url}" alt="[${alt}]"> `;
  };
}

/** Four signs: `123 `, `2.0K`, ` 15M`. */
function sizeText(bytes: number): string {
  if (bytes < 973) return `${String(bytes).padStart(3)} `;
  let n = bytes;
  for (const unit of "KMGTPE") {
    const rest = n % 1024;
    n = Math.floor(n / 1024);
    if (n >= 973) continue;
    if (n < 9 || (n === 9 && rest < 973)) {
      let tenth = Math.floor((rest * 5 + 256) / 512);
      if (tenth >= 10) {
        n++;
        tenth = 0;
      }
      return `${n}.${tenth}${unit}`;
    }
    return `${String(rest >= 512 ? n + 1 : n).padStart(3)}${unit}`;
  }
  return "****";
}

function pageOf(a: Ask, list: string): string {
  const shown = escaped(a.uri.replace(/(.)\/$/, "$1"));
  return `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">\n<html>\n <head>\n  <title>Index of ${shown}</title>\n </head>\n <body>\n<h1>Index of ${shown}</h1>\n${list}${signature(a).replace("<hr>\n", "")}</body></html>\n`;
}
