import type { ArithmeticExpansionPart, Word, WordPart } from "unbash";
import { evaluate } from "./arithmetic.ts";
import { BraceLimit, braceExpand } from "./brace.ts";
import { fieldSink, type Sink, type StringMode, stringSink } from "./fields.ts";
import { parameter, simpleParameter } from "./parameter.ts";
import { parseDoubleQuoted, parseWord } from "./parse.ts";
import { fatal, option, type Script, type Shell, ShellError } from "./shell.ts";
import { userHome } from "./users.ts";
import { textOf } from "./variables.ts";

/** What an expansion needs from outside: a command's output, or the path of a process's pipe. */
export type Request =
  | { readonly kind: "command"; readonly script: Script; readonly text: string }
  | { readonly kind: "process"; readonly script: Script; readonly operator: "<" | ">" };

/** An expansion: runs at once but for its requests, which whoever drives it answers with a text. */
export type Steps<T> = Generator<Request, T, string>;

const braces = new WeakMap<Word, readonly Word[]>();

/** The fields that words expand to: braces, `~`, `$`, splitting, paths. */
export function* expandWords(sh: Shell, words: readonly Word[]): Steps<string[]> {
  const out: string[] = [];
  for (const word of words) yield* expandFields(sh, word, out);
  return out;
}

export function* expandFields(sh: Shell, word: Word, out: string[]): Steps<void> {
  const parts = word.parts;
  if (!parts && word.text === word.value && !word.text.includes("~")) {
    out.push(word.text);
    return;
  }
  if (sh.dialect === "bash" && option(sh, "braceexpand") && parts?.some((p) => p.type === "BraceExpansion")) {
    let words = braces.get(word);
    if (!words) {
      try {
        words = braceExpand(word.text).flatMap((text) => parseWord(text) ?? []);
      } catch (e) {
        throw e instanceof BraceLimit ? fatal(sh, e.message) : e;
      }
      braces.set(word, words);
    }
    for (const w of words) yield* oneWord(sh, w, out);
  } else yield* oneWord(sh, word, out);
}

function* oneWord(sh: Shell, word: Word, out: string[]): Steps<void> {
  const sink = fieldSink(sh, out);
  yield* expandInto(sh, word, sink, { tilde: "word" });
  sink.end();
}

/** A word as one text: for assignments, patterns, redirections. */
export function* expandString(sh: Shell, word: Word, mode: StringMode = "plain", assignment = false): Steps<string> {
  if (!word.parts && word.text === word.value && !word.text.includes("~")) return word.text;
  const sink = stringSink(sh, mode);
  yield* expandInto(sh, word, sink, { tilde: assignment ? "assignment" : "word" });
  return sink.result();
}

/** Where a word stands: how its unquoted characters count. */
export interface Context {
  readonly tilde?: "word" | "assignment";
  /** Inside double quotes. */
  readonly quoted?: boolean;
  /** The operand of `${x:-...}` outside of quotes: its own characters are split too. */
  readonly split?: boolean;
}

export function* expandInto(sh: Shell, word: Word, sink: Sink, context: Context): Steps<void> {
  if (!word.parts) {
    literal(sh, word.text, word.value, sink, context, true, true);
    return;
  }
  yield* expandParts(sh, word.parts, sink, context);
}

export function* expandParts(sh: Shell, parts: readonly WordPart[], sink: Sink, context: Context): Steps<void> {
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i];
    if (part) yield* expandPart(sh, part, sink, context, i === 0, i === parts.length - 1);
  }
}

function* expandPart(
  sh: Shell,
  part: WordPart,
  sink: Sink,
  context: Context,
  first: boolean,
  last: boolean,
): Steps<void> {
  const quoted = context.quoted === true;
  switch (part.type) {
    case "Literal":
      literal(sh, part.text, part.value, sink, context, first, last);
      return;
    case "SingleQuoted":
      if (part.value === "") sink.empty();
      else sink.text(part.value, true);
      return;
    case "AnsiCQuoted":
      if (sh.dialect === "dash") {
        sink.text("$", quoted);
        sink.text(part.text.slice(2, -1), true);
      } else if (part.value === "") sink.empty();
      else sink.text(part.value, true);
      return;
    case "LocaleString":
    case "DoubleQuoted": {
      if (part.type === "LocaleString" && sh.dialect !== "bash") sink.text("$", quoted);
      const only = part.parts.length === 1 ? part.parts[0] : undefined;
      if (!only || only.type === "Literal" || !/^\$(@|\{[^#]*@)/.test(only.text)) sink.empty();
      yield* expandParts(sh, part.parts, sink, { quoted: true });
      return;
    }
    case "SimpleExpansion":
      simpleParameter(sh, part.text.slice(1), quoted, sink);
      return;
    case "ParameterExpansion":
      yield* parameter(sh, part, quoted, sink);
      return;
    case "CommandExpansion": {
      const output = part.script ? yield { kind: "command", script: part.script, text: part.text } : "";
      put(sink, output, quoted);
      return;
    }
    case "ArithmeticExpansion":
      put(sink, String(evaluate(sh, yield* arithmeticText(sh, part))), quoted);
      return;
    case "ProcessSubstitution":
      if (part.script) sink.text(yield { kind: "process", script: part.script, operator: part.operator }, true);
      return;
    case "Glob":
      if (part.kind !== "bracket") sink.text(part.value, quoted);
      else {
        sink.text("[", quoted);
        yield* expandParts(sh, part.parts, sink, { quoted });
        sink.text("]", quoted);
      }
      return;
    case "ExtendedGlob":
      sink.text(`${part.operator}(`, quoted);
      if (part.parts) yield* expandParts(sh, part.parts, sink, { quoted });
      else sink.text(part.pattern, quoted);
      sink.text(")", quoted);
      return;
    case "BraceExpansion":
      if (part.parts) {
        sink.text("{", quoted);
        yield* expandParts(sh, part.parts, sink, { quoted });
        sink.text("}", quoted);
      } else sink.text(part.text, quoted);
  }
}

function put(sink: Sink, value: string, quoted: boolean): void {
  if (quoted) sink.text(value, true);
  else sink.value(value);
}

/** Whose home a tilde means, up to the next part of a path; bash, and every assignment, end it at a colon too. */
const BEFORE_SLASH = /^~([\w.+-]*)(?=\/|$)/;
const BEFORE_COLON = /^~([\w.+-]*)(?=[/:]|$)/;

/** Characters that stand in the script itself. A backslash quotes the one behind it. */
function literal(
  sh: Shell,
  text: string,
  value: string,
  sink: Sink,
  context: Context,
  first: boolean,
  last: boolean,
): void {
  if (context.quoted) {
    sink.text(value, true);
    return;
  }
  let rest = text;
  if (context.tilde && text.includes("~")) {
    const word =
      context.tilde === "word" && first && sh.dialect === "bash" ? /^[A-Za-z_]\w*=(?=~)/.exec(text)?.[0] : undefined;
    if (word) {
      plain(word, sink, context);
      literal(sh, text.slice(word.length), "", sink, { tilde: "assignment" }, true, last);
      return;
    }
    if (context.tilde === "assignment") {
      // Behind the `=` and behind each colon.
      const pieces = text.split(/(?<=:)/);
      rest = "";
      for (let i = 0; i < pieces.length; i++) {
        const piece = pieces[i] ?? "";
        const home = first || i > 0 ? tilde(sh, piece, last || i < pieces.length - 1, BEFORE_COLON) : undefined;
        if (home) {
          plain(rest, sink, context);
          rest = "";
          sink.text(home.directory, true);
          plain(home.rest, sink, context);
        } else rest += piece;
      }
    } else if (first) {
      const home = tilde(sh, text, last, sh.dialect === "bash" ? BEFORE_COLON : BEFORE_SLASH);
      if (home) {
        sink.text(home.directory, true);
        rest = home.rest;
      }
    }
  }
  if (rest !== "") plain(rest, sink, context);
}

function plain(text: string, sink: Sink, context: Context): void {
  const put = (piece: string) => {
    if (piece === "") return;
    if (context.split) sink.value(piece);
    else sink.text(piece, false);
  };
  if (!text.includes("\\")) {
    put(text);
    return;
  }
  let from = 0;
  for (let i = text.indexOf("\\"); i >= 0 && i < text.length - 1; i = text.indexOf("\\", from)) {
    put(text.slice(from, i));
    if (text[i + 1] !== "\n") sink.text(text[i + 1] ?? "", true);
    from = i + 2;
  }
  put(text.slice(from));
}

function tilde(sh: Shell, text: string, ends: boolean, form: RegExp): { directory: string; rest: string } | undefined {
  const m = form.exec(text);
  if (!m || (m[0].length === text.length && !ends)) return undefined;
  const user = m[1] ?? "";
  const directory =
    user === ""
      ? (textOf(sh, "HOME") ?? userHome(sh.p.files, sh.p.credentials.uid))
      : user === "+" && sh.dialect === "bash"
        ? textOf(sh, "PWD")
        : user === "-" && sh.dialect === "bash"
          ? textOf(sh, "OLDPWD")
          : userHome(sh.p.files, user);
  return directory === undefined ? undefined : { directory, rest: text.slice(m[0].length) };
}

/** The text inside `$(( ))` with its `$` expansions done. */
export function* arithmeticText(sh: Shell, part: ArithmeticExpansionPart): Steps<string> {
  const inner = part.text.startsWith("$[") ? part.text.slice(2, -1) : part.text.slice(3, -2);
  return yield* expandArithmetic(sh, inner);
}

export function* expandArithmetic(sh: Shell, text: string): Steps<string> {
  if (!/[$`"'\\]/.test(text)) return text;
  const parts = parseDoubleQuoted(text.replace(/["']/g, "").replace(/\\\n/g, ""));
  if (!parts) throw new ShellError(`${text}: bad substitution`, "discard", 1);
  const sink = stringSink(sh, "plain");
  yield* expandParts(sh, parts, sink, { quoted: true });
  return sink.result();
}
