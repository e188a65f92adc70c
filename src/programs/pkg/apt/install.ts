import type { Process } from "../../../kernel/process.ts";
import { decode } from "../../../std/text.ts";
import { aptPackages, closure, type SystemPackage } from "../catalog/system.ts";
import { download, isOnline } from "../download.ts";
import { removeFiles, unpack } from "../payload.ts";
import { addInstalled, dropInstalled, filesOf, installedPackages } from "./dpkg-status.ts";
import { label } from "./label.ts";
import { aptSize, fetched, nameList } from "./sizes.ts";
import { hasLists, suites } from "./sources.ts";

export interface AptOptions {
  readonly yes: boolean;
  /** -q counts one, -qq two. */
  readonly quiet: number;
  readonly downloadOnly: boolean;
  readonly simulate: boolean;
}

/** Which packages came only for others; an image that apt never installed anything in has none. */
const EXTENDED_STATES = "/var/lib/apt/extended_states";

export async function readingLists(p: Process, quiet: number): Promise<void> {
  if (quiet > 1) return;
  const state = p.files.exists(EXTENDED_STATES) ? "Reading state information...\n" : "";
  await p.write(1, `Reading package lists...\nBuilding dependency tree...\n${state}`);
}

/** `apt-get install`. */
export async function install(p: Process, words: readonly string[], options: AptOptions): Promise<number> {
  await readingLists(p, options.quiet);
  const installed = new Map(installedPackages(p).map((i) => [i.name, i]));
  const names = words.map((w) => w.replace(/[=/:].*$/, ""));
  const known = hasLists(p);
  const unknown = names.filter((n) => !installed.has(n) && !(known && aptPackages.has(n)));
  if (unknown.length) {
    for (const n of unknown) await p.write(2, `${label(p, "E")} Unable to locate package ${n}\n`);
    return 100;
  }
  for (const word of words) {
    const [name = "", version] = word.split("=");
    const there = aptPackages.get(name)?.version;
    if (version !== undefined && there !== undefined && !matches(version, there)) {
      await p.write(2, `${label(p, "E")} Version '${version}' for '${name}' was not found\n`);
      return 100;
    }
  }
  for (const n of names) {
    const i = installed.get(n);
    if (i && options.quiet < 2) await p.write(1, `${n} is already the newest version (${i.version}).\n`);
  }
  const packages = closure(aptPackages, names).found.filter((k) => !installed.has(k.name));
  await plan(p, packages, names, options);
  if (packages.length === 0 || options.simulate) return 0;
  if (!(await confirmed(p, options))) return 1;
  if (!(await fetchAll(p, packages, options))) return 100;
  if (options.downloadOnly) return 0;
  await unpackAll(p, packages);
  return 0;
}

/** `5:8.0.*` asks for any of that beginning. */
function matches(wanted: string, there: string): boolean {
  return wanted.endsWith("*") ? there.startsWith(wanted.slice(0, -1)) : wanted === there;
}

async function plan(
  p: Process,
  packages: readonly SystemPackage[],
  names: readonly string[],
  options: AptOptions,
): Promise<void> {
  if (options.quiet > 1) return;
  const sorted = packages.map((k) => k.name).sort();
  const additional = sorted.filter((n) => !names.includes(n));
  let text = "";
  if (additional.length) text += `The following additional packages will be installed:\n${nameList(additional)}`;
  if (sorted.length) text += `The following NEW packages will be installed:\n${nameList(sorted)}`;
  text += `0 upgraded, ${sorted.length} newly installed, 0 to remove and 0 not upgraded.\n`;
  if (packages.length) {
    text += `Need to get ${aptSize(sum(packages, "archive"))}B of archives.\n`;
    text += `After this operation, ${aptSize(sum(packages, "installed"))}B of additional disk space will be used.\n`;
  }
  await p.write(1, text);
}

function sum(packages: readonly SystemPackage[], what: "archive" | "installed"): number {
  return packages.reduce((total, k) => total + k[what] * 1000, 0);
}

export async function confirmed(p: Process, { yes }: Pick<AptOptions, "yes">): Promise<boolean> {
  if (yes) return true;
  await p.write(1, "Do you want to continue? [Y/n] ");
  const answer = await p.read(0, 256);
  if (answer !== null && /^(y(es)?)?\n?$/i.test(decode(answer))) return true;
  await p.write(1, answer === null ? "Abort.\n" : "Abort.\n");
  return false;
}

async function fetchAll(p: Process, packages: readonly SystemPackage[], { quiet }: AptOptions): Promise<boolean> {
  const source = suites(p).find((s) => s.components.includes("main"));
  const where = source ? `${source.uri} ${source.suite}/main` : "/";
  if (!isOnline(p)) {
    const host = where.replace(/^\w+:\/\//, "").replace(/\/.*/, "");
    for (const k of packages) {
      const url = `${source?.uri}/pool/main/${k.name.charAt(0)}/${k.name}/${k.name}_${fileVersion(k)}_amd64.deb`;
      await p.write(2, `${label(p, "E")} Failed to fetch ${url}  Temporary failure resolving '${host}'\n`);
    }
    await p.write(
      2,
      `${label(p, "E")} Unable to fetch some archives, maybe run apt-get update or try with --fix-missing?\n`,
    );
    return false;
  }
  let number = 0;
  let text = "";
  for (const k of packages)
    text += `Get:${++number} ${where} amd64 ${k.name} amd64 ${k.version} [${aptSize(k.archive * 1000)}B]\n`;
  const bytes = sum(packages, "archive");
  const span = await download(p, bytes);
  if (quiet < 2) await p.write(1, text + fetched(bytes, span));
  return true;
}

function fileVersion(k: SystemPackage): string {
  return k.version.replace(/^\d+:/, "");
}

async function unpackAll(p: Process, packages: readonly SystemPackage[]): Promise<void> {
  await p.write(2, "debconf: delaying package configuration, since apt-utils is not installed\n");
  const files = new Map<string, string[]>();
  let base = 4_000 + 37 * installedPackages(p).length;
  for (const [i, k] of packages.entries()) {
    await p.write(1, `Selecting previously unselected package ${k.name}.\n`);
    if (i === 0) await p.write(1, readingDatabase(base));
    await p.write(
      1,
      `Preparing to unpack .../${k.name}_${fileVersion(k)}_amd64.deb ...\nUnpacking ${k.name} (${k.version}) ...\n`,
    );
    files.set(k.name, unpack(p, k));
    base += 10;
    await p.sleep(15_000 + k.installed * 15);
  }
  for (const k of packages) {
    await p.write(1, `Setting up ${k.name} (${k.version}) ...\n`);
    await p.sleep(20_000);
  }
  addInstalled(p, packages, files);
  const libc = installedPackages(p).find((i) => i.name === "libc-bin");
  if (libc) await p.write(1, `Processing triggers for libc-bin (${libc.version}) ...\n`);
}

/** dpkg counts up: a line for each twentieth, all of them on a log. */
function readingDatabase(files: number): string {
  const steps = Array.from({ length: 20 }, (_, i) => `(Reading database ... ${(i + 1) * 5}%\n`).join("");
  return `(Reading database ... \n${steps}(Reading database ... ${files} files and directories currently installed.)\n`;
}

/** `apt-get remove` and `purge`: those that stand on a removed package go with it. */
export async function remove(p: Process, names: readonly string[], options: AptOptions): Promise<number> {
  await readingLists(p, options.quiet);
  const installed = installedPackages(p);
  const missing = names.filter((n) => !installed.some((i) => i.name === n));
  for (const n of missing) {
    if (!aptPackages.has(n)) {
      await p.write(2, `${label(p, "E")} Unable to locate package ${n}\n`);
      return 100;
    }
    await p.write(1, `Package '${n}' is not installed, so not removed\n`);
  }
  const gone = new Set(names.filter((n) => !missing.includes(n)));
  for (let grown = true; grown; ) {
    grown = false;
    for (const i of installed) {
      const needs = aptPackages.get(i.name)?.depends ?? [];
      if (gone.has(i.name) || !needs.some((d) => gone.has(d))) continue;
      gone.add(i.name);
      grown = true;
    }
  }
  const list = [...gone].sort();
  const freed = list.reduce((total, n) => total + (aptPackages.get(n)?.installed ?? 0) * 1000, 0);
  let text = list.length ? `The following packages will be REMOVED:\n${nameList(list)}` : "";
  text += `0 upgraded, 0 newly installed, ${list.length} to remove and 0 not upgraded.\n`;
  if (list.length) text += `After this operation, ${aptSize(freed)}B disk space will be freed.\n`;
  await p.write(1, text);
  if (list.length === 0) return 0;
  if (!(await confirmed(p, options))) return 1;
  await p.write(1, readingDatabase(4_000 + 37 * installed.length));
  for (const n of list) {
    await p.write(1, `Removing ${n} (${installed.find((i) => i.name === n)?.version ?? ""}) ...\n`);
    removeFiles(p, [...filesOf(p, n), `/var/lib/dpkg/info/${n}.list`]);
  }
  dropInstalled(p, list);
  return 0;
}
