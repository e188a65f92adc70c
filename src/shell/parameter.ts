import type { ParameterExpansionPart, Word } from "unbash";
import { subscriptOf } from "./arithmetic.ts";
import { expandArithmetic, expandInto, expandString, type Steps } from "./expand.ts";
import { type Sink, stringSink } from "./fields.ts";
import { badSubstitution, operation, slice } from "./operations.ts";
import { SET_LETTERS } from "./option-names.ts";
import { parseWord } from "./parse.ts";
import { fatal, option, type Shell, ShellError } from "./shell.ts";
import { elementOf, elementsOf, keysOf, NAME, resolveName, setElement, setText, textOf, valueOf } from "./variables.ts";

/** What a parameter stands for: one text, or all elements of an array (`star`: written with `*`). */
type Parameter = { readonly text: string | undefined } | { readonly list: string[]; readonly star: boolean };

/** `$name`, `$1`, `$@`. */
export function simpleParameter(sh: Shell, name: string, quoted: boolean, sink: Sink): void {
  if (name === "@" || name === "*") {
    sink.list(sh.positional, quoted, name === "*");
    return;
  }
  emit(sink, quoted, required(sh, name, special(sh, name)));
}

function emit(sink: Sink, quoted: boolean, text: string): void {
  if (quoted) sink.text(text, true);
  else sink.value(text);
}

function required(sh: Shell, name: string, text: string | undefined): string {
  if (text === undefined && option(sh, "nounset")) {
    const bash = sh.dialect === "bash";
    const shown = /^\d/.test(name) && bash ? `$${name}` : name;
    throw new ShellError(bash ? `${shown}: unbound variable` : `${name}: parameter not set`, "exit", bash ? 127 : 2);
  }
  return text ?? "";
}

/** The text of a parameter by name; undefined when unset. */
export function special(sh: Shell, name: string): string | undefined {
  switch (name) {
    case "?":
      return String(sh.status);
    case "#":
      return String(sh.positional.length);
    case "$":
      return String(sh.shellPid);
    case "!":
      return sh.lastBackground === undefined ? undefined : String(sh.lastBackground);
    case "-":
      return optionLetters(sh);
    case "0":
      return sh.name;
    case "@":
    case "*":
      return sh.positional.join(name === "*" ? (sh.ifs[0] ?? "") : " ");
  }
  const c = name.charCodeAt(0);
  if (c >= 49 && c <= 57) return sh.positional[Number(name) - 1];
  return textOf(sh, name);
}

const LETTERS: readonly (readonly [string, string])[] = [
  ["e", "errexit"],
  ["f", "noglob"],
  ["h", "hashall"],
  ["i", "i"],
  ["m", "monitor"],
  ["n", "noexec"],
  ["u", "nounset"],
  ["v", "verbose"],
  ["x", "xtrace"],
  ["B", "braceexpand"],
  ["C", "noclobber"],
  ["H", "histexpand"],
];

/** dash goes through its options from the last to the first. */
const DASH_LETTERS = "ubaCEVvxsnmiIfe";

function isOn(sh: Shell, letter: string): boolean {
  const name = LETTERS.find(([l]) => l === letter)?.[1] ?? SET_LETTERS[letter];
  return (name !== undefined && option(sh, name)) || sh.flags.includes(letter);
}

/** `$-`. */
function optionLetters(sh: Shell): string {
  if (sh.dialect === "dash") return [...DASH_LETTERS].filter((l) => isOn(sh, l)).join("");
  const on = LETTERS.filter(([letter, name]) => option(sh, name) || sh.flags.includes(letter));
  const letters = on.map(([letter]) => letter).join("");
  const invocation = sh.flags.replace("i", "");
  return sh.dialect === "bash" ? letters + invocation : invocation + letters;
}

/** `${...}`. */
export function* parameter(sh: Shell, part: ParameterExpansionPart, quoted: boolean, sink: Sink): Steps<void> {
  const op = part.operation;
  if (!supported(sh, part)) throw badSubstitution(sh, part);
  if (part.prefix === "!" && op?.type === "Names") {
    const names = [...sh.scope.variables.keys()].filter((n) => n.startsWith(part.parameter)).sort();
    sink.list(names, quoted, op.operator === "*");
    return;
  }
  const all = part.index && (part.index.text === "@" || part.index.text === "*") ? part.index.text : undefined;
  if (part.prefix === "!" && all) {
    sink.list(keysOf(valueOf(sh, part.parameter)), quoted, all === "*");
    return;
  }
  let { parameter: name, index } = part;
  if (part.prefix === "!") {
    if (sh.scope.variables.get(name)?.reference && !op) {
      emit(sink, quoted, resolveName(sh, name));
      return;
    }
    const target = yield* valueAt(sh, name, index);
    const m = /^(?:(\w+)(?:\[(.+)\])?|[@*#?$!-])$/.exec("text" in target ? (target.text ?? "") : "");
    if (!m)
      throw fatal(
        sh,
        `${"text" in target && target.text !== undefined ? target.text : name}: invalid indirect expansion`,
      );
    name = m[1] ?? m[0];
    index = m[2] === undefined ? undefined : parseWord(m[2]);
  }
  const value = yield* valueAt(sh, name, index);
  if (part.prefix === "#") {
    if ("text" in value) sink.text(String([...required(sh, name, value.text)].length), true);
    else sink.text(String(value.list.length), true);
    return;
  }
  if (op?.type === "Default") {
    yield* withDefault(sh, part, name, index, value, quoted, sink);
    return;
  }
  if ("text" in value) {
    const text = required(sh, name, value.text);
    if (!op) emit(sink, quoted, text);
    else if (value.text !== undefined || op.type === "Transform")
      emit(sink, quoted, (yield* operation(sh, part, op, name))(text));
    else emit(sink, quoted, "");
    return;
  }
  if (!op) sink.list(value.list, quoted, value.star);
  else if (op.type === "Slice") sink.list(yield* slice(sh, name, value.list, op.offset, op.length), quoted, value.star);
  else sink.list(value.list.map(yield* operation(sh, part, op, name)), quoted, value.star);
}

/** What dash and ash know of all this. */
function supported(sh: Shell, part: ParameterExpansionPart): boolean {
  const op = part.operation;
  if (op?.type === "Unknown") return false;
  if (!/^(?:\w+|[@*#?$!-])$/.test(part.parameter)) return false;
  if (sh.dialect === "bash") return true;
  if (part.index || part.prefix === "!") return false;
  if (!op || op.type === "Default" || op.type === "Remove") return true;
  return sh.dialect === "ash" && (op.type === "Slice" || op.type === "Replace");
}

function* valueAt(sh: Shell, name: string, index: Word | undefined): Steps<Parameter> {
  if (name === "@" || name === "*") return { list: [...sh.positional], star: name === "*" };
  if (!index) return { text: special(sh, name) };
  const value = valueOf(sh, name);
  if (index.text === "@" || index.text === "*") return { list: elementsOf(value), star: index.text === "*" };
  return { text: elementOf(value, yield* subscript(sh, name, index)) };
}

/** A subscript as written, evaluated: an expression, or the key of an associative array. */
export function* subscript(sh: Shell, name: string, index: Word): Steps<string> {
  if (valueOf(sh, name) instanceof Map) return yield* expandString(sh, index);
  return subscriptOf(sh, name, yield* expandArithmetic(sh, index.text));
}

function* withDefault(
  sh: Shell,
  part: ParameterExpansionPart,
  name: string,
  index: Word | undefined,
  value: Parameter,
  quoted: boolean,
  sink: Sink,
): Steps<void> {
  const op = part.operation;
  if (op?.type !== "Default") return;
  const colon = op.operator.startsWith(":");
  const text = "text" in value ? value.text : value.list.length ? value.list.join(" ") : undefined;
  const isSet = text !== undefined && !(colon && text === "");
  const action = op.operator.at(-1);
  if (action === "+") {
    if (isSet) yield* expandInto(sh, op.operand, sink, { quoted, split: !quoted, tilde: "word" });
    return;
  }
  if (isSet) {
    if ("text" in value) emit(sink, quoted, text);
    else sink.list(value.list, quoted, value.star);
    return;
  }
  if (action === "-") {
    yield* expandInto(sh, op.operand, sink, { quoted, split: !quoted, tilde: "word" });
    return;
  }
  const inner = stringSink(sh, "plain");
  yield* expandInto(sh, op.operand, inner, { quoted, tilde: "word" });
  const operand = inner.result();
  if (action === "?") {
    const why =
      operand !== ""
        ? operand
        : sh.dialect === "bash"
          ? `parameter ${colon ? "null or not set" : "not set"}`
          : `parameter not set${colon ? " or null" : ""}`;
    throw new ShellError(`${name}: ${why}`, "exit", sh.dialect === "bash" ? 127 : 2);
  }
  if (!NAME.test(name)) {
    throw fatal(sh, sh.dialect === "bash" ? `$${name}: cannot assign in this way` : `${name}: bad variable name`);
  }
  if (index) setElement(sh, name, yield* subscript(sh, name, index), operand);
  else setText(sh, name, operand);
  emit(sink, quoted, operand);
}
