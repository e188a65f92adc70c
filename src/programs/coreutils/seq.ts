import { formatNumber } from "../lib/printf.ts";
import { defineTool } from "../lib/tool.ts";

const LONG = { "equal-width": "w", "separator:": "s", "format:": "f" };

/** Numbers from FIRST to LAST by INCREMENT, with as many decimals as the most precise of FIRST and INCREMENT. */
export const seq = defineTool(
  {
    name: "seq",
    syntax: { short: "+f:s:w", long: LONG },
    busybox: { short: "+s:w" },
    usage: "[OPTION]... LAST\n[OPTION]... FIRST LAST\n[OPTION]... FIRST INCREMENT LAST",
    rewrite: (args) => {
      // A negative number is no option.
      const at = args.findIndex((a, i) => !/^-[^.\d]/.test(a) && !/^-[fs]$/.test(args[i - 1] ?? ""));
      return at >= 0 && /^-[.\d]/.test(args[at] ?? "") ? [...args.slice(0, at), "--", ...args.slice(at)] : args;
    },
  },
  async (c) => {
    if (!c.operands.length) await c.badUsage("missing operand");
    if (c.operands.length > 3) await c.badUsage(`extra operand ${c.quoteAlways(c.operands[3] ?? "")}`);
    for (const text of c.operands)
      if (!/^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$|^[-+]?inf(inity)?$|^[-+]?0x[\da-f]+$/i.test(text))
        await c.badUsage(`invalid floating point argument: ${c.quoteAlways(text)}`);
    const [a = "", b, d] = c.operands;
    const [first, step, last] = d !== undefined ? [a, b ?? "1", d] : b !== undefined ? [a, "1", b] : ["1", "1", a];
    const [from, by, to] = [toNumber(first), toNumber(step), toNumber(last)];
    if (by === 0 && !c.flavour.busybox) await c.badUsage(`invalid Zero increment value: ${c.quoteAlways(step)}`);
    const decimals = Math.max(decimalsOf(first), decimalsOf(step));
    const format = c.options.value("f");
    const width = c.options.has("w") ? Math.max(from.toFixed(decimals).length, to.toFixed(decimals).length) : 0;
    const separator = c.options.value("s") ?? "\n";
    const show = (n: number) => {
      if (format !== undefined) return formatNumber(format, n);
      const text = n.toFixed(decimals);
      return n < 0 ? `-${text.slice(1).padStart(width - 1, "0")}` : text.padStart(width, "0");
    };
    const slack = Math.abs(by) * 1e-9;
    let any = false;
    for (let i = 0; ; i++) {
      const n = from + i * by;
      if (by >= 0 ? n > to + slack : n < to - slack) break;
      await c.out.write(any ? separator + show(n) : show(n));
      any = true;
      if (i % 1000 === 999) await c.p.tick();
    }
    if (any) await c.out.write("\n");
    return 0;
  },
);

function toNumber(text: string): number {
  const m = /^([-+]?)inf/i.exec(text.trim());
  return m ? (m[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY) : Number(text);
}

function decimalsOf(text: string): number {
  const [mantissa = "", exponent = "0"] = text.toLowerCase().split("e");
  return Math.max(0, (mantissa.split(".")[1]?.length ?? 0) - Number(exponent));
}
