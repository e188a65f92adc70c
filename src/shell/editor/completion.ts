import { builtinNames } from "../builtins/table.ts";
import { byCodePoint } from "../glob.ts";
import type { Shell } from "../shell.ts";
import { passwd, userHome } from "../users.ts";
import { textOf } from "../variables.ts";
import { programCandidates } from "./program-completion.ts";
import { lineWords } from "./words.ts";

/** One word that could stand there. */
export interface Candidate {
  /** The whole word, unquoted. */
  readonly value: string;
  /** As it is listed. */
  readonly shown: string;
  /** What follows it when it is the only one: a blank, a slash, nothing. */
  readonly suffix: string;
}

export interface Candidates {
  readonly line: string;
  /** Where the word to complete begins in the line. */
  readonly start: number;
  /** The word as far as it is typed, unquoted. */
  readonly prefix: string;
  readonly items: readonly Candidate[];
  /** Writes a word so that the shell reads it back. */
  quote(text: string): string;
}

const KEYWORDS =
  "if then else elif fi case esac for select while until do done in function time { } ! [[ ]] coproc".split(" ");
const FOLDERS_ONLY = new Set(["cd", "pushd", "rmdir"]);

/** The candidates for the word that ends the line. */
export async function candidatesAt(sh: Shell, line: string): Promise<Candidates> {
  if (line.includes("proc")) await sh.p.loadProc();
  const { words, redirected, start, prefix, quoting } = lineWords(line);
  const quote = (text: string) => {
    if (quoting === '"') return `"${text.replace(/[\\"$`]/g, "\\$&")}`;
    if (quoting === "'") return `'${text}`;
    return text.replace(/[ \t\n\\'"`$&|;()<>*?[\]!{}]|(?!^)#/g, "\\$&").replace(/^\\~/, "~");
  };
  const close = (items: readonly Candidate[]) =>
    quoting === "" ? items : items.map((i) => (i.suffix === " " ? { ...i, suffix: `${quoting} ` } : i));
  const result = (items: readonly Candidate[], asIs = false): Candidates => ({
    line,
    start,
    prefix,
    items: close(unique(items)),
    quote: asIs ? (text) => text : quote,
  });
  const variable = /^(.*)\$(\{?)(\w*)$/s.exec(prefix);
  if (variable && quoting !== "'") {
    const [, before = "", brace = "", part = ""] = variable;
    const names = [...sh.scope.variables.keys()].filter((n) => n.startsWith(part));
    return result(
      names.map((n) => ({
        value: `${before}$${brace}${n}${brace && "}"}`,
        shown: `$${brace}${n}${brace && "}"}`,
        suffix: brace ? "" : " ",
      })),
      true,
    );
  }
  if (redirected) return result(fileNames(sh, prefix, false, false));
  const [command] = words;
  if (words.length === 0 && !prefix.includes("/")) return result(commandNames(sh, prefix));
  if (words.length > 0 && command !== undefined) {
    const program = await programCandidates(sh, words, prefix);
    if (program) return result(program);
  }
  return result(fileNames(sh, prefix, FOLDERS_ONLY.has(command ?? ""), words.length === 0));
}

function unique(items: readonly Candidate[]): Candidate[] {
  const seen = new Map(items.map((i) => [i.value, i]));
  return [...seen.values()];
}

function commandNames(sh: Shell, prefix: string): Candidate[] {
  const names = new Set<string>();
  const add = (name: string) => {
    if (name.startsWith(prefix)) names.add(name);
  };
  if (sh.dialect === "bash") for (const name of KEYWORDS) add(name);
  for (const list of [builtinNames(sh), sh.functions.keys(), sh.aliases.keys()]) for (const name of list) add(name);
  for (const folder of (textOf(sh, "PATH") ?? "").split(":")) {
    try {
      for (const entry of sh.p.files.readdir(folder)) {
        if (
          entry.kind !== "directory" &&
          entry.name.startsWith(prefix) &&
          sh.p.files.access(`${folder}/${entry.name}`, "x")
        )
          add(entry.name);
      }
    } catch {
      // A folder of PATH that is not there.
    }
  }
  return [...names].sort(byCodePoint).map((n) => ({ value: n, shown: n, suffix: " " }));
}

/** Files and folders whose path begins so. Folders end in a slash. */
export function fileNames(sh: Shell, prefix: string, foldersOnly: boolean, programsOnly: boolean): Candidate[] {
  const slash = prefix.lastIndexOf("/");
  const head = prefix.slice(0, slash + 1);
  const part = prefix.slice(slash + 1);
  if (prefix.startsWith("~") && slash < 0) return userNames(sh, prefix);
  let folder = head === "" ? "." : head;
  const home = /^~([^/]*)/.exec(head);
  if (home) {
    const directory = home[1] ? userHome(sh.p.files, home[1]) : textOf(sh, "HOME");
    if (directory === undefined) return [];
    folder = directory + head.slice(home[0].length);
  }
  const items: Candidate[] = [];
  try {
    for (const entry of sh.p.files.readdir(folder)) {
      if (!entry.name.startsWith(part) || (entry.name.startsWith(".") && !part.startsWith("."))) continue;
      const path = `${folder}/${entry.name}`;
      const isFolder = sh.p.files.exists(path) && sh.p.files.stat(path).kind === "directory";
      if ((foldersOnly && !isFolder) || (programsOnly && !isFolder && !sh.p.files.access(path, "x"))) continue;
      items.push({
        value: head + entry.name + (isFolder ? "/" : ""),
        shown: entry.name + (isFolder ? "/" : ""),
        suffix: isFolder ? "" : " ",
      });
    }
  } catch {
    return [];
  }
  return items;
}

function userNames(sh: Shell, prefix: string): Candidate[] {
  const names = ["root"].filter((n) => passwd(sh.p.files, n) && n.startsWith(prefix.slice(1)));
  return names.map((n) => ({ value: `~${n}/`, shown: `~${n}/`, suffix: "" }));
}
