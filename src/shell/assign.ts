import type { ArrayValue, Assignment } from "unbash";
import { evaluate } from "./arithmetic.ts";
import { drive } from "./drive.ts";
import { expandFields, expandString, type Steps } from "./expand.ts";
import { subscript } from "./parameter.ts";
import { parseWord } from "./parse.ts";
import { fatal, type Shell } from "./shell.ts";
import {
  arrayOf,
  elementOf,
  putElement,
  resolveName,
  setElement,
  setText,
  textOf,
  type Variable,
  valueOf,
  writable,
} from "./variables.ts";

/** The text that an assignment gives: tildes and `$`, neither split nor globbed. */
export function* assignedText(sh: Shell, a: Assignment): Steps<string> {
  if (a.value.type === "ArrayValue") return "";
  return yield* expandString(sh, a.value, "plain", true);
}

/** Carries out an assignment whose text was expanded (an array's elements are expanded here). */
export async function assign(sh: Shell, a: Assignment, text: string | undefined): Promise<void> {
  if (a.value.type === "ArrayValue") {
    await assignArray(sh, a.name, a.value, a.append === true);
    return;
  }
  if (a.index) {
    const key = await drive(sh, subscript(sh, a.name, a.index));
    assignElement(sh, a.name, key, text ?? "", a.append === true);
  } else assignText(sh, a.name, text ?? "", a.append === true);
}

/** `name=text` or `name+=text`, by the variable's attributes. */
export function assignText(sh: Shell, name: string, text: string, append = false): void {
  const v = sh.scope.variables.get(resolveName(sh, name));
  if (append && v?.integer) text = String(evaluate(sh, textOf(sh, name) || "0") + evaluate(sh, text || "0"));
  else if (append) text = (textOf(sh, name) ?? "") + text;
  setText(sh, name, v ? attributed(sh, v, text) : text);
}

export function assignElement(sh: Shell, name: string, key: string, text: string, append = false): void {
  const v = sh.scope.variables.get(resolveName(sh, name));
  const old = append ? (elementOf(valueOf(sh, name), key) ?? "") : "";
  if (append && v?.integer) text = String(evaluate(sh, old || "0") + evaluate(sh, text || "0"));
  else text = old + text;
  setElement(sh, name, key, v ? attributed(sh, v, text) : text);
}

/** What the attributes of a variable make of a text. */
export function attributed(sh: Shell, v: Variable, text: string): string {
  if (v.integer) return String(evaluate(sh, text));
  if (v.fold) return v.fold === "u" ? text.toUpperCase() : text.toLowerCase();
  return text;
}

/** `name=(...)`: elements, or `[key]=value`. */
export async function assignArray(sh: Shell, name: string, value: ArrayValue, append: boolean): Promise<void> {
  const target = resolveName(sh, name);
  const v = writable(sh, target);
  const map = v.value instanceof Map;
  const array: string[] | Map<string, string> = append ? arrayOf(v) : map ? new Map() : [];
  let index = Array.isArray(array) ? array.length : 0;
  const pairs: string[] = [];
  for (const element of value.elements) {
    const keyed = /^\[((?:[^\]"']|"[^"]*"|'[^']*')*)\](\+?)=/.exec(element.text);
    if (!keyed) {
      const fields: string[] = [];
      await drive(sh, expandFields(sh, element, fields));
      for (const field of fields) {
        if (map) pairs.push(field);
        else putElement(array, String(index++), attributed(sh, v, field));
      }
      continue;
    }
    const rest = element.text.slice(keyed[0].length);
    const word = rest === "" ? undefined : parseWord(rest);
    const text = word ? await drive(sh, expandString(sh, word, "plain", true)) : "";
    const keyWord = parseWord(keyed[1] ?? "");
    const key = map
      ? keyWord
        ? await drive(sh, expandString(sh, keyWord))
        : ""
      : String(evaluate(sh, keyWord ? await drive(sh, expandString(sh, keyWord)) : "0"));
    if (Array.isArray(array) && Number(key) < 0) throw fatal(sh, `${name}[${key}]: bad array subscript`);
    putElement(array, key, (keyed[2] ? (elementOf(array, key) ?? "") : "") + attributed(sh, v, text));
    if (!map) index = Number(key) + 1;
  }
  for (let i = 0; i < pairs.length; i += 2) putElement(array, pairs[i] ?? "", pairs[i + 1] ?? "");
  v.value = array;
}
