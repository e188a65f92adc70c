import { openInput } from "../lib/input.ts";
import { createLineReader } from "../lib/lines.ts";
import { type Call, defineTool } from "../lib/tool.ts";

/** Prime factors, of the operands or of the words of standard input. */
export const factor = defineTool(
  {
    name: "factor",
    syntax: { short: "h", long: { exponents: "h" } },
    busybox: { short: "" },
    usage: "[OPTION] [NUMBER]...",
  },
  async (c) => {
    for (const word of c.operands) await show(c, word);
    if (c.operands.length) return c.status;
    const lines = createLineReader(await openInput(c.p, "-"));
    for (let line = await lines.next(); line !== null; line = await lines.next())
      for (const word of line.split(/\s+/)) if (word !== "") await show(c, word);
    return c.status;
  },
);

/** Beyond this trial division takes too long. */
const LARGEST = 10n ** 15n;

async function show(c: Call, word: string): Promise<void> {
  const m = /^\+?(\d+)$/.exec(word);
  if (!m) {
    if (c.flavour.busybox) return void (await c.badUsage(undefined));
    return await c.complain(`${c.quoteAlways(word)} is not a valid positive integer`);
  }
  const number = BigInt(m[1] ?? "");
  if (number > LARGEST) return await c.complain(`drydock: factors of ${number} are not simulated`);
  const factors = await factorsOf(c, Number(number));
  await c.out.write(`${[`${number}:`, ...(c.options.has("h") ? withExponents(factors) : factors)].join(" ")}\n`);
}

async function factorsOf(c: Call, number: number): Promise<number[]> {
  const factors: number[] = [];
  let rest = number;
  for (let d = 2; d * d <= rest; d += d === 2 ? 1 : 2) {
    for (; rest % d === 0; rest /= d) factors.push(d);
    if (d % 65_536 === 1) await c.p.tick();
  }
  if (rest > 1) factors.push(rest);
  return factors;
}

function withExponents(factors: readonly number[]): string[] {
  return [...new Set(factors)].map((f) => {
    const times = factors.filter((g) => g === f).length;
    return times > 1 ? `${f}^${times}` : String(f);
  });
}
