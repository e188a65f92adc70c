/** A line that is no CSV record; the message is the one of Go's encoding/csv. */
export class CsvError extends Error {
  override readonly name = "CsvError";
}

/**
 * The fields of the first CSV record of a text, as Go's encoding/csv reads it: a field that begins with a quote ends at the
 * next lone quote and may hold commas, `""` stands for a quote; elsewhere a quote is a mistake. Throws CsvError.
 */
export function csvRecord(text: string): string[] {
  if (text === "") throw new CsvError("EOF");
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    const field = text[at] === '"' ? quotedField(text, at) : plainField(text, at);
    fields.push(field.value);
    if (text[field.end] !== ",") return fields;
    at = field.end + 1;
  }
}

interface Field {
  readonly value: string;
  /** Index of what ends it: a comma, a line's end or the text's. */
  readonly end: number;
}

function plainField(text: string, start: number): Field {
  const rest = text.slice(start);
  const value = /^[^,\n]*/.exec(rest)?.[0] ?? "";
  const quote = value.indexOf('"');
  if (quote >= 0) throw mistake(start + quote, 'bare " in non-quoted-field');
  return { value, end: start + value.length };
}

function quotedField(text: string, start: number): Field {
  let value = "";
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) throw mistake(text.length, 'extraneous or missing " in quoted-field');
    value += text.slice(at, quote);
    const next = text[quote + 1];
    if (next === '"') {
      value += '"';
      at = quote + 2;
    } else if (next === undefined || next === "," || next === "\n") return { value, end: quote + 1 };
    else throw mistake(quote, 'extraneous or missing " in quoted-field');
  }
}

function mistake(index: number, what: string): CsvError {
  return new CsvError(`parse error on line 1, column ${index + 1}: ${what}`);
}
