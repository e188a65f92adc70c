import { isErrno } from "../../std/errno.ts";
import { concat } from "../../std/text.ts";
import { encodeLossless } from "../lib/bytes.ts";
import { openInput } from "../lib/input.ts";
import { createLineReader } from "../lib/lines.ts";
import { parseSize } from "../lib/sizes.ts";
import { type Call, defineTool } from "../lib/tool.ts";

const LONG = {
  "suffix-length:": "a",
  "additional-suffix:": "additional-suffix",
  "bytes:": "b",
  "line-bytes:": "C",
  "numeric-suffixes::": "d",
  "lines:": "l",
  "number:": "n",
  verbose: "verbose",
};

/** Cuts an input into files `xaa`, `xab`, … of so many lines or bytes. */
export const split = defineTool(
  {
    name: "split",
    syntax: { short: "a:b:C:dl:n:", long: LONG },
    usage: "[OPTION]... [FILE [PREFIX]]",
    rewrite: (args) => args.map((a) => (/^-\d+$/.test(a) ? `-l${a.slice(1)}` : a)),
  },
  async (c) => {
    const o = c.options;
    const [path = "-", prefix = "x"] = c.operands;
    if (o.has("C")) return await c.fail("drydock: split -C is not simulated");
    const input = await openInput(c.p, path).catch((e) => {
      if (!isErrno(e)) throw e;
      return c.fail(`cannot open ${c.quoteAlways(path)} for reading: ${e.strerror}`);
    });
    const name = namer(c, prefix);
    const save = async (n: number, data: Uint8Array) => {
      const file = name(n);
      if (o.has("verbose")) await c.out.write(`creating file ${c.quoteAlways(file)}\n`);
      c.p.files.writeFile(file, data);
    };
    if (o.has("b") || o.has("n")) {
      const chunks: Uint8Array[] = [];
      for (let chunk = await input.read(); chunk; chunk = await input.read()) chunks.push(chunk);
      const all = concat(chunks);
      const parts = o.has("n") ? await count(c, "n", "chunks") : undefined;
      const size = parts === undefined ? await count(c, "b", "bytes") : Math.floor(all.length / parts);
      const total = parts ?? Math.ceil(all.length / size);
      for (let n = 0; n < total; n++)
        await save(n, all.slice(n * size, parts !== undefined && n === total - 1 ? undefined : (n + 1) * size));
      return 0;
    }
    const most = o.has("l") ? await count(c, "l", "lines") : 1000;
    const lines = createLineReader(input);
    let group: string[] = [];
    let n = 0;
    for (let line = await lines.next(); line !== null; line = await lines.next()) {
      group.push(lines.unterminated ? line : `${line}\n`);
      if (group.length < most) continue;
      await save(n++, encodeLossless(group.join("")));
      group = [];
    }
    if (group.length) await save(n, encodeLossless(group.join("")));
    return 0;
  },
);

async function count(c: Call, option: string, what: string): Promise<number> {
  const text = c.options.value(option) ?? "";
  return parseSize(text) || (await c.fail(`invalid number of ${what}: ${c.quote(text)}`));
}

function namer(c: Call, prefix: string): (n: number) => string {
  const o = c.options;
  const length = Number(o.value("a") ?? 2);
  const start = Number(o.value("d") ?? 0);
  return (n) => {
    if (o.has("d")) return prefix + String(n + start).padStart(length, "0") + (o.value("additional-suffix") ?? "");
    let text = "";
    for (let rest = n, i = 0; i < length; i++, rest = Math.floor(rest / 26))
      text = String.fromCharCode(97 + (rest % 26)) + text;
    return prefix + text + (o.value("additional-suffix") ?? "");
  };
}
