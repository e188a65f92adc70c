import { isErrno } from "../../std/errno.ts";
import { parseSize } from "../lib/sizes.ts";
import { type Call, defineTool } from "../lib/tool.ts";

const LONG = { "no-create": "c", "io-blocks": "o", "reference:": "r", "size:": "s" };

/** Shortens or lengthens files to a size; `+ - < > / %` before it change the size that they have. */
export const truncate = defineTool(
  { name: "truncate", syntax: { short: "cor:s:", long: LONG }, busybox: { short: "cs:" }, usage: "OPTION... FILE..." },
  async (c) => {
    const o = c.options;
    const text = o.value("s");
    const reference = o.value("r");
    if (text === undefined && reference === undefined)
      await c.badUsage(
        "you must specify either '--size' or '--reference'".replace(/'([^']*)'/g, (_, t: string) => c.quote(t)),
      );
    if (!c.operands.length) await c.badUsage("missing file operand");
    const m = /^\s*([-+<>/%]?)(.*)$/s.exec(text ?? "0");
    const count = c.flavour.busybox && m?.[1] ? undefined : parseSize(m?.[2] ?? "");
    if (count === undefined)
      return await c.fail(c.flavour.pick(`Invalid number: ${c.quote(text ?? "")}`, `invalid number '${text}'`));
    for (const path of c.operands) {
      try {
        if (!c.p.files.exists(path)) {
          if (o.has("c")) continue;
          c.p.files.writeFile(path, "");
        }
        const base = reference === undefined ? c.p.files.stat(path).size : c.p.files.stat(reference).size;
        c.p.files.truncate(path, text === undefined ? base : sizeOf(m?.[1] ?? "", base, count));
      } catch (e) {
        if (!isErrno(e)) throw e;
        await cannot(c, path, e.strerror);
      }
    }
    return c.status;
  },
);

async function cannot(c: Call, path: string, words: string): Promise<void> {
  await c.complain(
    c.flavour.pick(`cannot open ${c.quoteAlways(path)} for writing: ${words}`, `${path}: open: ${words}`),
  );
}

function sizeOf(operator: string, size: number, n: number): number {
  switch (operator) {
    case "+":
      return size + n;
    case "-":
      return Math.max(0, size - n);
    case "<":
      return Math.min(size, n);
    case ">":
      return Math.max(size, n);
    case "/":
      return Math.floor(size / n) * n;
    case "%":
      return Math.ceil(size / n) * n;
    default:
      return n;
  }
}
