import { concat } from "../../std/text.ts";
import { decodeLossless, encodeLossless } from "../lib/bytes.ts";
import { eachInput } from "../lib/each-input.ts";
import { createLineReader } from "../lib/lines.ts";
import { BadRange, inRanges, parseRanges, type Range } from "../lib/ranges.ts";
import { type Call, defineTool } from "../lib/tool.ts";

const LONG = {
  "bytes:": "b",
  "characters:": "c",
  "delimiter:": "d",
  "fields:": "f",
  complement: "complement",
  "only-delimited": "s",
  "output-delimiter:": "output-delimiter",
  "zero-terminated": "z",
};

/** Parts of each line: bytes (-b, and -c, as GNU has it) or fields. */
export const cut = defineTool(
  {
    name: "cut",
    syntax: { short: "b:c:d:f:nsz", long: LONG },
    busybox: { short: "b:c:d:f:F:nsDO:", long: { "output-delimiter:": "output-delimiter" } },
    usage: "OPTION... [FILE]...",
  },
  async (c) => {
    const o = c.options;
    const kinds = o.found.filter((f) => ["b", "c", "f", "F"].includes(f.name));
    const [kind] = kinds;
    if (!kind) await c.badUsage("you must specify a list of bytes, characters, or fields");
    if (kinds.length > 1) await c.badUsage("only one list may be specified");
    const field = kind?.name === "f" || kind?.name === "F";
    const ranges = await rangesOf(c, kind?.value ?? "", field);
    const delimiter = o.value("d") ?? "\t";
    if (o.has("d") && !field) await c.badUsage("an input delimiter may be specified only when operating on fields");
    if (o.has("s") && !field)
      await c.badUsage("suppressing non-delimited lines makes sense\n\tonly when operating on fields");
    if ([...delimiter].length > 1 && !c.flavour.busybox) await c.badUsage("the delimiter must be a single character");
    const takes = (n: number) => inRanges(ranges, n) !== o.has("complement");
    const joined = o.value("output-delimiter") ?? o.value("O") ?? (delimiter === "" ? "\0" : delimiter);
    const pick = field
      ? fieldPicker(takes, delimiter === "" ? "\0" : delimiter, joined, o.has("s"))
      : bytePicker(takes, o.value("output-delimiter"), ranges);
    const end = o.has("z") ? 0 : 10;
    await eachInput(c, c.operands, async (input) => {
      const lines = createLineReader(input, end);
      for (let line = await lines.next(); line !== null; line = await lines.next()) {
        const part = pick(line);
        if (part !== undefined) await c.out.write(part + String.fromCharCode(end));
      }
    });
    return c.status;
  },
);

async function rangesOf(c: Call, list: string, field: boolean): Promise<Range[]> {
  try {
    return parseRanges(list);
  } catch (e) {
    if (!(e instanceof BadRange)) throw e;
    const bad = c.quote(e.text);
    const gnu = {
      zero: field ? "fields are numbered from 1" : "byte/character positions are numbered from 1",
      order: "invalid decreasing range",
      endless: "invalid range with no endpoint: -",
      value: field ? `invalid field value ${bad}` : `invalid byte or character range`,
    }[e.reason];
    const busybox =
      e.reason === "value"
        ? `invalid number '${e.text}'`
        : `invalid range ${/-/.test(e.text) ? e.text : `${e.text}-${e.text}`}`;
    if (c.flavour.busybox) return await c.fail(busybox);
    return await c.badUsage(gnu);
  }
}

function fieldPicker(takes: (n: number) => boolean, delimiter: string, joined: string, onlyDelimited: boolean) {
  return (line: string): string | undefined => {
    if (!line.includes(delimiter)) return onlyDelimited ? undefined : line;
    return line
      .split(delimiter)
      .filter((_, i) => takes(i + 1))
      .join(joined);
  };
}

function bytePicker(takes: (n: number) => boolean, joined: string | undefined, ranges: readonly Range[]) {
  return (line: string): string => {
    const bytes = encodeLossless(line);
    if (joined === undefined) return decodeLossless(bytes.filter((_, i) => takes(i + 1)));
    const sorted = [...ranges].sort((a, b) => a.first - b.first);
    const parts = sorted.map((r) => bytes.subarray(r.first - 1, r.last)).filter((part) => part.length);
    return decodeLossless(concat(parts.flatMap((part, i) => (i ? [encodeLossless(joined), part] : [part]))));
  };
}
