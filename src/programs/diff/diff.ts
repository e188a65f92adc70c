import type { Stat } from "../../filesystem/files.ts";
import { isErrno } from "../../std/errno.ts";
import { concat } from "../../std/text.ts";
import { decodeLossless } from "../lib/bytes.ts";
import { compareText } from "../lib/compare.ts";
import { globToRegExp } from "../lib/glob.ts";
import { baseName, joinPath } from "../lib/paths.ts";
import { type Call, defineTool } from "../lib/tool.ts";
import { type Sides, showNormal, showUnified, sideBySide } from "./formats.ts";
import { diffLines } from "./lines.ts";

const LONG = {
  normal: "normal",
  brief: "q",
  "report-identical-files": "s",
  "unified::": "U",
  "context::": "C",
  "side-by-side": "y",
  "width:": "W",
  recursive: "r",
  "new-file": "N",
  "exclude:": "x",
  "ignore-case": "i",
  "ignore-space-change": "b",
  "ignore-all-space": "w",
  "ignore-blank-lines": "B",
  "ignore-trailing-space": "Z",
  text: "a",
  "label:": "L",
  "color::": "color",
  minimal: "d",
  "no-dereference": "no-dereference",
  "strip-trailing-cr": "strip-trailing-cr",
};

/** Compares files or folders line by line. Status 0: the same, 1: different, 2: something went wrong. */
export const diff = defineTool(
  {
    name: "diff",
    syntax: { short: "abBC:deiL:NqrsTtuU:wW:x:yZ", long: LONG },
    busybox: { short: "abBdiNqrTstwL:S:U:u" },
    badStatus: 2,
    busyboxBadStatus: 1,
    usage: "[OPTION]... FILES",
    version: "GNU diffutils) 3.10",
  },
  async (c) => {
    const [old, fresh, extra] = c.operands;
    if (old === undefined) return await wrong(c, `missing operand after ${c.quote(c.name)}`);
    if (fresh === undefined) return await wrong(c, `missing operand after ${c.quote(old)}`);
    if (extra !== undefined) return await wrong(c, `extra operand ${c.quote(extra)}`);
    if (c.options.has("y") && c.flavour.busybox) await c.badUsage(undefined);
    if (c.options.has("C")) return await c.fail("drydock: diff -C is not simulated", 2);
    const [a, b] = [await kindOf(c, old), await kindOf(c, fresh)];
    if (!a || !b) return c.flavour.pick(2, 2);
    if (a.kind === "directory" && b.kind === "directory") return await folders(c, old, fresh);
    // A file against a folder is compared with the file of its name in there.
    const left = a.kind === "directory" ? joinPath(old, baseName(fresh)) : old;
    const right = b.kind === "directory" ? joinPath(fresh, baseName(old)) : fresh;
    return await files(c, left, right, false);
  },
);

async function wrong(c: Call, text: string): Promise<number> {
  if (c.flavour.busybox) return await c.badUsage(undefined);
  await c.complain(text, 2);
  await c.complain(`Try '${c.name} --help' for more information.`, 2);
  return 2;
}

async function kindOf(c: Call, path: string): Promise<Pick<Stat, "kind"> | undefined> {
  if (path === "-") return { kind: "file" };
  try {
    return c.p.files.stat(path);
  } catch (e) {
    if (!isErrno(e)) throw e;
    if (c.options.has("N")) return { kind: "file" };
    await c.complain(c.flavour.pick(`${path}: ${e.strerror}`, `can't stat '${path}': ${e.strerror}`), 2);
    return undefined;
  }
}

async function readBytes(c: Call, path: string): Promise<Uint8Array | undefined> {
  if (path === "-") {
    const chunks: Uint8Array[] = [];
    for (let chunk = await c.p.read(0); chunk; chunk = await c.p.read(0)) chunks.push(chunk);
    return concat(chunks);
  }
  try {
    if (c.options.has("N") && !c.p.files.exists(path)) return new Uint8Array(0);
    const fd = c.p.files.stat(path).kind === "file" ? undefined : await c.p.open(path, { read: true });
    if (fd === undefined) return c.p.files.readFile(path);
    const chunks: Uint8Array[] = [];
    for (let chunk = await c.p.read(fd); chunk; chunk = await c.p.read(fd)) chunks.push(chunk);
    c.p.close(fd);
    return concat(chunks);
  } catch (e) {
    if (!isErrno(e)) throw e;
    await c.complain(c.flavour.pick(`${path}: ${e.strerror}`, `can't stat '${path}': ${e.strerror}`), 2);
    return undefined;
  }
}

async function files(c: Call, old: string, fresh: string, inFolder: boolean): Promise<number> {
  const [a, b] = [await readBytes(c, old), await readBytes(c, fresh)];
  if (!a || !b) return c.flavour.pick(2, old.includes("/") || fresh.includes("/") ? 1 : 2);
  const same = a.length === b.length && a.every((byte, i) => byte === b[i]);
  const o = c.options;
  const identical = async () => {
    if (o.has("s") && !(c.flavour.busybox && old === fresh))
      await c.out.write(`Files ${old} and ${fresh} are identical\n`);
    if (o.has("y") && same) await show(c, sidesOf(c, old, fresh, a, b), []);
    return 0;
  };
  if (same) return await identical();
  if (!o.has("a") && (a.subarray(0, 4096).includes(0) || b.subarray(0, 4096).includes(0))) {
    await c.out.write(
      o.has("q")
        ? `Files ${old} and ${fresh} differ\n`
        : `${c.flavour.pick("Binary files", "Files")} ${old} and ${fresh} differ\n`,
    );
    return 1;
  }
  const sides = sidesOf(c, old, fresh, a, b);
  const all = diffLines(sides.oldKeys, sides.freshKeys);
  const hunks = o.has("B")
    ? all.filter((h) => [...sides.old.slice(h.from, h.to), ...sides.fresh.slice(h.at, h.end)].some((l) => l !== ""))
    : all;
  if (!hunks.length) return await identical();
  if (o.has("q")) await c.out.write(`Files ${old} and ${fresh} differ\n`);
  else {
    if (inFolder) await c.out.write(`diff ${flagText(c)}${old} ${fresh}\n`);
    await show(c, sides, hunks);
  }
  return 1;
}

async function show(c: Call, sides: Sides, hunks: ReturnType<typeof diffLines>): Promise<void> {
  const o = c.options;
  if (o.has("y")) return await sideBySide(c, sides, hunks, Number(o.value("W") ?? 130));
  const unified = o.has("u") || o.has("U") || c.flavour.busybox;
  if (unified) return await showUnified(c, sides, hunks, Number(o.value("U") ?? 3));
  await showNormal(c, sides, hunks);
}

function flagText(c: Call): string {
  const words = c.p.argv.slice(1).filter((w) => w.startsWith("-") && w !== "-");
  return words.length ? `${words.join(" ")} ` : "";
}

function sidesOf(c: Call, old: string, fresh: string, a: Uint8Array, b: Uint8Array): Sides {
  const split = (bytes: Uint8Array) => {
    const text = decodeLossless(bytes);
    const lines = text.split("\n");
    const ended = lines.at(-1) === "";
    if (ended) lines.pop();
    return { lines, ended };
  };
  const [x, y] = [split(a), split(b)];
  const key = keyOf(c);
  // A last line without a line feed differs from one with it.
  const keys = (s: { lines: string[]; ended: boolean }) =>
    s.lines.map((l, i) => (i === s.lines.length - 1 && !s.ended ? `${key(l)}\0` : key(l)));
  const labels = c.options.values("L");
  const time = (path: string) =>
    path === "-" || !c.p.files.exists(path) ? (path === "-" ? c.p.now() : 0) : c.p.files.stat(path).mtime;
  return {
    old: x.lines,
    fresh: y.lines,
    oldKeys: keys(x),
    freshKeys: keys(y),
    oldEnded: x.ended || !x.lines.length,
    freshEnded: y.ended || !y.lines.length,
    oldName: old,
    freshName: fresh,
    oldLabel: labels[0],
    freshLabel: labels[1],
    oldTime: time(old),
    freshTime: time(fresh),
  };
}

function keyOf(c: Call): (line: string) => string {
  const o = c.options;
  return (line) => {
    let text = line;
    if (o.has("strip-trailing-cr")) text = text.replace(/\r$/, "");
    if (o.has("w")) text = text.replace(/\s+/g, "");
    else if (o.has("b")) text = text.replace(/\s+/g, " ").replace(/ $/, "");
    else if (o.has("Z")) text = text.replace(/\s+$/, "");
    return o.has("i") ? text.toLowerCase() : text;
  };
}

async function folders(c: Call, old: string, fresh: string): Promise<number> {
  const excluded = c.options.values("x").map((g) => globToRegExp(g));
  const list = (path: string) =>
    c.p.files
      .readdir(path)
      .map((e) => e.name)
      .filter((n) => !excluded.some((re) => re.test(n)));
  const [a, b] = [new Set(list(old)), new Set(list(fresh))];
  let status = 0;
  for (const name of [...new Set([...a, ...b])].sort(compareText)) {
    await c.p.tick();
    const [left, right] = [joinPath(old, name), joinPath(fresh, name)];
    if (!(a.has(name) && b.has(name)) && !c.options.has("N")) {
      const folder = c.p.files.stat(a.has(name) ? left : right).kind === "directory";
      status = Math.max(status, 1);
      // With -r BusyBox does not speak of folders that are only on one side.
      if (!(folder && c.flavour.busybox && c.options.has("r")))
        await c.out.write(`Only in ${a.has(name) ? old : fresh}: ${name}\n`);
      continue;
    }
    const kind = (path: string, there: boolean) => (there ? c.p.files.stat(path).kind : undefined);
    const [ka, kb] = [kind(left, a.has(name)), kind(right, b.has(name))];
    if (ka === "directory" && kb === "directory") {
      if (c.options.has("r")) status = Math.max(status, await folders(c, left, right));
      else await c.out.write(`Common subdirectories: ${left} and ${right}\n`);
    } else if (ka !== undefined && kb !== undefined && (ka === "directory") !== (kb === "directory")) {
      const words = (k: string) => (k === "directory" ? "directory" : "regular file");
      await c.out.write(`File ${left} is a ${words(ka)} while file ${right} is a ${words(kb)}\n`);
      status = Math.max(status, 1);
    } else status = Math.max(status, await files(c, left, right, true));
  }
  return status;
}
