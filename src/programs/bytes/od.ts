import { type Call, defineTool } from "../lib/tool.ts";
import { parseCount, readBytes } from "./byte-source.ts";

const LONG = {
  "address-radix:": "A",
  "skip-bytes:": "j",
  "read-bytes:": "N",
  "strings::": "S",
  "format:": "t",
  "output-duplicates": "v",
  "width::": "w",
};

interface Format {
  readonly letter: "a" | "c" | "d" | "o" | "u" | "x" | "f";
  readonly size: number;
  /** Characters at a line's end (`z`). */
  readonly text: boolean;
}

/** Bytes as numbers or characters; a line that repeats the one before is a `*`. */
export const od = defineTool(
  {
    name: "od",
    syntax: { short: "abcdfhiloxsA:j:N:S:t:vw::", long: LONG },
    busybox: { short: "abcdfhilovxst:A:N:j:S:w::" },
    usage:
      "[OPTION]... [FILE]...\n[-abcdfilosx]... [FILE] [[+]OFFSET[.][b]]\n--traditional [OPTION]... [FILE] [[+]OFFSET[.][b] [+][LABEL][.][b]]",
  },
  async (c) => {
    const o = c.options;
    if (o.has("S")) return await c.fail("drydock: od -S is not simulated");
    const formats = await formatsOf(c);
    const number = async (name: string, fallback: number) => {
      const text = o.value(name);
      if (text === undefined) return fallback;
      return (
        parseCount(text) ??
        (await c.fail(c.flavour.pick(`invalid -${name} argument '${text}'`, `invalid number '${text}'`)))
      );
    };
    const skip = await number("j", 0);
    const bytes = await readBytes(c, c.operands, skip, await number("N", Number.POSITIVE_INFINITY));
    const width = o.has("w") ? await number("w", 32) : 16;
    const radix = (o.value("A") ?? "o")[0] ?? "o";
    if (!"doxn".includes(radix))
      await c.fail(`invalid output address radix '${radix}'; it must be one character from [doxn]`);
    const address = (n: number) =>
      radix === "n" ? "" : n.toString({ d: 10, x: 16 }[radix] ?? 8).padStart(radix === "x" ? 6 : 7, "0");
    await lines(c, bytes, formats, width, (n) => address(n + skip), !o.has("v"));
    return c.status;
  },
);

async function lines(
  c: Call,
  bytes: Uint8Array,
  formats: readonly Format[],
  width: number,
  address: (n: number) => string,
  squeeze: boolean,
): Promise<void> {
  // All formats share the cells' width of the widest one.
  const block = Math.max(...formats.map((f) => f.size));
  const cellOf = (f: Format) => (fieldWidth(f) + 1) * (block / f.size);
  const widest = Math.max(...formats.map(cellOf));
  let repeated = false;
  for (let at = 0; at < bytes.length; at += width) {
    const row = bytes.subarray(at, at + width);
    if (squeeze && at > 0 && row.length === width && same(row, bytes.subarray(at - width, at))) {
      if (!repeated) await c.out.write("*\n");
      repeated = true;
      continue;
    }
    repeated = false;
    for (const [i, f] of formats.entries()) {
      const label = address(at);
      const head = i === 0 ? label : " ".repeat(label.length);
      const cells = Math.ceil(row.length / f.size);
      const pad = widest - cellOf(f);
      let line = "";
      for (let k = 0; k < cells; k++) {
        const cell = cellText(row.subarray(k * f.size, (k + 1) * f.size), f);
        line += cell.padStart(fieldWidth(f) + 1 + spread(pad, block / f.size, k));
      }
      const missing = Math.floor(width / f.size) - cells;
      const tail = f.text
        ? `${" ".repeat(missing * (fieldWidth(f) + 1))}  >${[...row].map((b) => (b >= 32 && b < 127 ? String.fromCharCode(b) : ".")).join("")}<`
        : "";
      await c.out.write(`${head}${line}${tail}\n`);
    }
  }
  const end = bytes.length || !c.status ? address(bytes.length) : "";
  if (end !== "") await c.out.write(`${end}\n`);
}

/** How many blanks more the k-th of `count` fields in a block gets. */
function spread(pad: number, count: number, k: number): number {
  const i = k % count;
  return Math.floor((pad * (count - i)) / count) - Math.floor((pad * (count - i - 1)) / count);
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((x, i) => x === b[i]);
}

async function formatsOf(c: Call): Promise<Format[]> {
  const formats: Format[] = [];
  const old: Readonly<Record<string, string>> = {
    a: "a",
    b: "o1",
    c: "c",
    d: "u2",
    f: "f8",
    h: "x2",
    i: "d4",
    l: "d8",
    o: "o2",
    s: "d2",
    x: "x2",
  };
  for (const f of c.options.found) {
    const spec = f.name === "t" ? (f.value ?? "") : old[f.name];
    if (spec === undefined) continue;
    for (const m of spec.matchAll(/([acdfoux])(\d+|[CSILFDL])?(z)?|(.)/g)) {
      if (m[4] !== undefined)
        await c.fail(
          c.flavour.pick(
            `invalid character '${m[4]}' in type string ${c.quote(spec)}`,
            `invalid character '${m[4]}' in type string '${spec}'`,
          ),
        );
      const letter = m[1] as Format["letter"];
      const sizes: Readonly<Record<string, number>> = { C: 1, S: 2, I: 4, L: 8, F: 4, D: 8 };
      const size =
        letter === "a" || letter === "c"
          ? 1
          : m[2] === undefined
            ? letter === "f"
              ? 8
              : 4
            : (sizes[m[2]] ?? Number(m[2]));
      if (![1, 2, 4, 8].includes(size))
        await c.fail(`invalid type string ${c.quote(spec)};\nthis system doesn't provide a ${size}-byte integral type`);
      formats.push({ letter, size, text: m[3] !== undefined });
    }
  }
  return formats.length ? formats : [{ letter: "o", size: 2, text: false }];
}

function fieldWidth(f: Format): number {
  if (f.letter === "a" || f.letter === "c") return 3;
  if (f.letter === "o") return Math.ceil((f.size * 8) / 3);
  if (f.letter === "x") return f.size * 2;
  if (f.letter === "f") return f.size === 4 ? 15 : 24;
  const digits: Readonly<Record<number, number>> = { 1: 3, 2: 5, 4: 10, 8: 20 };
  return (digits[f.size] ?? 10) + (f.letter === "d" && f.size < 8 ? 1 : 0);
}

const NAMES =
  "nul soh stx etx eot enq ack bel bs ht nl vt ff cr so si dle dc1 dc2 dc3 dc4 nak syn etb can em sub esc fs gs rs us sp".split(
    " ",
  );
const ESCAPES: Readonly<Record<number, string>> = {
  0: "\\0",
  7: "\\a",
  8: "\\b",
  9: "\\t",
  10: "\\n",
  11: "\\v",
  12: "\\f",
  13: "\\r",
};

function cellText(part: Uint8Array, f: Format): string {
  const byte = part[0] ?? 0;
  if (f.letter === "a") return byte % 128 === 127 ? "del" : (NAMES[byte % 128] ?? String.fromCharCode(byte % 128));
  if (f.letter === "c")
    return ESCAPES[byte] ?? (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : byte.toString(8).padStart(3, "0"));
  const full = new Uint8Array(f.size);
  full.set(part);
  const view = new DataView(full.buffer);
  if (f.letter === "f") return String(f.size === 4 ? view.getFloat32(0, true) : view.getFloat64(0, true));
  let value = 0n;
  for (let i = f.size - 1; i >= 0; i--) value = (value << 8n) | BigInt(full[i] ?? 0);
  if (f.letter === "d") return BigInt.asIntN(f.size * 8, value).toString();
  if (f.letter === "u") return value.toString();
  return value.toString(f.letter === "x" ? 16 : 8).padStart(fieldWidth(f), "0");
}
