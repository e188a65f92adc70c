import { isErrno } from "../../std/errno.ts";
import { type Call, defineTool } from "../lib/tool.ts";
import { createSedInput } from "./input.ts";
import { parseScript, type ScriptPart } from "./parse.ts";
import { runScript } from "./run.ts";
import { BadScript, type Command } from "./script.ts";

const LONG = {
  quiet: "n",
  silent: "n",
  debug: "debug",
  "expression:": "e",
  "file:": "f",
  "follow-symlinks": "follow-symlinks",
  "in-place::": "i",
  "line-length:": "l",
  posix: "posix",
  "regexp-extended": "E",
  separate: "s",
  sandbox: "sandbox",
  unbuffered: "u",
  "null-data": "z",
  "zero-terminated": "z",
};

const USAGE = "[OPTION]... {script-only-if-no-other-script} [input-file]...";

/** Edits lines by a script: to the output, or in place. */
export const sed = defineTool(
  {
    name: "sed",
    syntax: { short: "bsnrzuEe:f:l:i::V:", long: LONG },
    busybox: {
      short: "i::nrEf:e:",
      long: { "in-place::": "i", quiet: "n", silent: "n", "expression:": "e", "file:": "f", "regexp-extended": "E" },
    },
    usage: USAGE,
    version: "GNU sed) 4.9",
  },
  async (c) => {
    const o = c.options;
    const operands = [...c.operands];
    const parts = await scriptOf(c, operands);
    let quiet = o.has("n");
    const first = parts[0]?.text ?? "";
    if (first === "#n" || first.startsWith("#n\n")) quiet = true;
    let script: Command[];
    try {
      script = parseScript(parts, o.has("E") || o.has("r"), c.flavour.busybox);
    } catch (e) {
      if (!(e instanceof BadScript)) throw e;
      return await c.fail(c.flavour.pick(e.message, e.busybox), c.flavour.pick(e.status, 1));
    }
    const inPlace = o.has("i") ? (o.value("i") ?? "") : undefined;
    const end = o.has("z") ? 0 : 10;
    const input = createSedInput(c, operands.length ? operands : ["-"], {
      separate: o.has("s") || inPlace !== undefined,
      inPlace,
      end,
    });
    const status = await runScript(c, script, input, { quiet, end: String.fromCharCode(end), unbuffered: o.has("u") });
    await input.close();
    return status || c.status;
  },
);

async function scriptOf(c: Call, operands: string[]): Promise<ScriptPart[]> {
  const parts: ScriptPart[] = [];
  for (const f of c.options.found) {
    if (f.name === "e") parts.push({ text: f.value ?? "", origin: "expression", name: "" });
    if (f.name !== "f") continue;
    const path = f.value ?? "";
    try {
      const text = c.p.files.readText(path === "-" ? "/dev/stdin" : path);
      parts.push({ text: text.replace(/^#![^\n]*\n?/, "").replace(/\n$/, ""), origin: "file", name: path });
    } catch (e) {
      if (!isErrno(e)) throw e;
      await c.fail(c.flavour.pick(`couldn't open file ${path}: ${e.strerror}`, `can't open '${path}': ${e.strerror}`));
    }
  }
  if (parts.length) return parts;
  const script = operands.shift();
  if (script !== undefined) return [{ text: script, origin: "expression", name: "" }];
  if (c.flavour.busybox) return await c.badUsage(undefined);
  await c.p.write(2, `Usage: ${c.name} ${USAGE}\n\n`);
  return c.leave(1);
}
