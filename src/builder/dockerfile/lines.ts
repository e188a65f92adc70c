import { DockerfileError, type LineRange } from "./error.ts";

/** A here-document: its name, what it holds, and how it was written. */
export interface Heredoc {
  readonly name: string;
  readonly content: string;
  /** `<<"EOT"` or `<<'EOT'`: variables in it are not expanded. */
  readonly quoted: boolean;
  /** `<<-`: leading tabs were taken off. */
  readonly stripTabs: boolean;
}

/** One instruction as it stands: its lines joined, comments gone, here-documents apart. */
export interface LogicalLine {
  readonly text: string;
  readonly range: LineRange;
  readonly heredocs: readonly Heredoc[];
}

export interface Directives {
  readonly syntax: string | undefined;
  readonly escape: "\\" | "`";
  readonly check: string | undefined;
}

export interface DockerfileLines {
  readonly directives: Directives;
  readonly lines: readonly LogicalLine[];
  /** Lines of empty continuations, which the build checks name. */
  readonly emptyContinuations: readonly number[];
}

const DIRECTIVE = /^#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(.+?)\s*$/;
const COMMENT = /^\s*#/;
const HEREDOC = /(?:^|\s)(\d*)<<(-?)(["']?)([a-zA-Z_][a-zA-Z0-9_.-]*|(?<=["'])[^"'\s]+)\3/g;
/** Only these read here-documents. */
const TAKES_HEREDOC = /^(RUN|COPY|ADD)\b/i;

/**
 * Cuts a Dockerfile into instructions. Parser directives come first, before any comment or instruction, each once. A
 * comment line is dropped, inside a continued instruction too; a line that ends in the escape character goes on; an empty
 * line within it is passed over and reported.
 */
export function splitLines(source: string): DockerfileLines {
  const raw = source.replace(/^\uFEFF/, "").split(/\r?\n/);
  if (raw.at(-1) === "") raw.pop();
  const { directives, first } = readDirectives(raw);
  const continued = directives.escape === "\\" ? /^(.*[^\\]|)\\[ \t]*$/ : /^(.*[^`]|)`[ \t]*$/;
  const lines: LogicalLine[] = [];
  const emptyContinuations: number[] = [];

  for (let i = first; i < raw.length; i++) {
    const opening = raw[i] ?? "";
    if (opening.trim() === "" || COMMENT.test(opening)) continue;
    const start = i + 1;
    let text = "";
    let piece = opening.replace(/^\s+/, "");
    let empty = false;
    for (;;) {
      const m = continued.exec(piece);
      if (!m) {
        text += piece;
        break;
      }
      text += m[1] ?? "";
      let next: string | undefined;
      while (next === undefined && i + 1 < raw.length) {
        const candidate = raw[++i] ?? "";
        if (COMMENT.test(candidate)) continue;
        if (candidate.trim() === "") {
          empty = true;
          continue;
        }
        next = candidate;
      }
      if (next === undefined) break;
      piece = next;
    }
    if (empty) emptyContinuations.push(i + 1);
    const heredocs: Heredoc[] = [];
    if (TAKES_HEREDOC.test(text)) {
      for (const m of heredocMarks(text)) {
        const body: string[] = [];
        for (;;) {
          const line = raw[++i];
          if (line === undefined) throw new DockerfileError("unterminated heredoc", { start, end: raw.length });
          const seen = m.stripTabs ? line.replace(/^\t+/, "") : line;
          if (seen === m.name) break;
          body.push(seen);
        }
        heredocs.push({ ...m, content: body.map((l) => `${l}\n`).join("") });
      }
    }
    lines.push({ text: text.trim(), range: { start, end: i + 1 }, heredocs });
  }
  if (lines.length === 0) {
    if (source.trim() === "") throw new DockerfileError("the Dockerfile cannot be empty", undefined);
    throw new DockerfileError("file with no instructions", { start: 1, end: 1 });
  }
  return { directives, lines, emptyContinuations };
}

/** The here-documents that an instruction's text opens, in order. */
export function heredocMarks(text: string): Omit<Heredoc, "content">[] {
  // A JSON form holds no here-document.
  if (/^\S+\s*\[/.test(text)) return [];
  return [...text.matchAll(HEREDOC)].map((m) => ({
    name: m[4] ?? "",
    quoted: m[3] !== "",
    stripTabs: m[2] === "-",
  }));
}

/** The front end that a Dockerfile asks for, and the line that says so. */
export function syntaxOf(source: string): { readonly image: string; readonly line: number } | undefined {
  const lines = source.replace(/^\uFEFF/, "").split(/\r?\n/);
  for (const [i, line] of lines.entries()) {
    const m = DIRECTIVE.exec(line);
    if (!m) return undefined;
    if (m[1]?.toLowerCase() === "syntax" && m[2]) return { image: m[2].split(/\s/)[0] ?? m[2], line: i + 1 };
  }
  return undefined;
}

function readDirectives(raw: readonly string[]): { directives: Directives; first: number } {
  const seen = new Map<string, string>();
  let i = 0;
  if (raw[0]?.startsWith("#!")) i = 1;
  for (; i < raw.length; i++) {
    const m = DIRECTIVE.exec(raw[i] ?? "");
    const key = m?.[1]?.toLowerCase();
    if (!m?.[2] || key === undefined || !["syntax", "escape", "check"].includes(key)) break;
    // The builder counts a directive's line when it is through with it: the line before is named.
    const range = { start: i, end: i };
    if (seen.has(key)) throw new DockerfileError(`only one ${key} parser directive can be used`, range);
    if (key === "escape" && m[2] !== "\\" && m[2] !== "`") {
      throw new DockerfileError(`invalid escape token '${m[2]}' does not match \` or \\`, range);
    }
    seen.set(key, m[2]);
  }
  const escape = seen.get("escape") === "`" ? "`" : "\\";
  return { directives: { syntax: seen.get("syntax"), escape, check: seen.get("check") }, first: i };
}
