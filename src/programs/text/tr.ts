import { encodeLossless } from "../lib/bytes.ts";
import { type Call, defineTool } from "../lib/tool.ts";

const LONG = { complement: "c", delete: "d", "squeeze-repeats": "s", "truncate-set1": "t" };

/** Translates, deletes or squeezes bytes: GNU's tr and BusyBox's know no wider characters. */
export const tr = defineTool(
  {
    name: "tr",
    syntax: { short: "+cCdst", long: LONG },
    busybox: { short: "+cCds" },
    usage: "[OPTION]... STRING1 [STRING2]",
  },
  async (c) => {
    const o = c.options;
    const [remove, squeeze] = [o.has("d"), o.has("s")];
    const [first, second, extra] = c.operands;
    if (first === undefined) return await c.badUsage("missing operand");
    await checkCount(c, first, second, extra, remove, squeeze);
    const one = parseSet(first, undefined);
    const from = o.has("c") || o.has("C") ? complement(one) : one;
    const to = second === undefined ? [] : parseSet(second, from.length);
    if (!remove && second !== undefined && to.length === 0 && !c.flavour.busybox)
      await c.fail("when not truncating set1, string2 must be non-empty");
    const map = remove || second === undefined ? undefined : mapping(from, to, o.has("t"));
    const deleted = new Set(remove ? from : []);
    const squeezed = new Set(squeeze ? (remove || second !== undefined ? to : from) : []);
    let previous = -1;
    for (let chunk = await c.p.read(0); chunk; chunk = await c.p.read(0)) {
      const out = new Uint8Array(chunk.length);
      let n = 0;
      for (const byte of chunk) {
        if (deleted.has(byte)) continue;
        const b = map ? (map[byte] ?? byte) : byte;
        if (b === previous && squeezed.has(b)) continue;
        previous = b;
        out[n++] = b;
      }
      await c.out.write(out.subarray(0, n));
      // Between two reads everything is out: tr in the middle of a live pipeline shows what it has.
    }
    return 0;
  },
);

async function checkCount(
  c: Call,
  first: string,
  second: string | undefined,
  extra: string | undefined,
  remove: boolean,
  squeeze: boolean,
): Promise<void> {
  const two = remove === squeeze;
  if (second === undefined && two) {
    if (c.flavour.busybox && !remove) return;
    const reason = remove
      ? "Two strings must be given when both deleting and squeezing repeats."
      : "Two strings must be given when translating.";
    await c.badUsage(`missing operand after ${c.quote(first)}\n${reason}`);
  }
  if (second !== undefined && remove && !squeeze) {
    await c.badUsage(
      `extra operand ${c.quote(second)}\nOnly one string may be given when deleting without squeezing repeats.`,
    );
  }
  if (extra !== undefined) await c.badUsage(`extra operand ${c.quote(extra)}`);
}

function mapping(from: readonly number[], to: readonly number[], truncate: boolean): Uint8Array {
  const map = Uint8Array.from({ length: 256 }, (_, i) => i);
  from.forEach((byte, i) => {
    if (truncate && i >= to.length) return;
    map[byte] = to[Math.min(i, to.length - 1)] ?? byte;
  });
  return map;
}

function complement(set: readonly number[]): number[] {
  const has = new Set(set);
  return Array.from({ length: 256 }, (_, i) => i).filter((b) => !has.has(b));
}

const NAMED: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11, "\\": 92 };

function range(low: number, high: number): number[] {
  return Array.from({ length: Math.max(0, high - low + 1) }, (_, i) => low + i);
}

const CLASSES: Readonly<Record<string, readonly number[]>> = {
  alnum: [...range(48, 57), ...range(65, 90), ...range(97, 122)],
  alpha: [...range(65, 90), ...range(97, 122)],
  blank: [9, 32],
  cntrl: [...range(0, 31), 127],
  digit: range(48, 57),
  graph: range(33, 126),
  lower: range(97, 122),
  print: range(32, 126),
  punct: [...range(33, 47), ...range(58, 64), ...range(91, 96), ...range(123, 126)],
  space: [...range(9, 13), 32],
  upper: range(65, 90),
  xdigit: [...range(48, 57), ...range(65, 70), ...range(97, 102)],
};

/** The bytes of a set: escapes, ranges, `[:class:]`, `[x*N]` (which fills up to `length` without N). */
function parseSet(text: string, length: number | undefined): number[] {
  const out: number[] = [];
  const bytes = [...encodeLossless(text)];
  const str = String.fromCharCode(...bytes);
  let i = 0;
  const char = (): number => {
    const b = bytes[i] ?? 0;
    i++;
    if (b !== 92 || i >= bytes.length) return b;
    const octal = /^[0-7]{1,3}/.exec(str.slice(i));
    if (octal) {
      i += octal[0].length;
      return Number.parseInt(octal[0], 8) & 255;
    }
    return NAMED[str[i++] ?? ""] ?? bytes[i - 1] ?? 92;
  };
  while (i < bytes.length) {
    const named = /^\[:([a-z]+):\]/.exec(str.slice(i));
    if (named && CLASSES[named[1] ?? ""]) {
      out.push(...(CLASSES[named[1] ?? ""] ?? []));
      i += named[0].length;
      continue;
    }
    const repeat = /^\[(\\?[^])\*(\d*)\]/.exec(str.slice(i));
    if (repeat && length !== undefined) {
      i += 1;
      const b = char();
      const digits = repeat[2] ?? "";
      const count =
        digits === "" || Number(digits) === 0
          ? Math.max(0, length - out.length)
          : Number.parseInt(digits, digits.startsWith("0") ? 8 : 10);
      out.push(...Array.from({ length: count }, () => b));
      i += 1 + digits.length + 1;
      continue;
    }
    const low = char();
    if (str[i] === "-" && i + 1 < bytes.length) {
      i++;
      out.push(...range(low, char()));
    } else out.push(low);
  }
  return out;
}
