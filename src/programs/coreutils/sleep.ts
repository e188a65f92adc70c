import { SECOND } from "../../std/time.ts";
import { defineTool } from "../lib/tool.ts";

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86400 };

/** Seconds that `1.5m` or `infinity` mean; undefined when it is no interval. */
export function parseInterval(text: string): number | undefined {
  const m = /^(?:(inf(?:inity)?)|\+?(\d+\.?\d*(?:e[+-]?\d+)?|\.\d+))([smhd]?)$/i.exec(text);
  if (!m) return undefined;
  return (m[1] ? Number.POSITIVE_INFINITY : Number(m[2])) * (UNITS[m[3] ?? ""] ?? 1);
}

/** Waits for the sum of its intervals. */
export const sleep = defineTool(
  { name: "sleep", syntax: { short: "" }, usage: "NUMBER[SUFFIX]...\nOPTION" },
  async (c) => {
    if (!c.operands.length) await c.badUsage("missing operand");
    let seconds = 0;
    let bad = false;
    for (const text of c.operands) {
      const interval = parseInterval(text);
      if (interval === undefined && c.flavour.busybox) await c.fail(`invalid number '${text}'`);
      if (interval === undefined) await c.complain(`invalid time interval ${c.quote(text)}`);
      bad ||= interval === undefined;
      seconds += interval ?? 0;
    }
    if (bad) await c.badUsage(undefined);
    // A wait without end is made of long ones: a timer is a finite number of microseconds.
    for (let left = seconds; left > 0; left -= 86400) await c.p.sleep(Math.round(Math.min(left, 86400) * SECOND));
    return 0;
  },
);
