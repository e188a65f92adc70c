import { isErrno } from "../../std/errno.ts";
import { unescapeText } from "../lib/escapes.ts";
import { openInput } from "../lib/input.ts";
import { createLineReader, type LineReader } from "../lib/lines.ts";
import { type Call, defineTool } from "../lib/tool.ts";

const LONG = { "delimiters:": "d", serial: "s", "zero-terminated": "z" };

/** Joins lines of its inputs side by side, or with -s each input's lines into one. */
export const paste = defineTool(
  { name: "paste", syntax: { short: "d:sz", long: LONG }, busybox: { short: "d:s" }, usage: "[OPTION]... [FILE]..." },
  async (c) => {
    const o = c.options;
    const end = o.has("z") ? "\0" : "\n";
    const given = o.value("d");
    const delimiters =
      given === undefined
        ? ["\t"]
        : given === ""
          ? [""]
          : [...unescapeText(given.replaceAll("\\0", "\u0001"), "\\NNN").text].map((d) => (d === "\u0001" ? "" : d));
    const shared = createLineReader(c.p.reader(0), end.charCodeAt(0));
    const readers: LineReader[] = [];
    for (const path of c.operands.length ? c.operands : ["-"]) {
      if (path === "-") readers.push(shared);
      else {
        const reader = await open(c, path);
        if (reader) readers.push(reader);
        else if (!o.has("s")) return 1;
      }
    }
    if (o.has("s")) {
      for (const reader of readers) {
        let count = 0;
        for (let line = await reader.next(); line !== null; line = await reader.next()) {
          await c.out.write((count ? (delimiters[(count - 1) % delimiters.length] ?? "") : "") + line);
          count++;
        }
        await c.out.write(end);
      }
      return c.status;
    }
    for (;;) {
      const row: (string | null)[] = [];
      for (const reader of readers) row.push(await reader.next());
      if (row.every((cell) => cell === null)) return c.status;
      await c.out.write(
        row
          .map((cell, i) => (cell ?? "") + (i < row.length - 1 ? (delimiters[i % delimiters.length] ?? "") : end))
          .join(""),
      );
    }
  },
);

async function open(c: Call, path: string): Promise<LineReader | undefined> {
  try {
    return createLineReader(await openInput(c.p, path), c.options.has("z") ? 0 : 10);
  } catch (e) {
    if (!isErrno(e)) throw e;
    await c.complain(`${c.flavour.pick(c.quoteIfNeeded(path), path)}: ${e.strerror}`);
    return undefined;
  }
}
