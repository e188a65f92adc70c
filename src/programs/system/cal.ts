import { zoneOf } from "../../shell/zone.ts";
import { civil } from "../../std/calendar.ts";
import { MONTHS } from "../../std/strftime.ts";
import { type Call, defineTool } from "../lib/tool.ts";

/** A month or a year as a calendar, Sundays first; today is shown in reverse on a terminal. */
export const cal = defineTool(
  {
    name: "cal",
    syntax: { short: "13jmyns", long: { one: "1", three: "3", monday: "m", sunday: "s", julian: "j", year: "y" } },
    busybox: { short: "jmy" },
    usage: "[options] [[[day] month] year]",
    version: "util-linux) 2.41.5",
  },
  async (c) => {
    const today = civil(c.p.now(), zoneOf(c.p.env.get("TZ"), c.p.files));
    const numbers = await numbersOf(c);
    if (c.options.has("j")) return await c.fail("drydock: cal -j is not simulated");
    const monday = c.options.has("m");
    const year = numbers.length ? (numbers.at(-1) ?? today.year) : today.year;
    const month = numbers.length > 1 ? numbers[numbers.length - 2] : numbers.length === 0 ? today.month : undefined;
    const mark = (y: number, m: number) => (c.p.terminal(1) && y === today.year && m === today.month ? today.day : 0);
    if (c.options.has("y") || month === undefined) {
      await c.out.write(yearText(year, monday, mark));
      return 0;
    }
    const span = c.options.has("3") ? [-1, 0, 1] : [0];
    const blocks = span.map((d) => {
      const at = new Date(Date.UTC(year, month - 1 + d, 1));
      const [y, m] = [at.getUTCFullYear(), at.getUTCMonth() + 1];
      return monthLines(y, m, monday, true, mark(y, m));
    });
    await c.out.write(rowsOf(blocks, blocks.length === 1 ? "" : undefined, 21));
    return 0;
  },
);

async function numbersOf(c: Call): Promise<number[]> {
  const numbers: number[] = [];
  for (const [i, text] of c.operands.entries()) {
    const named = MONTHS.findIndex((m) => text.length >= 3 && m.toLowerCase().startsWith(text.toLowerCase())) + 1;
    if (named) numbers.push(named);
    else if (/^\d+$/.test(text)) numbers.push(Number(text));
    else
      await c.fail(
        c.flavour.pick(`failed to parse timestamp or unknown month name: ${text}`, `invalid number '${text}'`),
      );
    const last = i === c.operands.length - 1;
    const n = numbers[i] ?? 0;
    if (!last && i === c.operands.length - 2 && (n < 1 || n > 12))
      await c.fail(c.flavour.pick(`illegal month value: use 1-12`, `number ${text} is not in 1..12 range`));
    if (last && (n < 1 || n > 9999))
      await c.fail(
        c.flavour.pick("illegal year value: use positive integer", `number ${text} is not in 1..9999 range`),
      );
  }
  if (numbers.length === 1 && /[a-z]/i.test(c.operands[0] ?? ""))
    numbers.push(civil(c.p.now(), zoneOf(c.p.env.get("TZ"), c.p.files)).year);
  return numbers;
}

/** Eight lines of twenty characters. */
function monthLines(year: number, month: number, monday: boolean, withYear: boolean, mark: number): string[] {
  const title = `${MONTHS[month - 1] ?? ""}${withYear ? ` ${year}` : ""}`;
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const first = (new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + (monday ? 6 : 0)) % 7;
  const cells = [
    ...Array.from({ length: first }, () => "  "),
    ...Array.from({ length: days }, (_, i) =>
      i + 1 === mark ? `\x1b[7m${String(i + 1).padStart(2)}\x1b[27m` : String(i + 1).padStart(2),
    ),
  ];
  const lines = [
    " ".repeat(Math.floor((20 - title.length) / 2)) + title,
    monday ? "Mo Tu We Th Fr Sa Su" : "Su Mo Tu We Th Fr Sa",
  ];
  for (let row = 0; row < 6; row++)
    lines.push(Array.from({ length: 7 }, (_, i) => cells[row * 7 + i] ?? "  ").join(" "));
  return lines.map((line) => line + " ".repeat(Math.max(0, 20 - line.replace(/\x1b\[\d+m/g, "").length)));
}

/** Months beside each other. Blanks at a line's end go, but a row without days is as long as `empty`. */
function rowsOf(blocks: readonly (readonly string[])[], titleEnd: "" | undefined, empty: number): string {
  const lines = (blocks[0] ?? []).map((_, i) => blocks.map((b) => b[i] ?? "").join("  "));
  const shown = lines.map((line, i) => {
    if (i === 0 && titleEnd === undefined) return line;
    return line.trim() === "" ? " ".repeat(empty) : line.trimEnd();
  });
  return shown.map((line) => `${line}\n`).join("");
}

function yearText(year: number, monday: boolean, mark: (y: number, m: number) => number): string {
  const title = String(year);
  const rows = [0, 3, 6, 9].map((start) => {
    const blocks = [1, 2, 3].map((i) => monthLines(year, start + i, monday, false, mark(year, start + i)));
    return rowsOf(blocks, undefined, 79);
  });
  const lead = " ".repeat(Math.floor((64 - title.length) / 2));
  return `${(lead + title).padEnd(64)}\n\n${rows.join("")}`;
}
