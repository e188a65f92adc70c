import { defineTool } from "../lib/tool.ts";
import { parseCount, readBytes } from "./byte-source.ts";

/** Bytes in hexadecimal: two together as this machine reads them, or with -C one by one beside their characters. */
export const hexdump = defineTool(
  {
    name: "hexdump",
    syntax: { short: "bcCdoxvn:s:e:f:", long: { canonical: "C", "length:": "n", "skip:": "s", "no-squeezing": "v" } },
    busybox: { short: "bcdoxCve:f:n:s:R" },
    usage: "[options] <file>...",
    version: "util-linux) 2.41.5",
  },
  async (c) => {
    const o = c.options;
    if (o.has("e") || o.has("f")) return await c.fail("drydock: hexdump's own formats are not simulated");
    const skip = parseCount(o.value("s") ?? "0") ?? 0;
    const bytes = await readBytes(c, c.operands, skip, parseCount(o.value("n") ?? "") ?? Number.POSITIVE_INFINITY);
    const style = o.last("b", "c", "C", "d", "o", "x") ?? "";
    const address = (n: number) => (n + skip).toString(16).padStart(style === "C" ? 8 : 7, "0");
    let repeated = false;
    for (let at = 0; at < bytes.length; at += 16) {
      const row = bytes.subarray(at, at + 16);
      if (!o.has("v") && at > 0 && row.length === 16 && row.every((b, i) => b === bytes[at - 16 + i])) {
        if (!repeated) await c.out.write("*\n");
        repeated = true;
        continue;
      }
      repeated = false;
      await c.out.write(`${address(at)}${rowText(row, style)}\n`);
    }
    if (bytes.length) await c.out.write(`${address(bytes.length)}\n`);
    return c.status;
  },
);

function rowText(row: Uint8Array, style: string): string {
  const hex = (b: number) => b.toString(16).padStart(2, "0");
  if (style === "C") {
    const cells = Array.from(
      { length: 16 },
      (_, i) => (i === 8 ? " " : "") + (i < row.length ? ` ${hex(row[i] ?? 0)}` : "   "),
    ).join("");
    const text = [...row].map((b) => (b >= 32 && b < 127 ? String.fromCharCode(b) : ".")).join("");
    return ` ${cells}  |${text}|`;
  }
  if (style === "b") return [...row].map((b) => ` ${b.toString(8).padStart(3, "0")}`).join("");
  if (style === "c") {
    const names: Readonly<Record<number, string>> = {
      0: "\\0",
      7: "\\a",
      8: "\\b",
      9: "\\t",
      10: "\\n",
      11: "\\v",
      12: "\\f",
      13: "\\r",
    };
    return [...row]
      .map((b) =>
        (names[b] ?? (b >= 32 && b < 127 ? String.fromCharCode(b) : b.toString(8).padStart(3, "0"))).padStart(4),
      )
      .join("")
      .padEnd(64);
  }
  const words = Array.from(
    { length: Math.ceil(row.length / 2) },
    (_, i) => (row[2 * i] ?? 0) | ((row[2 * i + 1] ?? 0) << 8),
  );
  const cells = words.map((w) => {
    if (style === "d") return `   ${String(w).padStart(5, "0")}`;
    if (style === "o") return `  ${w.toString(8).padStart(6, "0")}`;
    return `${style === "x" ? "    " : " "}${w.toString(16).padStart(4, "0")}`;
  });
  const width = style === "" ? 5 : 8;
  return cells.join("").padEnd(8 * width);
}
