import { fullType } from "../change/returning.ts";

/** A default as PostgreSQL shows it: a text with its type behind it. */
export function standardText(text: string | undefined, type: string): string {
  if (text === undefined) return "";
  if (/^current_(timestamp|date|user|time)$/i.test(text)) return text.toUpperCase();
  if (/^(true|false)$/i.test(text)) return text.toLowerCase();
  const base = fullType(type).replace(/\(.*?\)/, "");
  if (/^'(?:[^']|'')*'$/.test(text)) return `${text}::${base}`;
  if (/^-\d/.test(text)) return `'${text}'::${base}`;
  return text;
}
