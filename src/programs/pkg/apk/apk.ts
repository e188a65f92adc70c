import type { Process } from "../../../kernel/process.ts";
import { decode } from "../../../std/text.ts";
import type { Tool } from "../../lib/flavour.ts";
import { apkPackages, closure, type SystemPackage } from "../catalog/system.ts";
import { download, isOnline } from "../download.ts";
import { removeFiles, unpack } from "../payload.ts";
import { type ApkEntry, readInstalled, readWorld, writeInstalled, writeWorld } from "./database.ts";

/** `apk`, Alpine's package manager: add, del, update, upgrade, info, list and search. */
export const apk: Tool = async (p) => {
  const words: string[] = [];
  const flags = new Set<string>();
  let virtual = "";
  const args = p.argv.slice(1);
  for (let i = 0; i < args.length; i++) {
    const a = args[i] ?? "";
    if (a === "--virtual" || a === "-t") virtual = args[++i] ?? "";
    else if (a.startsWith("--virtual=")) virtual = a.slice("--virtual=".length);
    else if (["--repository", "-X", "--repositories-file", "-p", "--root"].includes(a)) i++;
    else if (a.startsWith("-")) flags.add(a);
    else words.push(a);
  }
  const [verb, ...names] = words;
  const quiet = flags.has("-q") || flags.has("--quiet");
  switch (verb) {
    case undefined:
      await p.write(
        1,
        `apk-tools ${toolsVersion(p)}, compiled for x86_64.\n\nusage: apk [<OPTIONS>...] COMMAND [<ARGUMENTS>...]\n`,
      );
      return 1;
    case "add":
      return (await locked(p)) ?? (await add(p, names, virtual, flags, quiet));
    case "del":
      return (await locked(p)) ?? (await del(p, names, quiet));
    case "update":
      return (await locked(p)) ?? (await update(p, quiet));
    case "upgrade":
      if (!quiet) await p.write(1, summary(readInstalled(p)));
      return 0;
    case "fix":
    case "cache":
      return 0;
    case "info":
      return await info(p, names, flags);
    case "list":
      for (const e of readInstalled(p)) await p.write(1, `${e.name}-${e.version} x86_64 {${e.name}} [installed]\n`);
      return 0;
    case "search":
      for (const k of apkPackages.values())
        if (hasIndex(p) && names.every((n) => k.name.includes(n))) await p.write(1, `${k.name}-${k.version}\n`);
      return 0;
    default:
      await p.write(2, `apk: '${verb}' is not an apk command. See 'apk --help'.\n`);
      return 1;
  }
};

const CACHE = "/var/cache/apk";

function toolsVersion(p: Process): string {
  return (
    readInstalled(p)
      .find((e) => e.name === "apk-tools")
      ?.version.replace(/-r\d+$/, "") ?? "2.14.9"
  );
}

function hasIndex(p: Process): boolean {
  return p.files.exists(CACHE) && p.files.readdir(CACHE).some((e) => e.name.startsWith("APKINDEX."));
}

async function locked(p: Process): Promise<number | undefined> {
  if (p.credentials.uid === 0) return undefined;
  await p.write(
    2,
    "ERROR: Unable to lock database: Permission denied\nERROR: Failed to open apk database: Permission denied\n",
  );
  return 99;
}

function repositories(p: Process): string[] {
  const file = "/etc/apk/repositories";
  if (!p.files.exists(file)) return [];
  return decode(p.files.readFile(file))
    .split("\n")
    .map((l) => l.trim())
    .filter((l) => l !== "" && !l.startsWith("#"));
}

/** Fetches the indexes; false when there is no way to them. */
async function fetchIndexes(p: Process, quiet: boolean): Promise<boolean> {
  for (const r of repositories(p)) {
    const url = `${r.replace(/^@\S+\s+/, "")}/x86_64/APKINDEX.tar.gz`;
    if (!quiet) await p.write(1, `fetch ${url}\n`);
    if (!isOnline(p)) {
      await p.sleep(2_000_000);
      await p.write(2, `WARNING: fetching ${url}: temporary error (try again later)\n`);
    } else await download(p, /community/.test(url) ? 2_300_000 : 600_000);
  }
  return isOnline(p);
}

async function update(p: Process, quiet: boolean): Promise<number> {
  if (!(await fetchIndexes(p, quiet))) {
    await p.write(
      2,
      `${repositories(p).length} unavailable, 0 stale; ${readInstalled(p).length} distinct packages available\n`,
    );
    return 2;
  }
  p.files.mkdirs(CACHE, 0o755);
  for (const [i] of repositories(p).entries()) p.files.writeFile(`${CACHE}/APKINDEX.${i}.tar.gz`, "", 0o644);
  if (!quiet) {
    for (const r of repositories(p)) await p.write(1, `${r.split("/").slice(-2).join("-")} [${r}]\n`);
    await p.write(1, "OK: 25404 distinct packages available\n");
  }
  return 0;
}

async function add(
  p: Process,
  words: readonly string[],
  virtual: string,
  flags: ReadonlySet<string>,
  quiet: boolean,
): Promise<number> {
  const installed = readInstalled(p);
  const names = words.map((w) => w.replace(/[=<>~@].*$/, ""));
  const fresh = flags.has("--no-cache") || flags.has("-U") || flags.has("--update-cache") || flags.has("--update");
  let online = isOnline(p);
  if (fresh || !hasIndex(p)) {
    online = await fetchIndexes(p, quiet);
    if (online && !flags.has("--no-cache")) {
      p.files.mkdirs(CACHE, 0o755);
      for (const [i] of repositories(p).entries()) p.files.writeFile(`${CACHE}/APKINDEX.${i}.tar.gz`, "", 0o644);
    }
  }
  const has = (n: string) => installed.some((e) => e.name === n);
  const unknown = names.filter((n) => !has(n) && !(online && apkPackages.has(n)));
  if (unknown.length) {
    const lines = unknown.map((n) => `  ${n} (no such package):\n    required by: world[${n}]\n`);
    await p.write(2, `ERROR: unable to select packages:\n${lines.join("")}`);
    return unknown.length;
  }
  const packages = closure(apkPackages, names).found.filter((k) => !has(k.name));
  const entries: ApkEntry[] = [];
  await download(
    p,
    packages.reduce((sum, k) => sum + k.archive * 1000, 0),
  );
  for (const [i, k] of packages.entries()) {
    if (!quiet) await p.write(1, `${place(i, packages.length)} Installing ${k.name} (${k.version})\n`);
    entries.push(entryOf(k, unpack(p, k)));
    await p.sleep(5_000 + k.installed * 5);
  }
  if (virtual !== "") {
    const entry = {
      name: virtual,
      version: "20260101.000000",
      size: 0,
      depends: names,
      files: [],
      summary: "virtual meta package",
    };
    entries.push(entry);
    if (!quiet)
      await p.write(1, `(${packages.length + 1}/${packages.length + 1}) Installing ${virtual} (${entry.version})\n`);
  }
  writeInstalled(p, [...installed, ...entries]);
  writeWorld(p, [...readWorld(p), ...(virtual === "" ? words : [virtual])]);
  if (!quiet) {
    const busybox = installed.find((e) => e.name === "busybox");
    if (packages.length && busybox) await p.write(1, `Executing busybox-${busybox.version}.trigger\n`);
    await p.write(1, summary(readInstalled(p)));
  }
  return 0;
}

function place(index: number, count: number): string {
  return `(${String(index + 1).padStart(String(count).length)}/${count})`;
}

function entryOf(k: SystemPackage, files: readonly string[]): ApkEntry {
  return { name: k.name, version: k.version, size: k.installed * 1000, depends: k.depends, files, summary: k.summary };
}

/** `OK: 12 MiB in 25 packages`. */
function summary(installed: readonly ApkEntry[]): string {
  const bytes = 8_000_000 + installed.reduce((sum, e) => sum + e.size, 0);
  return `OK: ${Math.round(bytes / 1024 / 1024)} MiB in ${installed.length} packages\n`;
}

/** Takes packages out of the world; what nothing needs any more goes with them. */
async function del(p: Process, names: readonly string[], quiet: boolean): Promise<number> {
  const installed = readInstalled(p);
  const world = readWorld(p).filter((w) => !names.includes(w.replace(/[=<>~@].*$/, "")));
  const kept = new Set<string>();
  const keep = (name: string): void => {
    const entry = installed.find((e) => e.name === name);
    if (!entry || kept.has(name)) return;
    kept.add(name);
    for (const d of entry.depends) keep(d);
  };
  for (const w of world) keep(w.replace(/[=<>~@].*$/, ""));
  // What came with the image carries no files here, and stays.
  const gone = installed.filter((e) => !kept.has(e.name) && (e.files.length > 0 || names.includes(e.name)));
  for (const [i, e] of gone.entries()) {
    if (!quiet) await p.write(1, `${place(i, gone.length)} Purging ${e.name} (${e.version})\n`);
    removeFiles(p, e.files);
  }
  const left = installed.filter((e) => !gone.includes(e));
  writeInstalled(p, left);
  writeWorld(p, world);
  if (!quiet) await p.write(1, summary(left));
  return 0;
}

async function info(p: Process, names: readonly string[], flags: ReadonlySet<string>): Promise<number> {
  const installed = readInstalled(p);
  if (names.length === 0) {
    for (const e of installed)
      await p.write(1, flags.has("-v") || flags.has("-vv") ? `${e.name}-${e.version}\n` : `${e.name}\n`);
    return 0;
  }
  let status = 0;
  for (const n of names) {
    const e = installed.find((x) => x.name === n);
    if (flags.has("-e") || flags.has("--installed")) {
      if (e) await p.write(1, `${n}\n`);
      else status = 1;
    } else if (!e) {
      await p.write(2, `ERROR: info: package '${n}' not found\n`);
      status = 1;
    } else if (flags.has("-L")) {
      await p.write(1, `${n}-${e.version} contains:\n${e.files.map((f) => `${f.slice(1)}\n`).join("")}\n`);
    } else {
      await p.write(
        1,
        `${n}-${e.version} description:\n${e.summary}\n\n${n}-${e.version} installed size:\n${Math.ceil(e.size / 1024)} KiB\n\n`,
      );
    }
  }
  return status;
}
