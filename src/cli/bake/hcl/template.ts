import { NotSimulated } from "../../../api/errors.ts";
import type { Scanner } from "./scanner.ts";
import type { Expression } from "./syntax.ts";

type Read = (s: Scanner) => Expression;

/** `"text ${value}"`. */
export function quoted(s: Scanner, read: Read): Expression {
  const from = s.at++;
  const parts: Expression[] = [];
  let text = "";
  const literal = () => {
    if (text !== "") parts.push({ kind: "literal", value: text, range: s.range(from) });
    text = "";
  };
  for (;;) {
    const c = s.text[s.at];
    if (c === undefined || c === "\n") {
      s.fail(
        s.range(s.at, Math.min(s.at + 1, s.text.length)),
        "Invalid multi-line string",
        'Quoted strings may not be split over multiple lines. To produce a multi-line string, either use the \\n escape to represent a newline character or use the "heredoc" multi-line template syntax.',
      );
    }
    if (c === '"') {
      s.at++;
      break;
    }
    if (c === "\\") text += escaped(s);
    else if (s.starts("$${") || s.starts("%%{")) {
      text += s.text.slice(s.at + 1, s.at + 3);
      s.at += 3;
    } else if (s.starts("${")) {
      literal();
      parts.push(interpolation(s, read));
    } else if (s.starts("%{")) throw new NotSimulated("a %{…} directive of a bake file is not simulated");
    else {
      text += c;
      s.at++;
    }
  }
  literal();
  return joined(parts, s.range(from));
}

function joined(parts: readonly Expression[], range: Expression["range"]): Expression {
  const [only] = parts;
  if (!only) return { kind: "literal", value: "", range };
  // `"${x}"` alone is the value itself.
  return parts.length === 1 ? { ...only, range } : { kind: "template", parts, range };
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", '"': '"', "\\": "\\" };

function escaped(s: Scanner): string {
  const c = s.text[s.at + 1] ?? "";
  const known = ESCAPES[c];
  if (known !== undefined) {
    s.at += 2;
    return known;
  }
  const unicode = /^\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(s.text.slice(s.at, s.at + 10));
  if (!unicode) {
    return s.fail(
      s.range(s.at, s.at + 2),
      "Invalid escape sequence",
      `The symbol ${JSON.stringify(c)} is not a valid escape sequence selector.`,
    );
  }
  s.at += unicode[0].length;
  return String.fromCodePoint(Number.parseInt(unicode[1] ?? unicode[2] ?? "", 16));
}

function interpolation(s: Scanner, read: Read): Expression {
  s.at += s.starts("${~") ? 3 : 2;
  s.nesting++;
  s.space();
  const value = read(s);
  s.space();
  s.nesting--;
  s.take("~");
  if (!s.take("}")) {
    s.fail(
      s.next(),
      "Extra characters after interpolation expression",
      "Expected a closing brace to end the interpolation expression, but found extra characters.",
    );
  }
  return value;
}

/** `<<EOT`, or `<<-EOT` without the indentation that all its lines share. */
export function heredoc(s: Scanner, read: Read): Expression {
  const from = s.at;
  const m = /^<<(-?)([A-Za-z_][A-Za-z0-9_-]*)[ \t]*\r?\n/.exec(s.text.slice(s.at, s.at + 200));
  if (!m) {
    return s.fail(
      s.next(),
      "Invalid expression",
      "Expected the start of an expression, but found an invalid expression token.",
    );
  }
  const start = s.at + m[0].length;
  const end = new RegExp(`^[ \\t]*${m[2]}[ \\t]*\\r?$`, "m");
  const found = end.exec(s.text.slice(start));
  if (!found) {
    return s.fail(s.range(from, start), "Unterminated template string", "No closing marker was found for the string.");
  }
  const written = s.text.slice(start, start + found.index);
  const stop = start + found.index + found[0].length;
  const lines = written.split("\n");
  const depths = lines.filter((l) => l.trim() !== "").map((l) => /^[ \t]*/.exec(l)?.[0].length ?? 0);
  const indent = m[1] === "-" ? Math.min(...depths, Number.POSITIVE_INFINITY) : 0;
  const text = lines.map((l) => l.slice(Math.min(indent, l.length))).join("\n");
  const parts = documentParts(s, text, read);
  s.at = stop;
  return joined(parts, s.range(from));
}

/** A document's text and values; its own scanner, since the indentation is gone. */
function documentParts(outer: Scanner, text: string, read: Read): Expression[] {
  const parts: Expression[] = [];
  const Scan = outer.constructor as new (file: string, text: string) => Scanner;
  const s = new Scan(outer.file, text);
  let plain = "";
  const literal = () => {
    if (plain !== "") parts.push({ kind: "literal", value: plain, range: outer.range(outer.at) });
    plain = "";
  };
  while (s.at < text.length) {
    if (s.starts("$${") || s.starts("%%{")) {
      plain += text.slice(s.at + 1, s.at + 3);
      s.at += 3;
    } else if (s.starts("${")) {
      literal();
      parts.push(interpolation(s, read));
    } else plain += text[s.at++];
  }
  literal();
  return parts;
}
