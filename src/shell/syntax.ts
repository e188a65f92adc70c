import { forEachChild, type SyntaxNode } from "unbash";
import { shortName } from "./messages.ts";
import { type Dialect, lineAt, type Script, type Shell, type Unit, type Where } from "./shell.ts";

/** What is wrong with a text, and where. */
export interface Problem {
  readonly pos: number;
  /** The token that does not belong; "" at the end of the text. */
  readonly token: string;
  /** The word that had to come instead. */
  readonly expecting?: string;
  /** What closes the quotation or expansion that is still open. */
  readonly unterminated?: string;
  /** bash has read to the end before it misses what closes. */
  readonly late?: boolean;
  /** A message of its own, as dash words it. */
  readonly special?: string;
  /** More lines could mend it. */
  readonly incomplete: boolean;
}

const OPEN: readonly (readonly [RegExp, string])[] = [
  [/double quote|locale/, '"'],
  [/single quote|ANSI-C/, "'"],
  [/backtick/, "`"],
  [/arithmetic/, "))"],
  [/parameter/, "}"],
  [/substitution|glob|array/, ")"],
];
const RESERVED = /^(?:if|then|elif|else|fi|for|while|until|do|done|case|esac|in|select|function|\{|\}|!|\[\[|\]\])$/;

/** The first problem of a text; undefined when it is sound. */
export function problemOf(script: Script, text: string, dialect: Dialect): Problem | undefined {
  const foreign = dialect === "bash" ? undefined : foreignSyntax(script, text, dialect);
  const error = script.errors?.[0];
  if (foreign && (!error || foreign.pos < error.pos)) return foreign;
  const end = text.trimEnd().length;
  if (!error) return undefined;
  const early = misplaced(text.slice(0, error.pos + 1), dialect);
  if (early) return early;
  const { message } = error;
  if (message.startsWith("maximum")) {
    return { pos: error.pos, token: ";", special: "drydock: nested too deeply (256 levels)", incomplete: false };
  }
  if (message.startsWith("unterminated")) {
    if (/extended glob/.test(message) && dialect !== "bash") return { pos: error.pos, token: "(", incomplete: false };
    const arithmetic = dialect !== "bash" && text.startsWith("$((", error.pos);
    const close = arithmetic ? "))" : (OPEN.find(([re]) => re.test(message))?.[1] ?? ")");
    return { pos: error.pos, token: "", unterminated: close, late: /substitution/.test(message), incomplete: true };
  }
  if (/(?:^|[\s;&|])for[ \t]*$/.test(text.slice(0, error.pos).trimEnd()) && message === "expected 'do'") {
    return { pos: error.pos, token: "\n", special: "Bad for loop variable", incomplete: false };
  }
  // What opens a list that never began also says what would close it.
  const closing = /^(?:expected command|unexpected token '(?:fi|done|esac|\})')/.test(message)
    ? script.errors?.[1]?.message
    : undefined;
  const expected = /^expected '([^']+)'/.exec(message.startsWith("expected '") ? message : (closing ?? ""))?.[1];
  let pos = error.pos;
  if (message.startsWith("expected '") || message.startsWith("expected command in")) {
    // The parser stands behind the token that it did not want.
    const before = tokenEndingAt(text, Math.min(pos, end));
    if (before && (pos < end || isCommandWord(text, before.pos, before.token, expected))) pos = before.pos;
    if (message.startsWith("expected command in")) pos = nextToken(text, error.pos + 1, "})");
  } else if (message === "unexpected token ')'") {
    // `word (x)`: it could have become a function, so it is the x that is wrong.
    const call = /(?:^|[;&|\n])\s*[\w.-]+[ \t]*\([ \t]*([^\s()]+)[ \t]*$/.exec(text.slice(0, pos));
    if (call) {
      const inside = pos - (call[1]?.length ?? 0);
      return { pos: inside, token: tokenAt(text, inside), expecting: ")", incomplete: false };
    }
  }
  const at = skipBlank(text, pos);
  const token = tokenAt(text, at);
  const caseBody = expected === "esac" ? ";;" : expected;
  if (message === "expected redirect target" && token === "")
    return { pos: at, token: dialect === "bash" ? "\n" : "", incomplete: false };
  return {
    pos: at,
    token,
    ...(caseBody && (!closing || token === "" || message.startsWith("unexpected")) ? { expecting: caseBody } : {}),
    incomplete: token === "" && !message.startsWith("unexpected"),
  };
}

/**
 * What no list can begin with behind a word that opens one, and a `for` without a name: told where it stands. Quoted text
 * and comments are blanked first, so that their words count for nothing.
 */
function misplaced(text: string, dialect: Dialect): Problem | undefined {
  const plain = text.replace(/\\.|'[^']*'|"(?:[^"\\]|\\.)*"|(?<=^|\s)#.*/gs, (s) => "_".repeat(s.length));
  const opens = /(?:^|[;&|\n({]|\b(?:then|do|else)\s)\s*(?:if|elif|while|until|then|do|else)[ \t]*(;;?|&&?|\|\|?)/.exec(
    plain,
  );
  const loop = /(?:^|[;&|\n({]|\b(?:then|do|else)\s)\s*for[ \t]*(;|&|\|)/.exec(plain);
  const first = [opens, loop].filter((m) => m !== null).sort((a, b) => a.index - b.index)[0];
  if (!first) return undefined;
  const token = first[1] ?? "";
  const special = first === loop && dialect !== "bash" ? { special: "Bad for loop variable" } : {};
  return { pos: first.index + first[0].length - token.length, token, ...special, incomplete: false };
}

function skipBlank(text: string, pos: number): number {
  while (pos < text.length && /[ \t]/.test(text[pos] ?? "")) pos++;
  return pos;
}

function nextToken(text: string, pos: number, wanted: string): number {
  for (let i = pos; i < text.length; i++) if (wanted.includes(text[i] ?? "") || /[;&|]/.test(text[i] ?? "")) return i;
  return text.length;
}

function tokenAt(text: string, pos: number): string {
  if (pos >= text.trimEnd().length) return "";
  const rest = text.slice(pos);
  return (
    /^(?:;;&|;;|;&|&&|\|\||\|&|<<<|<<-?|>>|[<>]&|&>>?|[\n;&|()<>])/.exec(rest)?.[0] ??
    /^(?:[^\s;&|()<>\\"']|\\.|"[^"]*"|'[^']*')+/.exec(rest)?.[0] ??
    rest[0] ??
    ""
  );
}

function tokenEndingAt(text: string, end: number): { pos: number; token: string } | undefined {
  const m = /(?:;;|&&|\|\||[;&|()<>\n]|[^\s;&|()<>]+)$/.exec(text.slice(0, end));
  return m ? { pos: end - m[0].length, token: m[0] } : undefined;
}

/** Whether a word at the end of the text was meant as a keyword, not as an argument, and not the one expected. */
function isCommandWord(text: string, pos: number, token: string, expected: string | undefined): boolean {
  if (token === expected || !(RESERVED.test(token) || token === ")")) return false;
  if (
    /^(?:if|for|while|until|case|do|then|else|elif|\{|select|!)$/.test(token) &&
    expected !== "then" &&
    expected !== "do"
  )
    return false;
  if (expected === "then" && /^(?:if|while|until|then)$/.test(token)) return false;
  if (expected === "do" && /^(?:while|until|do|for)$/.test(token)) return false;
  return token === ")" || /(?:^|[;&|\n(){}]|\b(?:then|do|else|elif|if|while|until))\s*$/.test(text.slice(0, pos));
}

/** The first piece of grammar that the dialect does not have. */
function foreignSyntax(script: Script, text: string, dialect: Dialect): Problem | undefined {
  let first: Problem | undefined;
  const report = (pos: number, token: string, special?: string) => {
    if (!first || pos < first.pos) first = { pos, token, incomplete: false, ...(special ? { special } : {}) };
  };
  const visit = (node: SyntaxNode): void => {
    switch (node.type) {
      case "Assignment":
        if (node.value.type === "ArrayValue") report(node.value.pos, "(");
        break;
      case "ProcessSubstitution":
        if (dialect === "dash") report(node.pos + 1, "(");
        break;
      case "ArithmeticFor":
        report(node.pos, "((", "Bad for loop variable");
        break;
      case "HereString":
        if (dialect === "dash") report(node.pos, "<<<");
        break;
      case "Select":
        report(node.body.pos, "do");
        break;
      case "Pipeline": {
        const nots = node.prefixes.filter((p) => p.type === "Negation");
        if (nots[1]) report(nots[1].pos, "!");
        else if (nots[0] && node.commands.length === 0) report(node.end, "");
        break;
      }
      case "CaseItem":
        if (node.terminator === ";&" || node.terminator === ";;&")
          report(node.end - 2, node.body.commands.length ? "&" : ";");
        break;
      case "ExtendedGlob":
        if (dialect === "dash") report(node.pos + 1, "(");
        break;
      case "Function":
        if (dialect === "dash" && node.end > node.body.end - 1 && node.name.pos > node.pos) {
          const parenthesis = /^\s*\(/.exec(text.slice(node.name.end))?.[0].length;
          if (parenthesis) report(node.name.end + parenthesis - 1, "(");
          else report(node.end - 1, "}");
        }
        break;
    }
    forEachChild(node, visit);
  };
  visit(script);
  return first;
}

/** The message about a problem, each line with its prefix, as the dialect prints it. */
export function syntaxMessage(sh: Shell, unit: Unit, problem: Problem, where: Where): string {
  const line = lineAt(unit, problem.pos);
  const lastLine = lineAt(unit, unit.text.length);
  if (sh.dialect !== "bash") {
    const dash = sh.dialect === "dash";
    const words = wording(problem, dash);
    const at = problem.token === "" ? lastLine : line;
    const command = where === "eval" ? "eval: " : unit.command ? `${unit.command}: ` : "";
    if (dash) return `${sh.name}: ${at}: ${command}Syntax error: ${words}\n`;
    const number = where === "interactive" || (!sh.numbersLines && where === "-c") ? "" : `line ${at}: `;
    return `${sh.name}: ${command}${number}syntax error: ${words}\n`;
  }
  // What is typed has no line numbers and is not shown again, nor is an eval of it.
  const typed = where === "interactive" || (where === "eval" && sh.interactive && sh.sourceDepth === 0);
  const name = sh.interactive ? shortName(sh) : unit.name;
  const source = where !== "file" ? `${where}: ` : sh.interactive && name !== unit.name ? `${unit.name}: ` : "";
  const prefix = typed ? `${name}: ` : `${name}: ${source}line `;
  if (problem.special?.startsWith("drydock")) return `${shortPrefix(unit, where, line)}${problem.special}\n`;
  const number = (n: number) => (typed ? "" : `${n}: `);
  if (problem.unterminated) {
    const close = problem.unterminated === "))" ? ")" : problem.unterminated;
    const end = lastLine + (unit.text.endsWith("\n") ? 0 : 1);
    const at = problem.late && close === ")" ? end : line;
    return `${prefix}${number(at)}unexpected EOF while looking for matching \`${close}'\n`;
  }
  if (problem.token === "") {
    const last = lastLine + (unit.text.endsWith("\n") ? 0 : 1);
    return `${prefix}${number(last)}syntax error: unexpected end of file\n`;
  }
  const token = problem.token === "\n" ? "newline" : problem.token;
  const shown = unit.text.split("\n")[line - unit.firstLine] ?? "";
  const message = `${prefix}${number(line)}syntax error near unexpected token \`${token}'\n`;
  return typed ? message : `${message}${prefix}${number(line)}\`${shown}'\n`;
}

function shortPrefix(unit: Unit, where: Where, line: number): string {
  return where === "interactive" ? `${unit.name}: ` : `${unit.name}: line ${line}: `;
}

function wording(problem: Problem, dash: boolean): string {
  const lower = (text: string) => (dash ? text : text[0]?.toLowerCase() + text.slice(1));
  if (problem.special) return lower(problem.special);
  switch (problem.unterminated) {
    case '"':
    case "'":
      return lower("Unterminated quoted string");
    case "`":
      return "EOF in backquote substitution";
    case "}":
      return lower("Missing '}'");
    case "))":
      return lower("Missing '))'");
  }
  const { token } = problem;
  const name =
    token === ""
      ? "end of file"
      : token === "\n"
        ? "newline"
        : /^[<>]/.test(token)
          ? "redirection"
          : RESERVED.test(token) || /^[;&|()]/.test(token)
            ? `"${token}"`
            : "word";
  const wanted = problem.unterminated ?? problem.expecting;
  const tail = wanted ? ` (expecting "${wanted}")` : "";
  return dash ? `${name} unexpected${tail}` : `unexpected ${name}${tail}`;
}

/** The delimiter of the here-document that is still open, if there is one. */
export function openHereDocument(script: Script): string | undefined {
  let open: string | undefined;
  const visit = (node: SyntaxNode): void => {
    if (open !== undefined) return;
    if (node.type === "HereDoc" && !node.closing) open = node.delimiter?.value ?? "";
    forEachChild(node, visit);
  };
  visit(script);
  return open;
}
