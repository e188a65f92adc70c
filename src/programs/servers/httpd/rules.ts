import { isErrno } from "../../../std/errno.ts";
import type { Ask, Group } from "./ask.ts";
import { type Line, readAccessFile, SyntaxProblem } from "./config.ts";
import { directive } from "./directives.ts";
import { condition } from "./expression.ts";
import { value } from "./site.ts";

/** A pattern of <Directory>, <Files> and <Location>: `~` and …Match are regular expressions, others have wildcards. */
function pattern(l: Line): { readonly text: string; readonly regex: RegExp | undefined } {
  const regexed = /match$/.test(l.name) || l.args[0] === "~";
  const text = (l.args[0] === "~" ? l.args[1] : l.args[0]) ?? "";
  if (regexed) return { text, regex: new RegExp(text) };
  if (!/[*?[]/.test(text)) return { text, regex: undefined };
  const source = text
    .replace(/[.+^${}()|\\]/g, "\\$&")
    .replaceAll("*", "[^/]*")
    .replaceAll("?", "[^/]");
  return { text, regex: new RegExp(`^${source}(?:/|$)`) };
}

const begins = (path: string, folder: string) => {
  const base = folder.replace(/\/+$/, "");
  return (base === "" && path.startsWith("/")) || path === base || path.startsWith(`${base}/`);
};

/**
 * The groups of lines that hold for a request, in the order in which they have their say: <Directory> from the root
 * downwards with each folder's .htaccess, <DirectoryMatch>, <Files>, <Location>, <If>. Throws SyntaxProblem for a
 * .htaccess that is none.
 */
export function groupsFor(a: Ask): Group[] {
  const all = a.site.lines;
  const out: Group[] = [];
  const plain = all
    .filter((l) => l.name === "<directory" && l.args[0] !== "~")
    .map((line) => ({ line, ...pattern(line) }))
    .filter((x) => (x.regex ? x.regex.test(a.file) : begins(a.file, x.text)))
    .sort((x, y) => depth(x.text) - depth(y.text));
  for (const x of plain) out.push({ lines: x.line.inside, folder: x.text.replace(/(.)\/+$/, "$1") });
  out.push(...accessFiles(a, out));
  for (const l of all)
    if (
      (l.name === "<directorymatch" || (l.name === "<directory" && l.args[0] === "~")) &&
      pattern(l).regex?.test(a.file)
    )
      out.push({ lines: l.inside, folder: undefined });
  const name = a.file.split("/").at(-1) ?? "";
  const files = (lines: readonly Line[]) => {
    for (const l of lines)
      if (l.name === "<files" || l.name === "<filesmatch") {
        const { text, regex } = pattern(l);
        if (regex ? regex.test(name) : text === name) out.push({ lines: l.inside, folder: undefined });
      }
  };
  files(all);
  for (const g of [...out]) files(g.lines);
  for (const l of all)
    if (l.name === "<location" || l.name === "<locationmatch") {
      const { text, regex } = pattern(l);
      if (regex ? regex.test(a.uri) : begins(a.uri, text)) out.push({ lines: l.inside, folder: undefined });
    }
  limits(a, [...all, ...out.flatMap((g) => g.lines)], out);
  conditional(a, [...all, ...out.flatMap((g) => g.lines)], out);
  return out;
}

/** <Limit> and <LimitExcept>: for some methods, for all others. */
function limits(a: Ask, lines: readonly Line[], out: Group[]): void {
  for (const l of lines) {
    if (l.name !== "<limit" && l.name !== "<limitexcept") continue;
    const named = l.args.some(
      (m) => m.toUpperCase() === a.head.method || (m.toUpperCase() === "GET" && a.head.method === "HEAD"),
    );
    if (named === (l.name === "<limit")) out.push({ lines: l.inside, folder: undefined });
  }
}

/** <If>, <ElseIf> and <Else>, one behind another. */
function conditional(a: Ask, lines: readonly Line[], out: Group[]): void {
  let done = false;
  for (const l of lines) {
    if (l.name !== "<if" && l.name !== "<elseif" && l.name !== "<else") continue;
    if (l.name === "<if") done = false;
    const fits = !done && (l.name === "<else" || condition(l.args.join(" "), a));
    if (!fits) continue;
    done = true;
    out.push({ lines: l.inside, folder: undefined });
  }
}

const depth = (path: string) => path.split("/").filter((x) => x !== "").length;

/** The .htaccess of each folder on the way, where AllowOverride lets it speak. */
function accessFiles(a: Ask, outer: readonly Group[]): Group[] {
  const name = value(a.site.lines, "accessfilename") ?? ".htaccess";
  const out: Group[] = [];
  if (!a.file.startsWith("/")) return out;
  const parts = a.file.split("/").filter((x) => x !== "");
  let folder = "";
  for (let i = 0; i <= parts.length; i++) {
    const here = folder === "" ? "/" : folder;
    const allowed = outer.filter((g) => g.folder !== undefined && begins(here, g.folder)).flatMap((g) => g.lines);
    const override = allowed.filter((l) => l.name === "allowoverride").at(-1)?.args ?? ["None"];
    if (!override.some((o) => /^none$/i.test(o))) {
      const path = `${folder}/${name}`;
      const text = readOptional(a, path);
      if (text !== undefined)
        out.push({ lines: permitted(readAccessFile(text, path, a.config), override, path), folder: here });
    }
    if (i < parts.length) folder += `/${parts[i]}`;
  }
  return out;
}

/** What each word of AllowOverride lets a .htaccess say. */
const CLASSES: readonly (readonly [word: RegExp, names: RegExp])[] = [
  [/^authconfig$/i, /^(auth|require|satisfy|<require)/],
  [
    /^indexes$/i,
    /^(directoryindex|index|addicon|addalt|adddescription|defaulticon|header(name)|readmename|fallbackresource|expires)/,
  ],
  [/^limit$/i, /^(allow|deny|order)$/],
  [/^options/i, /^(options|xbithack)$/],
  [
    /^fileinfo$/i,
    /^(add|remove|default|force|set|header$|requestheader|rewrite|redirect|errordocument|passenv|unsetenv|browser|acceptpathinfo|languagepriority|<files|<if|fileetag|action|substitute)/,
  ],
];

function permitted(lines: readonly Line[], override: readonly string[], path: string): Line[] {
  if (override.some((o) => /^all$/i.test(o))) return [...lines];
  for (const l of lines) {
    const fits = CLASSES.some(([word, names]) => override.some((o) => word.test(o)) && names.test(l.name));
    if (!fits && !l.name.startsWith("<"))
      throw new SyntaxProblem(`${displayName(l)} not allowed here`, { cause: path });
  }
  return [...lines];
}

const displayName = (l: Line) => directive(l.name)?.name ?? l.name;

function readOptional(a: Ask, path: string): string | undefined {
  try {
    return a.p.files.readText(path);
  } catch (e) {
    if (isErrno(e)) return undefined;
    throw e;
  }
}
