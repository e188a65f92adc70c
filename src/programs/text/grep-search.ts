import type { Reader } from "../../std/stream.ts";
import { encodeLossless } from "../lib/bytes.ts";
import { createLineReader } from "../lib/lines.ts";
import type { Regex } from "../lib/regex.ts";
import type { Call } from "../lib/tool.ts";
import type { GrepOptions } from "./grep-options.ts";

const MATCH = "01;31";
const NAME = "35";
const NUMBER = "32";
const SEPARATOR = "36";

/** Searches one input and prints what is asked for; whether something was selected. */
export async function searchInput(
  c: Call,
  o: GrepOptions,
  regex: Regex,
  input: Reader,
  name: string,
): Promise<boolean> {
  const end = String.fromCharCode(o.end);
  const lines = createLineReader(watchBinary(input), o.end);
  const quick = o.quiet || o.output === "with" || o.output === "without";
  const listsOnly = quick || o.output === "count";
  const held: { text: string; number: number; offset: number }[] = [];
  let selected = 0;
  let number = 0;
  let offset = 0;
  let trailing = 0;
  let lastShown = 0;
  let binary = false;
  if (o.max === 0) return await summary(c, o, name, 0);

  const show = async (text: string, at: { number: number; offset: number }, mark: ":" | "-") => {
    if ((o.before || o.after) && lastShown > 0 && at.number > lastShown + 1 && o.separator !== undefined)
      await c.out.write(`${paint(o, SEPARATOR, o.separator)}\n`);
    lastShown = at.number;
    const matching = (mark === ":") !== o.invert;
    await c.out.write(prefix(o, name, at, mark) + (o.color && matching ? highlight(regex, text) : text) + end);
    if (o.flushLines) await c.out.flush();
  };

  for (let line = await lines.next(); line !== null; line = await lines.next()) {
    const at = { text: line, number: ++number, offset };
    if (o.offsets) offset += encodeLossless(line).length + 1;
    const matches = regex.test(line) !== o.invert;
    if (!matches || selected >= o.max) {
      if (selected >= o.max && trailing === 0) break;
      if (trailing > 0 && !listsOnly && !binary) {
        trailing--;
        if (o.output === "lines") await show(line, at, "-");
      } else if (o.before) {
        held.push(at);
        if (held.length > o.before) held.shift();
      }
      continue;
    }
    selected++;
    if (quick) break;
    if (o.output === "count") continue;
    if (!o.text && isBinary(input, line, o)) {
      binary = true;
      break;
    }
    if (o.output === "lines") {
      for (const h of held.splice(0)) await show(h.text, h, "-");
      await show(line, at, ":");
      trailing = o.after;
    } else if (!o.invert) await showParts(c, o, regex, at, name, end);
    if (selected >= o.max && o.after === 0) break;
  }
  if (binary) {
    if (o.ignoreBinary) return false;
    await c.out.flush();
    await c.p.write(2, `${c.name}: ${name}: binary file matches\n`);
    return true;
  }
  return await summary(c, o, name, selected);
}

const sawNul = new WeakMap<Reader, boolean>();

/** Notes whether a NUL has gone by: GNU takes such an input for binary. */
function watchBinary(input: Reader): Reader {
  return {
    async read() {
      const chunk = await input.read();
      if (chunk?.includes(0)) sawNul.set(input, true);
      return chunk;
    },
  };
}

function isBinary(input: Reader, line: string, o: GrepOptions): boolean {
  return (o.end !== 0 && sawNul.get(input) === true) || /[\uDC80-\uDCFF]/u.test(line);
}

async function summary(c: Call, o: GrepOptions, name: string, selected: number): Promise<boolean> {
  if (o.quiet) return selected > 0;
  const after = o.nullNames ? "\0" : "\n";
  if (o.output === "with" && selected) await c.out.write(paint(o, NAME, name) + after);
  if (o.output === "without" && !selected) await c.out.write(paint(o, NAME, name) + after);
  if (o.output === "count") {
    const mark = o.nullNames ? "\0" : paint(o, SEPARATOR, ":");
    await c.out.write(`${o.named ? paint(o, NAME, name) + mark : ""}${selected}\n`);
  }
  return o.output === "without" ? selected === 0 : selected > 0;
}

async function showParts(
  c: Call,
  o: GrepOptions,
  regex: Regex,
  at: { text: string; number: number; offset: number },
  name: string,
  end: string,
): Promise<void> {
  for (
    let m = regex.exec(at.text);
    m;
    m = m.end > m.index ? regex.exec(at.text, m.end) : m.end < at.text.length ? regex.exec(at.text, m.end + 1) : null
  ) {
    if (m.text === "") continue;
    const offset = o.offsets ? at.offset + encodeLossless(at.text.slice(0, m.index)).length : 0;
    await c.out.write(prefix(o, name, { number: at.number, offset }, ":") + paint(o, MATCH, m.text) + end);
  }
  if (o.flushLines) await c.out.flush();
}

function prefix(o: GrepOptions, name: string, at: { number: number; offset: number }, mark: ":" | "-"): string {
  const separator = paint(o, SEPARATOR, mark);
  let out = "";
  if (o.named) out += paint(o, NAME, name) + (o.nullNames ? "\0" : separator);
  if (o.numbered) out += paint(o, NUMBER, String(at.number)) + separator;
  if (o.offsets) out += paint(o, NUMBER, String(at.offset)) + separator;
  return out;
}

function highlight(regex: Regex, text: string): string {
  let out = "";
  let from = 0;
  for (let m = regex.exec(text); m; m = regex.exec(text, from)) {
    if (m.text === "") {
      if (m.end >= text.length) break;
      out += text.slice(from, m.end + 1);
      from = m.end + 1;
      continue;
    }
    out += text.slice(from, m.index) + paint({ color: true }, MATCH, m.text);
    from = m.end;
  }
  return out + text.slice(from);
}

function paint(o: { readonly color: boolean }, code: string, text: string): string {
  return o.color ? `\x1b[${code}m\x1b[K${text}\x1b[m\x1b[K` : text;
}
