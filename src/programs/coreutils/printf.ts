import { unescapeText } from "../lib/escapes.ts";
import { type Conversion, formatFloat, formatInteger, formatText } from "../lib/printf.ts";
import { shellQuote } from "../lib/quote.ts";
import { type Call, defineTool } from "../lib/tool.ts";

/** Formats its words as C's printf does, going through the format again while there are words left. */
export const printf = defineTool(
  { name: "printf", syntax: { short: "" }, usage: "FORMAT [ARGUMENT]...\nOPTION", raw: true },
  async (c) => {
    const [format, ...args] = c.operands[0] === "--" ? c.operands.slice(1) : c.operands;
    if (format === undefined) return await c.badUsage("missing operand");
    const queue = [...args];
    for (;;) {
      const before = queue.length;
      if (await formatOnce(c, format, queue)) return c.status;
      if (!queue.length) return c.status;
      if (queue.length === before) {
        if (!c.flavour.busybox)
          await c.complain(`warning: ignoring excess arguments, starting with ${c.quote(queue[0] ?? "")}`, 0);
        return c.status;
      }
      await c.p.tick();
    }
  },
);

const PIECE = /%%|%([-+ #0']*)(\*|\d+)?(?:\.(\*|-?\d+)?)?(?:hh|h|ll|l|L|j|z|t)?([a-zA-Z])?|[^%]+/g;

/** One round; whether `\c` ended everything. */
async function formatOnce(c: Call, format: string, queue: string[]): Promise<boolean> {
  for (const m of format.matchAll(PIECE)) {
    const [piece, flags, width, precision, letter] = m;
    if (piece === "%%") await c.out.write("%");
    else if (!piece.startsWith("%")) {
      const { text, stop } = unescapeText(piece, "\\NNN");
      await c.out.write(text);
      if (stop) return true;
    } else {
      const starred = (text: string | undefined) =>
        text === "*" ? Number(queue.shift() ?? 0) : text === undefined ? undefined : Number(text);
      const wide = starred(width);
      const conversion: Conversion = {
        flags: (flags ?? "") + (wide !== undefined && wide < 0 ? "-" : ""),
        width: wide === undefined ? undefined : Math.abs(wide),
        precision: starred(precision) ?? (piece.includes(".") ? 0 : undefined),
        letter: letter ?? "",
      };
      const stop = await convert(c, conversion, piece, queue, format);
      if (stop) return true;
    }
  }
  return false;
}

async function convert(
  c: Call,
  conversion: Conversion,
  piece: string,
  queue: string[],
  format: string,
): Promise<boolean> {
  const { letter } = conversion;
  if (letter === "" || !c.flavour.pick("diouxXfFeEgGaAcsbq", "diouxXfFeEgGaAcsb").includes(letter))
    await c.fail(
      c.flavour.pick(
        `${piece}: invalid conversion specification`,
        `${format.slice(format.indexOf(piece))}: invalid format`,
      ),
    );
  const arg = queue.shift();
  if (letter === "s") await c.out.write(formatText(arg ?? "", conversion));
  else if (letter === "c")
    await c.out.write(formatText([...(arg ?? "")][0] ?? "", { ...conversion, precision: undefined }));
  else if (letter === "q") await c.out.write(formatText(shellQuote(c.p.env, arg ?? "", false), conversion));
  else if (letter === "b") {
    const { text, stop } = unescapeText(arg ?? "", "\\0NNN");
    await c.out.write(formatText(text, conversion));
    return stop;
  } else if ("fFeEgGaA".includes(letter)) await c.out.write(formatFloat(await float(c, arg), conversion));
  else await c.out.write(formatInteger(await integer(c, arg), conversion));
  return false;
}

/** `12`, `0x1f`, `010`, `'A` (its code). What is no number counts as far as it is one. */
async function integer(c: Call, arg: string | undefined): Promise<bigint> {
  if (arg === undefined || (arg === "" && !c.flavour.busybox)) {
    if (arg === "") await notNumeric(c, arg);
    return 0n;
  }
  if (/^["']/.test(arg)) return BigInt([...arg][1]?.codePointAt(0) ?? 0);
  const m = /^\s*([-+]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)/.exec(arg);
  if (!m) {
    await notNumeric(c, arg);
    return 0n;
  }
  const digits = m[2] ?? "0";
  const value = /^0[0-7]+$/.test(digits) ? BigInt(`0o${digits.slice(1)}`) : BigInt(digits);
  if (m[0].length < arg.length) await partly(c, arg);
  return m[1] === "-" ? -value : value;
}

async function float(c: Call, arg: string | undefined): Promise<number> {
  if (arg === undefined) return 0;
  if (/^["']/.test(arg)) return [...arg][1]?.codePointAt(0) ?? 0;
  const m = /^\s*([-+]?(?:inf(?:inity)?|nan|0x[\da-f]+|\d+\.?\d*(?:e[-+]?\d+)?|\.\d+(?:e[-+]?\d+)?))/i.exec(arg);
  if (!m) {
    await notNumeric(c, arg);
    return 0;
  }
  if (m[0].length < arg.length) await partly(c, arg);
  const word = (m[1] ?? "").toLowerCase();
  if (word.includes("inf")) return word.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return word.includes("nan") ? Number.NaN : Number(word);
}

async function notNumeric(c: Call, arg: string): Promise<void> {
  await c.complain(c.flavour.pick(`${c.quote(arg)}: expected a numeric value`, `invalid number '${arg}'`));
}

async function partly(c: Call, arg: string): Promise<void> {
  await c.complain(c.flavour.pick(`${c.quote(arg)}: value not completely converted`, `invalid number '${arg}'`));
}
