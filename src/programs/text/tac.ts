import { concat } from "../../std/text.ts";
import { decodeLossless } from "../lib/bytes.ts";
import { eachInput } from "../lib/each-input.ts";
import { defineTool } from "../lib/tool.ts";

const LONG = { before: "b", regex: "r", "separator:": "s" };

/** Each input's lines, the last one first. A last line without line feed runs into the one before it. */
export const tac = defineTool(
  { name: "tac", syntax: { short: "bs:", long: LONG }, busybox: { short: "" }, usage: "[OPTION]... [FILE]..." },
  async (c) => {
    const separator = c.options.value("s") ?? "\n";
    await eachInput(
      c,
      c.operands,
      async (input) => {
        const chunks: Uint8Array[] = [];
        for (let chunk = await input.read(); chunk; chunk = await input.read()) chunks.push(chunk);
        const parts = decodeLossless(concat(chunks)).split(separator);
        const last = parts.pop() ?? "";
        const records = c.options.has("b")
          ? [parts[0] ?? last, ...[...parts.slice(1), ...(parts.length ? [last] : [])].map((p) => separator + p)]
          : [...parts.map((p) => p + separator), ...(last === "" ? [] : [last])];
        for (const record of records.reverse()) await c.out.write(record);
      },
      (_c, path, words) =>
        c.flavour.pick(
          words === "Is a directory"
            ? `${c.quoteIfNeeded(path)}: read error: ${words}`
            : `failed to open ${c.quoteAlways(path)} for reading: ${words}`,
          `${path}: ${words}`,
        ),
    );
    return c.status;
  },
);
