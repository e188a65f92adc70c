import { isErrno } from "../../std/errno.ts";
import { concat } from "../../std/text.ts";
import { SECOND } from "../../std/time.ts";
import { type Input, openInput } from "../lib/input.ts";
import { parseSize } from "../lib/sizes.ts";
import { type Call, defineTool } from "../lib/tool.ts";
import { type Followed, follow } from "./tail-follow.ts";

const LONG = {
  "bytes:": "c",
  "follow::": "follow",
  "lines:": "n",
  "pid:": "pid",
  quiet: "q",
  retry: "retry",
  silent: "q",
  "sleep-interval:": "s",
  verbose: "v",
  "zero-terminated": "z",
};

interface Count {
  readonly unit: "lines" | "bytes";
  readonly count: number;
  /** `+N`: from the Nth on. */
  readonly fromStart: boolean;
}

/** The last lines or bytes of each input; with -f what is added to it afterwards, until it is killed. */
export const tail = defineTool(
  {
    name: "tail",
    syntax: { short: "c:fFn:qs:vz", long: LONG },
    busybox: { short: "c:fn:s:qvF" },
    usage: "[OPTION]... [FILE]...",
    rewrite: (args) => args.flatMap((a, i) => rewriteOld(a, i)),
  },
  async (c) => {
    const o = c.options;
    const wanted = await countOf(c);
    const interval = Number(o.value("s") ?? "1");
    if (Number.isNaN(interval))
      await c.fail(
        c.flavour.pick(`invalid number of seconds: ${c.quote(o.value("s") ?? "")}`, `invalid number '${o.value("s")}'`),
      );
    const following = o.has("f") || o.has("F") || o.has("follow");
    const byName = o.has("F") || o.value("follow") === "name";
    const paths = c.operands.length ? c.operands : ["-"];
    const followed: Followed[] = [];
    let first = true;
    const inputs = [];
    for (const path of paths) inputs.push({ path, input: await open(c, path) });
    const opened = inputs.filter((i) => i.input).length;
    const titled = o.has("v") || ((c.flavour.busybox ? opened : paths.length) > 1 && !o.has("q"));
    for (const { path, input } of inputs) {
      if (!input) {
        if (following && (o.has("F") || o.has("retry"))) followed.push({ path, input: undefined, size: 0 });
        continue;
      }
      if (titled) await c.out.write(`${first ? "" : "\n"}==> ${path === "-" ? "standard input" : path} <==\n`);
      first = false;
      await copyTail(c, input, wanted, o.has("z") ? 0 : 10);
      if (following) followed.push({ path, input, size: c.p.fstat(input.fd).size });
      else input.close();
    }
    await c.out.flush();
    if (!following || !followed.length) {
      if (!opened && !followed.length && (c.flavour.busybox || following))
        await c.complain(c.flavour.pick("no files remaining", "no files"));
      return c.status;
    }
    return await follow(c, followed, {
      byName,
      titled,
      interval: Math.max(1, Math.round(interval * SECOND)),
      pid: o.value("pid"),
    });
  },
);

/** `-5`, `-5f`, `+5`. */
function rewriteOld(arg: string, index: number): string[] {
  const m = index === 0 ? /^([-+])(\d+)([clbf]*)$/.exec(arg) : null;
  if (!m) return [arg];
  const unit = m[3]?.includes("c") ? "-c" : "-n";
  return [unit, (m[1] === "+" ? "+" : "") + (m[2] ?? ""), ...(m[3]?.includes("f") ? ["-f"] : [])];
}

async function open(c: Call, path: string): Promise<Input | undefined> {
  try {
    return await openInput(c.p, path);
  } catch (e) {
    if (!isErrno(e)) throw e;
    const gnu =
      e.code === "EISDIR" ? `error reading ${c.quoteAlways(path)}` : `cannot open ${c.quoteAlways(path)} for reading`;
    const busybox = e.code === "EISDIR" ? "read error" : `can't open '${path}'`;
    await c.complain(`${c.flavour.pick(gnu, busybox)}: ${e.strerror}`);
    return undefined;
  }
}

async function countOf(c: Call): Promise<Count> {
  const unit = c.options.last("c", "n") === "c" ? "bytes" : "lines";
  const text = c.options.value(unit === "bytes" ? "c" : "n");
  if (text === undefined) return { unit, count: 10, fromStart: false };
  const size = parseSize(text.replace(/^[-+]/, ""));
  if (size === undefined)
    return await c.fail(c.flavour.pick(`invalid number of ${unit}: ${c.quote(text)}`, `invalid number '${text}'`));
  return { unit, count: size, fromStart: text.startsWith("+") };
}

async function copyTail(c: Call, input: Input, wanted: Count, end: number): Promise<void> {
  if (wanted.fromStart) return await copyFrom(c, input, wanted, end);
  let kept: Uint8Array[] = [];
  let size = 0;
  let ends = 0;
  for (let chunk = await input.read(); chunk; chunk = await input.read()) {
    kept.push(chunk);
    size += chunk.length;
    ends += wanted.unit === "lines" ? count(chunk, end) : 0;
    // What lies before the last lines is let go as it grows.
    if (kept.length > 64 && (wanted.unit === "bytes" ? size > 2 * wanted.count : ends > 2 * wanted.count)) {
      kept = [cutTail(concat(kept), wanted, end)];
      size = kept[0]?.length ?? 0;
      ends = wanted.unit === "lines" ? count(kept[0] ?? new Uint8Array(0), end) : 0;
    }
  }
  await c.out.write(cutTail(concat(kept), wanted, end));
}

function cutTail(all: Uint8Array, wanted: Count, end: number): Uint8Array {
  if (wanted.count === 0) return new Uint8Array(0);
  if (wanted.unit === "bytes") return all.subarray(Math.max(0, all.length - wanted.count));
  let cut = all.at(-1) === end ? all.length - 1 : all.length;
  for (let left = wanted.count; left > 0 && cut >= 0; left--) cut = cut === 0 ? -1 : all.lastIndexOf(end, cut - 1);
  return all.subarray(cut + 1);
}

async function copyFrom(c: Call, input: Input, wanted: Count, end: number): Promise<void> {
  let skip = Math.max(0, wanted.count - 1);
  for (let chunk = await input.read(); chunk; chunk = await input.read()) {
    let at = 0;
    if (wanted.unit === "bytes") {
      at = Math.min(skip, chunk.length);
      skip -= at;
    } else
      while (skip > 0 && at < chunk.length) {
        const next = chunk.indexOf(end, at);
        at = next < 0 ? chunk.length : next + 1;
        if (next >= 0) skip--;
      }
    if (at < chunk.length) await c.out.write(chunk.subarray(at));
  }
}

function count(bytes: Uint8Array, end: number): number {
  let n = 0;
  for (let i = bytes.indexOf(end); i >= 0; i = bytes.indexOf(end, i + 1)) n++;
  return n;
}
