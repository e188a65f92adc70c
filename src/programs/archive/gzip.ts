import { isErrno } from "../../std/errno.ts";
import type { Reader, Writer } from "../../std/stream.ts";
import { collector } from "../../std/stream.ts";
import type { Tool } from "../lib/flavour.ts";
import { openInput } from "../lib/input.ts";
import { baseName } from "../lib/paths.ts";
import { confirm } from "../lib/prompt.ts";
import { type Call, defineTool } from "../lib/tool.ts";
import { GzipError, gunzipReader, gzipWriter } from "./gzip-stream.ts";

const LONG = {
  stdout: "c",
  "to-stdout": "c",
  decompress: "d",
  uncompress: "d",
  force: "f",
  keep: "k",
  list: "l",
  "no-name": "n",
  name: "N",
  quiet: "q",
  recursive: "r",
  "suffix:": "S",
  test: "t",
  verbose: "v",
  fast: "1",
  best: "9",
};

/** Compresses files in place (`a` to `a.gz`), or standard input to standard output. */
export const gzip = createGzip("gzip", false, false);
export const gunzip = createGzip("gunzip", true, false);
export const zcat = createGzip("zcat", true, true);

function createGzip(name: string, decompress: boolean, toStdout: boolean): Tool {
  return defineTool(
    {
      name,
      syntax: { short: "cdfklnNqrS:tv123456789", long: LONG },
      busybox: { short: name === "zcat" ? "" : "cfkdt123456789vq" },
      usage: "[OPTION]... [FILE]...",
      version: "gzip) 1.13",
    },
    async (c) => {
      const wish = {
        decompress: decompress || c.options.has("d") || c.options.has("t"),
        stdout: toStdout || c.options.has("c"),
        test: c.options.has("t"),
      };
      for (const path of c.operands.length ? c.operands : ["-"]) await one(c, path, wish);
      return c.status;
    },
  );
}

interface Wish {
  readonly decompress: boolean;
  readonly stdout: boolean;
  readonly test: boolean;
}

/** GNU speaks as gzip whatever it is called. */
function say(c: Call, text: string, status = 1): Promise<void> {
  c.status = status === 2 && c.status === 1 ? 1 : status;
  const front = text.endsWith(": not in gzip format") && !c.flavour.busybox ? "\n" : "";
  return c.p.write(2, `${front}${c.flavour.pick("gzip", c.name)}: ${text}\n`);
}

async function one(c: Call, path: string, wish: Wish): Promise<void> {
  try {
    if (path === "-") return await throughStdin(c, wish);
    const target = await targetOf(c, path, wish);
    if (target === undefined) return;
    const input = await openInput(c.p, path);
    const stat = c.p.files.stat(path);
    const kept = collector();
    const out: Writer =
      target === "" ? { write: (data) => (wish.test ? Promise.resolve() : c.out.write(data)), close() {} } : kept;
    await transform(c, input, out, wish, { level: level(c), mtime: stat.mtime / 1000, filename: baseName(path) });
    input.close();
    if (target === "") return;
    c.p.files.writeFile(target, kept.bytes());
    c.p.files.chmod(target, stat.mode);
    if (c.p.credentials.uid === 0) c.p.files.chown(target, stat.uid, stat.gid);
    c.p.files.utimes(target, stat.mtime);
    if (c.options.has("v")) await report(c, path, target, stat.size, kept.bytes().length, wish);
    if (!c.options.has("k")) c.p.files.unlink(path);
  } catch (e) {
    if (e instanceof GzipError)
      return await say(c, c.flavour.pick(`${path === "-" ? "stdin" : path}: ${e.message}`, busyboxWords(c, e)));
    if (!isErrno(e) || e.code === "EPIPE") throw e;
    await say(c, `${path}: ${e.strerror}`);
  }
}

function busyboxWords(c: Call, e: GzipError): string {
  if (e.message !== "not in gzip format") return e.message;
  return c.name === "zcat" ? "no gzip/bzip2/xz magic" : "invalid magic";
}

async function transform(
  c: Call,
  from: Reader,
  to: Writer,
  wish: Wish,
  header: { level: number; mtime?: number; filename?: string },
): Promise<void> {
  if (wish.decompress) {
    const plain = gunzipReader(from);
    for (let chunk = await plain.read(); chunk; chunk = await plain.read()) await to.write(chunk);
    return;
  }
  const packed = gzipWriter(to, c.options.has("n") ? { level: header.level } : header);
  for (let chunk = await from.read(); chunk; chunk = await from.read()) await packed.write(chunk);
  await packed.finish();
}

function level(c: Call): number {
  const digit = c.options.last("1", "2", "3", "4", "5", "6", "7", "8", "9");
  return Number(digit ?? 6);
}

async function throughStdin(c: Call, wish: Wish): Promise<void> {
  if (!wish.decompress && c.p.terminal(1) && !c.options.has("f")) {
    await say(c, "compressed data not written to a terminal. Use -f to force compression.\nFor help, type: gzip -h");
    return;
  }
  if (wish.decompress && c.p.terminal(0) && !c.options.has("f")) {
    await say(c, "compressed data not read from a terminal. Use -f to force decompression.\nFor help, type: gzip -h");
    return;
  }
  await transform(
    c,
    c.p.reader(0),
    { write: (data) => (wish.test ? Promise.resolve() : c.out.write(data)), close() {} },
    wish,
    { level: level(c) },
  );
}

/** The file to make, "" for standard output, undefined when this one is left alone. */
async function targetOf(c: Call, path: string, wish: Wish): Promise<string | undefined> {
  const { files } = c.p;
  const stat = files.stat(path);
  if (stat.kind === "directory") {
    if (c.flavour.busybox) await say(c, `can't remove file '${path}': Is a directory`);
    else await say(c, `${path} is a directory -- ignored`, 2);
    return undefined;
  }
  if (wish.stdout || wish.test) return "";
  if (stat.nlink > 1 && !c.options.has("f") && !c.flavour.busybox) {
    await say(c, `${path} has ${stat.nlink - 1} other link${stat.nlink > 2 ? "s" : ""} -- file ignored`, 2);
    return undefined;
  }
  const suffix = c.options.value("S") ?? ".gz";
  let target: string;
  if (wish.decompress) {
    if (path.endsWith(suffix)) target = path.slice(0, -suffix.length);
    else if (path.endsWith(".tgz")) target = path.replace(/\.tgz$/, ".tar");
    else {
      await say(
        c,
        c.flavour.pick(`${path}: unknown suffix -- ignored`, `${path}: unknown suffix - ignored`),
        c.flavour.pick(2, 1),
      );
      return undefined;
    }
  } else {
    if (path.endsWith(suffix) && !c.flavour.busybox && !c.options.has("f")) {
      await say(c, `${path} already has ${suffix} suffix -- unchanged`, 2);
      return undefined;
    }
    target = path + suffix;
  }
  if (files.exists(target) && !c.options.has("f")) {
    if (c.flavour.busybox) {
      await say(c, `can't open '${target}': File exists`);
      return undefined;
    }
    const ask = c.p.terminal(0) !== undefined;
    if (!ask || !(await confirm(c.p, `gzip: ${target} already exists; do you wish to overwrite (y or n)? `))) {
      await c.p.write(2, ask ? "\tnot overwritten\n" : `gzip: ${target} already exists;\tnot overwritten\n`);
      c.status = 2;
      return undefined;
    }
  }
  return target;
}

async function report(c: Call, path: string, target: string, before: number, after: number, wish: Wish): Promise<void> {
  const [plain, packed] = wish.decompress ? [after, before] : [before, after];
  const ratio = plain === 0 ? 0 : ((plain - packed) * 100) / plain;
  const what = c.options.has("k") ? "created" : "replaced with";
  await c.p.write(2, `${path}:\t${ratio.toFixed(1).padStart(5)}% -- ${what} ${target}\n`);
}
