import { isErrno } from "../../std/errno.ts";
import type { Reader } from "../../std/stream.ts";
import { concat } from "../../std/text.ts";
import { limited, openInput } from "../lib/input.ts";
import { parseSize } from "../lib/sizes.ts";
import { type Call, defineTool } from "../lib/tool.ts";

const LONG = { "bytes:": "c", "lines:": "n", quiet: "q", silent: "q", verbose: "v", "zero-terminated": "z" };

interface Count {
  readonly unit: "lines" | "bytes";
  readonly count: number;
  /** `-n -5`: all but the last five. */
  readonly butLast: boolean;
}

/** The first lines or bytes of each input, with `==> NAME <==` above when there are several. */
export const head = defineTool(
  {
    name: "head",
    syntax: { short: "c:n:qvz", long: LONG },
    busybox: { short: "c:n:qv" },
    usage: "[OPTION]... [FILE]...",
    rewrite: (args) => args.flatMap((a, i) => (i === 0 && /^-\d+$/.test(a) ? ["-n", a.slice(1)] : [a])),
  },
  async (c) => {
    const wanted = await countOf(c);
    const paths = c.operands.length ? c.operands : ["-"];
    const titled = c.options.has("v") || (paths.length > 1 && !c.options.has("q"));
    let first = true;
    for (const [i, path] of paths.entries()) {
      if (c.flavour.busybox) first = i === 0;
      try {
        const input = await openInput(c.p, path);
        if (titled) await c.out.write(`${first ? "" : "\n"}==> ${path === "-" ? "standard input" : path} <==\n`);
        first = false;
        await copyHead(c, input, wanted, c.options.has("z") ? 0 : 10);
        input.close();
      } catch (e) {
        if (!isErrno(e) || e.code === "EPIPE") throw e;
        if (e.code === "ENOSPC") {
          await c.complain(
            c.flavour.pick(`error writing 'standard output': ${e.strerror}`, "standard output: I/O error"),
          );
          return c.status;
        }
        const gnu =
          e.code === "EISDIR"
            ? `error reading ${c.quoteAlways(path)}`
            : `cannot open ${c.quoteAlways(path)} for reading`;
        if (e.code === "EISDIR" && titled) await c.out.write(`${first ? "" : "\n"}==> ${path} <==\n`);
        if (e.code === "EISDIR") first = false;
        const words = c.flavour.busybox && e.code === "EISDIR" ? "Input/output error" : e.strerror;
        await c.complain(`${c.flavour.pick(gnu, path)}: ${words}`);
      }
    }
    return c.status;
  },
);

async function countOf(c: Call): Promise<Count> {
  const unit = c.options.last("c", "n") === "c" ? "bytes" : "lines";
  const text = c.options.value(unit === "bytes" ? "c" : "n");
  if (text === undefined) return { unit, count: 10, butLast: false };
  const size = parseSize(text.replace(/^[-+]/, ""));
  if (size === undefined)
    await c.fail(
      c.flavour.pick(`invalid number of ${unit}: ${c.quote(text.replace(/^-/, ""))}`, `invalid number '${text}'`),
    );
  return { unit, count: size ?? 0, butLast: text.startsWith("-") };
}

async function copyHead(c: Call, from: Reader, wanted: Count, end: number): Promise<void> {
  if (wanted.butLast) await copyAllBut(c, from, wanted.count, wanted.unit, end);
  else if (wanted.unit === "bytes") {
    const some = limited(from, wanted.count);
    for (let chunk = await some.read(); chunk; chunk = await some.read()) await c.out.write(chunk);
  } else await copyLines(c, from, wanted.count, end);
}

async function copyLines(c: Call, from: Reader, count: number, end: number): Promise<void> {
  let left = count;
  while (left > 0) {
    const chunk = await from.read();
    if (!chunk) return;
    let cut = 0;
    while (left > 0 && cut < chunk.length) {
      const at = chunk.indexOf(end, cut);
      if (at < 0) cut = chunk.length;
      else {
        cut = at + 1;
        left--;
      }
    }
    await c.out.write(chunk.subarray(0, cut));
  }
}

async function copyAllBut(c: Call, from: Reader, count: number, unit: Count["unit"], end: number): Promise<void> {
  const chunks: Uint8Array[] = [];
  for (let chunk = await from.read(); chunk; chunk = await from.read()) chunks.push(chunk);
  const all = concat(chunks);
  if (unit === "bytes") return await c.out.write(all.subarray(0, Math.max(0, all.length - count)));
  let cut = all.length > 0 && all.at(-1) === end ? all.length - 1 : all.length;
  for (let left = count; left > 0 && cut >= 0; left--) cut = cut === 0 ? -1 : all.lastIndexOf(end, cut - 1);
  await c.out.write(all.subarray(0, cut + 1));
}
