import { md5, sha1 } from "@noble/hashes/legacy.js";
import { sha224, sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import { hex } from "../../std/digest.ts";
import { isErrno } from "../../std/errno.ts";
import type { Reader } from "../../std/stream.ts";
import type { Tool } from "../lib/flavour.ts";
import { openInput } from "../lib/input.ts";
import { createLineReader } from "../lib/lines.ts";
import { type Call, defineTool } from "../lib/tool.ts";

const LONG = {
  binary: "b",
  check: "c",
  "ignore-missing": "ignore-missing",
  quiet: "quiet",
  status: "status",
  strict: "strict",
  tag: "tag",
  text: "t",
  warn: "w",
  zero: "z",
};

interface Hash {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
}

/** Check sums of files, or -c: whether files still have the ones that a list says. */
export const md5sum = createSum("md5sum", "MD5", 32, () => md5.create());
export const sha1sum = createSum("sha1sum", "SHA1", 40, () => sha1.create());
export const sha224sum = createSum("sha224sum", "SHA224", 56, () => sha224.create());
export const sha256sum = createSum("sha256sum", "SHA256", 64, () => sha256.create());
export const sha384sum = createSum("sha384sum", "SHA384", 96, () => sha384.create());
export const sha512sum = createSum("sha512sum", "SHA512", 128, () => sha512.create());

interface Algorithm {
  readonly tag: string;
  readonly digits: number;
  create(): Hash;
}

function createSum(name: string, tag: string, digits: number, create: () => Hash): Tool {
  return defineTool(
    { name, syntax: { short: "bctwz", long: LONG }, busybox: { short: "csw" }, usage: "[OPTION]... [FILE]..." },
    async (c) => {
      const algorithm = { tag, digits, create };
      for (const path of c.operands.length ? c.operands : ["-"]) {
        if (c.options.has("c")) await check(c, path, algorithm);
        else await show(c, path, algorithm);
      }
      return c.status;
    },
  );
}

async function sumOf(from: Reader, algorithm: Algorithm): Promise<string> {
  const hash = algorithm.create();
  for (let chunk = await from.read(); chunk; chunk = await from.read()) hash.update(chunk);
  return hex(hash.digest());
}

async function sumOfFile(c: Call, path: string, algorithm: Algorithm): Promise<string> {
  const input = await openInput(c.p, path);
  const sum = await sumOf(input, algorithm);
  input.close();
  return sum;
}

async function show(c: Call, path: string, algorithm: Algorithm): Promise<void> {
  try {
    const sum = await sumOfFile(c, path, algorithm);
    const escaped = /[\\\n]/.test(path) && !c.options.has("z");
    const name = escaped ? path.replaceAll("\\", "\\\\").replaceAll("\n", "\\n") : path;
    const mark = c.options.has("b") ? "*" : " ";
    const line = c.options.has("tag") ? `${algorithm.tag} (${name}) = ${sum}` : `${sum} ${mark}${name}`;
    await c.out.write(`${escaped ? "\\" : ""}${line}${c.options.has("z") ? "\0" : "\n"}`);
  } catch (e) {
    if (!isErrno(e) || e.code === "EPIPE") throw e;
    await c.complain(cannot(c, path, e.code, e.strerror));
  }
}

function cannot(c: Call, path: string, code: string, words: string): string {
  return c.flavour.pick(
    `${c.quoteIfNeeded(path)}: ${words}`,
    code === "EISDIR" ? `can't read '${path}': ${words}` : `can't open '${path}': ${words}`,
  );
}

async function check(c: Call, list: string, algorithm: Algorithm): Promise<void> {
  const o = c.options;
  const silent = o.has("status") || (c.flavour.busybox && o.has("s"));
  const counts = { good: 0, failed: 0, unreadable: 0, malformed: 0, lines: 0 };
  let reader: ReturnType<typeof createLineReader>;
  try {
    reader = createLineReader(await openInput(c.p, list));
  } catch (e) {
    if (!isErrno(e)) throw e;
    return await c.complain(c.flavour.pick(cannot(c, list, e.code, e.strerror), `${list}: ${e.strerror}`));
  }
  for (let line = await reader.next(); line !== null; line = await reader.next()) {
    if (line.startsWith("#") || line === "") continue;
    const tagged = /^\\?([A-Z0-9]+) \((.*)\) = ([0-9a-fA-F]+)$/.exec(line);
    const plain = /^\\?([0-9a-fA-F]+) [ *](.*)$/.exec(line);
    const [sum, name] = tagged ? [tagged[3], tagged[2]] : [plain?.[1], plain?.[2]];
    if (
      sum === undefined ||
      name === undefined ||
      sum.length !== algorithm.digits ||
      (tagged && tagged[1] !== algorithm.tag)
    ) {
      counts.malformed++;
      if (!c.flavour.busybox) continue;
      counts.lines++;
      counts.failed++;
      c.status = 1;
      continue;
    }
    counts.lines++;
    await checkOne(c, name, sum.toLowerCase(), algorithm, counts, silent);
  }
  await summary(c, list, counts, silent);
}

interface Counts {
  good: number;
  failed: number;
  unreadable: number;
  malformed: number;
  lines: number;
}

async function checkOne(
  c: Call,
  name: string,
  sum: string,
  algorithm: Algorithm,
  counts: Counts,
  silent: boolean,
): Promise<void> {
  const o = c.options;
  const say = async (text: string) => {
    if (!silent) await c.out.write(`${c.flavour.pick(c.quoteIfNeeded(name), name)}: ${text}\n`);
  };
  try {
    const found = await sumOfFile(c, name, algorithm);
    if (found === sum) {
      counts.good++;
      if (!o.has("quiet")) await say("OK");
      return;
    }
    counts.failed++;
    c.status = 1;
    await say("FAILED");
  } catch (e) {
    if (!isErrno(e) || e.code === "EPIPE") throw e;
    if (o.has("ignore-missing") && e.code === "ENOENT") return;
    counts.unreadable++;
    await c.out.flush();
    await c.complain(cannot(c, name, e.code, e.strerror));
    if (c.flavour.busybox) counts.failed++;
    await say(c.flavour.pick("FAILED open or read", "FAILED"));
  }
}

async function summary(c: Call, list: string, counts: Counts, silent: boolean): Promise<void> {
  await c.out.flush();
  const plural = (n: number, one: string, many: string) => (n === 1 ? one : many);
  if (c.flavour.busybox) {
    if (counts.failed && !silent)
      await c.complain(`WARNING: ${counts.failed} of ${counts.lines} computed checksums did NOT match`);
    if (!counts.lines) await c.complain(`${list}: no checksum lines found`);
    return;
  }
  if (!counts.lines) return await c.complain(`${c.quoteIfNeeded(list)}: no properly formatted checksum lines found`);
  if (c.options.has("strict") && counts.malformed) c.status = 1;
  if (silent) return;
  const warn = (text: string) => c.p.write(2, `${c.name}: WARNING: ${text}\n`);
  if (counts.malformed)
    await warn(`${counts.malformed} ${plural(counts.malformed, "line is", "lines are")} improperly formatted`);
  if (counts.unreadable)
    await warn(`${counts.unreadable} listed ${plural(counts.unreadable, "file", "files")} could not be read`);
  if (counts.failed)
    await warn(`${counts.failed} computed ${plural(counts.failed, "checksum", "checksums")} did NOT match`);
  if (c.options.has("ignore-missing") && !counts.good && !counts.failed)
    await c.complain(`${list}: no file was verified`);
}
