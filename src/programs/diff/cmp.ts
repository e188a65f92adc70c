import { isErrno } from "../../std/errno.ts";
import { type Input, openInput } from "../lib/input.ts";
import { parseSize } from "../lib/sizes.ts";
import { type Call, defineTool } from "../lib/tool.ts";

const LONG = { "print-bytes": "b", "ignore-initial:": "i", verbose: "l", "bytes:": "n", quiet: "s", silent: "s" };

/** Compares two files byte by byte. Status as diff's. */
export const cmp = defineTool(
  {
    name: "cmp",
    syntax: { short: "bi:ln:s", long: LONG },
    busybox: { short: "lsn:" },
    badStatus: 2,
    busyboxBadStatus: 1,
    usage: "[OPTION]... FILE1 [FILE2 [SKIP1 [SKIP2]]]",
    version: "GNU diffutils) 3.10",
  },
  async (c) => {
    const [first, second = "-"] = c.operands;
    if (first === undefined) {
      if (c.flavour.busybox) await c.badUsage(undefined);
      await c.complain(`missing operand after ${c.quote(c.name)}`, 2);
      await c.complain(`Try '${c.name} --help' for more information.`, 2);
      return 2;
    }
    const [a, b] = [await open(c, first), await open(c, second)];
    if (!a || !b) return 2;
    const [skipA = 0, skipB = skipA] = skips(c);
    return await compare(c, { name: first, next: byteReader(a, skipA) }, { name: second, next: byteReader(b, skipB) });
  },
);

function skips(c: Call): number[] {
  const given = c.options.value("i")?.split(":") ?? c.operands.slice(2);
  return given.map((text) => parseSize(text) ?? 0);
}

async function open(c: Call, path: string): Promise<Input | undefined> {
  try {
    return await openInput(c.p, path);
  } catch (e) {
    if (!isErrno(e)) throw e;
    if (!c.options.has("s")) await c.complain(`${path}: ${e.strerror}`, 2);
    return undefined;
  }
}

/** One byte after the other, -1 at the end. */
function byteReader(input: Input, skip: number): () => Promise<number> {
  let chunk: Uint8Array | null = new Uint8Array(0);
  let at = 0;
  let left = skip;
  const next = async (): Promise<number> => {
    while (chunk && at >= chunk.length) {
      chunk = await input.read();
      at = 0;
    }
    return chunk ? (chunk[at++] ?? -1) : -1;
  };
  return async () => {
    for (; left > 0; left--) await next();
    return await next();
  };
}

interface Side {
  readonly name: string;
  next(): Promise<number>;
}

async function compare(c: Call, a: Side, b: Side): Promise<number> {
  const most = c.options.has("n") ? (parseSize(c.options.value("n") ?? "") ?? 0) : Number.POSITIVE_INFINITY;
  const silent = c.options.has("s");
  // Numbers are as wide as the shorter file needs.
  const sizes = [a.name, b.name].flatMap((n) => (n !== "-" && c.p.files.exists(n) ? [c.p.files.stat(n).size] : []));
  const digits = String(Math.min(...sizes, Number.MAX_SAFE_INTEGER)).length;
  let line = 1;
  let different = false;
  for (let at = 1; at <= most; at++) {
    const [x, y] = [await a.next(), await b.next()];
    if (x < 0 && y < 0) break;
    if (x < 0 || y < 0) {
      const short = x < 0 ? a : b;
      if (silent) return 1;
      await c.out.flush();
      const where =
        at === 1
          ? " which is empty"
          : c.options.has("l")
            ? ` after byte ${at - 1}`
            : ` after byte ${at - 1}, ${x < 0 || y < 0 ? lineWords(line, x < 0 ? y : x) : ""}`;
      await c.p.write(2, `${c.name}: EOF on ${short.name}${c.flavour.pick(where, "")}\n`);
      return 1;
    }
    if (x !== y) {
      different = true;
      if (silent) return 1;
      if (!c.options.has("l")) {
        const shown = c.options.has("b") ? ` is ${octal(x)} ${letter(x)} ${octal(y)} ${letter(y)}` : "";
        await c.out.write(
          `${a.name} ${b.name} differ: ${c.flavour.pick(c.options.has("b") ? "byte" : "char", "byte")} ${at}, line ${line}${shown}\n`,
        );
        return 1;
      }
      await c.out.write(`${String(at).padStart(c.flavour.pick(digits, 1))} ${octal(x)} ${octal(y)}\n`);
    }
    if (x === 10) line++;
  }
  return different ? 1 : 0;
}

/** The line that the shorter file ends in. */
function lineWords(line: number, _next: number): string {
  return line === 1 ? "in line 1" : `line ${line - 1}`;
}

function octal(byte: number): string {
  return byte.toString(8).padStart(3);
}

function letter(byte: number): string {
  return byte >= 32 && byte < 127 ? String.fromCharCode(byte) : byte < 32 ? `^${String.fromCharCode(byte + 64)}` : "M-";
}
