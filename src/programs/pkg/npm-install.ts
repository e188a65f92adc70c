import type { Process } from "../../kernel/process.ts";
import { sha256Hex } from "../../std/digest.ts";
import { badManifest, complain, noManifest, took } from "./npm-messages.ts";
import { join, type Manifest, ManifestError, projectFolder, readManifest, writeManifest } from "./npm-project.ts";
import { type Catalog, loadCatalog, type PackageVersion, resolveVersion, satisfies } from "./npm-registry.ts";

export interface InstallOptions {
  /** `express`, `express@4`, `@scope/name@^1`: none means what package.json asks for. */
  readonly names: readonly string[];
  readonly saveDev: boolean;
  readonly noSave: boolean;
  readonly exact: boolean;
  readonly omitDev: boolean;
  readonly global: boolean;
  /** `npm ci`: the lock file as it is, node_modules made anew. */
  readonly clean: boolean;
  readonly quiet: boolean;
  readonly fund: boolean;
  readonly audit: boolean;
  /** Only what the cache has: nothing, as no package is kept in it. */
  readonly offline: boolean;
}

/** A place in the tree of node_modules, relative to the project: `node_modules/express/node_modules/ms`. */
type Tree = Map<string, PackageVersion>;

interface Lock {
  packages?: Record<string, { version?: string; dev?: boolean }>;
}

/** Simulated time of one package's way through the network and onto the disk. */
const PACKAGE_TIME = 22_000;
const START_TIME = 600_000;

export async function install(p: Process, o: InstallOptions): Promise<number> {
  const since = p.now();
  const root = o.global ? "/usr/local/lib" : projectFolder(p);
  let manifest: Manifest | undefined;
  try {
    manifest = o.global ? {} : readManifest(p, root);
  } catch (e) {
    if (e instanceof ManifestError) return badManifest(p, root, e.message);
    throw e;
  }
  const lock = readLock(p, root);
  if (o.clean) {
    if (!manifest) return noManifest(p, root);
    if (!lock) return noLock(p);
    const missing = outOfSync(manifest, lock);
    if (missing.length) return notInSync(p, missing);
  }
  if (!manifest && o.names.length === 0) {
    await p.write(1, `\nup to date, audited 1 package in ${took(p, since)}\n\nfound 0 vulnerabilities\n`);
    return 0;
  }
  if (o.offline) {
    const asked: Record<string, string> = { ...manifest?.dependencies, ...manifest?.devDependencies };
    for (const spec of o.names) asked[split(spec).name] = split(spec).range;
    const lying = installed(p, root);
    const lacking = Object.keys(asked)
      .sort()
      .find(
        (n) =>
          !satisfies(lying.get(`node_modules/${n}`) ?? "0.0.0", asked[n] ?? "*") || !lying.has(`node_modules/${n}`),
      );
    if (lacking !== undefined) return notCached(p, lacking);
  }
  const catalog = await loadCatalog(p);
  const wanted: Record<string, string> = {
    ...manifest?.dependencies,
    ...(o.omitDev ? {} : manifest?.devDependencies),
  };
  const added: Record<string, string> = {};
  await p.sleep(START_TIME);
  for (const spec of o.names) {
    const { name, range } = split(spec);
    const found = resolveVersion(catalog, name, range);
    if (!found) return online(p) ? unknown(p, catalog, name, range) : offline(p, name);
    added[name] = found.version;
    wanted[name] = range === "" || /^[a-z]+$/.test(range) ? `^${found.version}` : range;
  }
  const first = Object.keys(wanted)[0];
  if (first !== undefined && !online(p)) return offline(p, first);
  const tree: Tree = new Map();
  for (const name of Object.keys(wanted).sort()) {
    const pinned = o.clean || o.names.length === 0 ? lock?.packages?.[`node_modules/${name}`]?.version : undefined;
    const range = wanted[name] ?? "*";
    const failed = place(catalog, tree, "", name, pinned && satisfies(pinned, range) ? pinned : range);
    if (failed) return unknown(p, catalog, failed.name, failed.range);
  }
  const before = installed(p, root);
  if (o.clean) {
    p.files.removeAll(join(root, "node_modules"));
    before.clear();
  }
  const fresh = [...tree].filter(([at, v]) => before.get(at) !== v.version);
  const gone = o.global ? [] : [...before.keys()].filter((at) => !tree.has(at));
  for (const at of gone) p.files.removeAll(join(root, at));
  const { writePackage } = await p.load(() => import("./npm-files.ts"));
  for (const [at, v] of fresh) {
    await p.sleep(PACKAGE_TIME);
    await writePackage(p, join(root, at), v);
  }
  linkBinaries(p, root, tree, o.global);
  if (!o.global) {
    if (!o.noSave && o.names.length) save(p, root, manifest ?? {}, added, wanted, o);
    if (!o.clean) writeLock(p, root, readManifest(p, root) ?? {}, tree);
  }
  if (!o.quiet) await report(p, o, since, fresh.length, gone.length, before, tree);
  return 0;
}

async function notCached(p: Process, name: string): Promise<number> {
  await complain(p, [
    "code ENOTCACHED",
    `request to https://registry.npmjs.org/${name} failed: cache mode is 'only-if-cached' but no cached response is available.`,
  ]);
  return 1;
}

/** The package's name and the range behind its `@`. */
function split(spec: string): { name: string; range: string } {
  const at = spec.indexOf("@", 1);
  return at < 0 ? { name: spec, range: "" } : { name: spec.slice(0, at), range: spec.slice(at + 1) };
}

/** Puts a package as high as it can lie, and its dependencies after it; says which one the registry does not have. */
function place(
  catalog: Catalog,
  tree: Tree,
  from: string,
  name: string,
  range: string,
): { name: string; range: string } | undefined {
  for (let at = from; ; at = at.replace(/\/?node_modules\/(?:@[^/]+\/)?[^/]+$/, "")) {
    const there = tree.get(`${at ? `${at}/` : ""}node_modules/${name}`);
    if (there && satisfies(there.version, range)) return undefined;
    if (at === "") break;
  }
  const found = resolveVersion(catalog, name, range) ?? resolveVersion(catalog, name, "*");
  if (!found) return { name, range };
  const top = `node_modules/${name}`;
  const at = tree.has(top) ? `${from}/node_modules/${name}` : top;
  tree.set(at, found);
  for (const [dependency, wanted] of Object.entries(found.dependencies)) {
    const failed = place(catalog, tree, at, dependency, wanted);
    if (failed) return failed;
  }
  return undefined;
}

/** What lies in node_modules: place to version. */
function installed(p: Process, root: string): Map<string, string> {
  const out = new Map<string, string>();
  const visit = (base: string, prefix: string) => {
    const folder = join(base, "node_modules");
    if (!p.files.exists(folder)) return;
    for (const e of p.files.readdir(folder)) {
      if (e.name.startsWith(".") || e.kind !== "directory") continue;
      const names = e.name.startsWith("@")
        ? p.files.readdir(join(folder, e.name)).map((x) => `${e.name}/${x.name}`)
        : [e.name];
      for (const name of names) {
        const at = join(folder, name);
        const text = p.files.exists(`${at}/package.json`) ? p.files.readText(`${at}/package.json`) : "{}";
        const version = /"version":\s*"([^"]+)"/.exec(text)?.[1];
        const place = `${prefix}node_modules/${name}`;
        if (version) out.set(place, version);
        visit(at, `${place}/`);
      }
    }
  };
  visit(root, "");
  return out;
}

function linkBinaries(p: Process, root: string, tree: Tree, global: boolean): void {
  const folder = global ? "/usr/local/bin" : join(root, "node_modules/.bin");
  for (const [at, v] of tree) {
    if (at.indexOf("node_modules", 1) > 0) continue;
    for (const [name, file] of Object.entries(v.bin ?? {})) {
      if (!global) p.files.mkdirs(folder);
      const target = global ? `../lib/${at}/${file.replace(/^\.\//, "")}` : `../${v.name}/${file.replace(/^\.\//, "")}`;
      p.files.removeAll(join(folder, name));
      p.files.symlink(target, join(folder, name));
    }
  }
}

function sorted(record: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function save(
  p: Process,
  root: string,
  manifest: Manifest,
  added: Record<string, string>,
  wanted: Record<string, string>,
  o: InstallOptions,
): void {
  const field = o.saveDev ? "devDependencies" : "dependencies";
  const other = o.saveDev ? "dependencies" : "devDependencies";
  const list = { ...manifest[field] };
  for (const name of Object.keys(added)) {
    list[name] = o.exact ? (added[name] ?? "*") : (wanted[name] ?? "*");
    if (manifest[other]?.[name] !== undefined) delete manifest[other]?.[name];
  }
  writeManifest(p, root, { ...manifest, [field]: sorted(list) });
}

function readLock(p: Process, root: string): Lock | undefined {
  const path = join(root, "package-lock.json");
  if (!p.files.exists(path)) return undefined;
  try {
    return JSON.parse(p.files.readText(path)) as Lock;
  } catch {
    return undefined;
  }
}

function writeLock(p: Process, root: string, manifest: Manifest, tree: Tree): void {
  const name = manifest.name ?? root.split("/").at(-1) ?? "";
  const top = {
    ...(manifest.name === undefined ? {} : { name }),
    ...(manifest.version === undefined ? {} : { version: manifest.version }),
    ...(manifest["license"] === undefined ? {} : { license: manifest["license"] }),
    ...(manifest.dependencies ? { dependencies: manifest.dependencies } : {}),
    ...(manifest.devDependencies ? { devDependencies: manifest.devDependencies } : {}),
  };
  const packages: Record<string, unknown> = { "": top };
  for (const [at, v] of [...tree].sort(([a], [b]) => (a < b ? -1 : 1)))
    packages[at] = {
      version: v.version,
      resolved: `https://registry.npmjs.org/${v.name}/-/${v.name.replace(/^.*\//, "")}-${v.version}.tgz`,
      integrity: integrity(v),
      license: v.license,
      ...(Object.keys(v.dependencies).length ? { dependencies: v.dependencies } : {}),
      ...(v.bin ? { bin: v.bin } : {}),
      ...(v.engines ? { engines: { node: v.engines } } : {}),
    };
  const lock = {
    name,
    ...(manifest.version === undefined ? {} : { version: manifest.version }),
    lockfileVersion: 3,
    requires: true,
    packages,
  };
  p.files.writeFile(join(root, "package-lock.json"), `${JSON.stringify(lock, null, 2)}\n`);
}

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** A digest of the package's own, in the form that lock files have. */
function integrity(v: PackageVersion): string {
  const hex = sha256Hex(`${v.name}@${v.version}`) + sha256Hex(`${v.version}@${v.name}`);
  let bits = "";
  for (const c of hex) bits += Number.parseInt(c, 16).toString(2).padStart(4, "0");
  let out = "";
  for (let i = 0; i < bits.length; i += 6)
    out += BASE64[Number.parseInt(bits.slice(i, i + 6).padEnd(6, "0"), 2)] ?? "A";
  return `sha512-${out}==`;
}

/** Whether there is a way out: a default route. */
function online(p: Process): boolean {
  return (
    p.network.routes().some((r) => r.destination === "default") || p.network.interfaces().some((i) => i.name !== "lo")
  );
}

async function offline(p: Process, name: string): Promise<number> {
  await p.sleep(2_000_000);
  await complain(p, [
    "code EAI_AGAIN",
    "syscall getaddrinfo",
    "errno EAI_AGAIN",
    `request to https://registry.npmjs.org/${name.replace("/", "%2f")} failed, reason: getaddrinfo EAI_AGAIN registry.npmjs.org`,
  ]);
  return 1;
}

async function unknown(p: Process, catalog: Catalog, name: string, range: string): Promise<number> {
  if (Object.hasOwn(catalog, name)) {
    await complain(p, [
      "code ETARGET",
      `notarget No matching version found for ${name}@${range}.`,
      "notarget In most cases you or one of your dependencies are requesting",
      "notarget a package version that doesn't exist.",
    ]);
    return 1;
  }
  await complain(p, [
    "code E404",
    `404 Not Found - GET https://registry.npmjs.org/${name.replace("/", "%2f")} - Not found`,
    "404",
    `404  '${name}@${range || "*"}' is not in this registry.`,
    "404",
    "404 Note that you can also install from a",
    "404 tarball, folder, http url, or git folder.",
  ]);
  return 1;
}

async function noLock(p: Process): Promise<number> {
  await complain(p, [
    "code EUSAGE",
    "",
    "The `npm ci` command can only install with an existing package-lock.json or",
    "npm-shrinkwrap.json with lockfileVersion >= 1. Run an install with npm@5 or",
    "later to generate a package-lock.json file, then try again.",
    "",
    "Clean install a project",
    "",
    "Usage:",
    "npm ci",
    "",
    "Options:",
    "[--install-strategy <hoisted|nested|shallow|linked>] [--legacy-bundling]",
    "[--global-style] [--omit <dev|optional|peer> [--omit <dev|optional|peer> ...]]",
    "[--include <prod|dev|optional|peer> [--include <prod|dev|optional|peer> ...]]",
    "[--strict-peer-deps] [--foreground-scripts] [--ignore-scripts] [--no-audit]",
    "[--no-bin-links] [--no-fund] [--dry-run]",
    "[-w|--workspace <workspace-name> [-w|--workspace <workspace-name> ...]]",
    "[-ws|--workspaces] [--include-workspace-root] [--install-links]",
    "",
    "aliases: clean-install, ic, install-clean, isntall-clean",
    "",
    'Run "npm help ci" for more info',
  ]);
  return 1;
}

function outOfSync(manifest: Manifest, lock: Lock): string[] {
  const all = { ...manifest.dependencies, ...manifest.devDependencies };
  return Object.entries(all).flatMap(([name, range]) => {
    const version = lock.packages?.[`node_modules/${name}`]?.version;
    if (version === undefined) return [`Missing: ${name}@${range.replace(/^[\^~]/, "")} from lock file`];
    return satisfies(version, range)
      ? []
      : [`Invalid: lock file's ${name}@${version} does not satisfy ${name}@${range}`];
  });
}

async function notInSync(p: Process, missing: readonly string[]): Promise<number> {
  await complain(p, [
    "code EUSAGE",
    "",
    "`npm ci` can only install packages when your package.json and package-lock.json or npm-shrinkwrap.json are in sync. Please update your lock file with `npm install` before continuing.",
    "",
    ...missing,
    "",
    "Clean install a project",
    "",
    "Usage:",
    "npm ci",
    "",
    'Run "npm help ci" for more info',
  ]);
  return 1;
}

async function report(
  p: Process,
  o: InstallOptions,
  since: number,
  added: number,
  removed: number,
  before: ReadonlyMap<string, string>,
  tree: Tree,
): Promise<void> {
  const count = (n: number) => `${n} package${n === 1 ? "" : "s"}`;
  const changed = o.global ? 0 : [...tree].filter(([at, v]) => before.has(at) && before.get(at) !== v.version).length;
  const parts = [
    added - changed > 0 ? `added ${count(added - changed)}` : "",
    removed > 0 ? `removed ${count(removed)}` : "",
    changed > 0 ? `changed ${count(changed)}` : "",
  ].filter(Boolean);
  const audited = o.audit && !o.global ? `audited ${count(tree.size + 1)}` : "";
  const head = parts.length
    ? `${parts.join(", ")}${audited ? `${parts.length > 0 ? ", and " : ""}${audited}` : ""} in ${took(p, since)}`
    : `up to date${audited ? `, ${audited}` : ""} in ${took(p, since)}`;
  const funding = [...tree.values()].filter((v) => v.funding).length;
  const fund =
    o.fund && funding > 0
      ? `\n${count(funding)} ${funding === 1 ? "is" : "are"} looking for funding\n  run \`npm fund\` for details\n`
      : "";
  await p.write(1, `\n${head}\n${fund}${audited ? "\nfound 0 vulnerabilities\n" : ""}`);
}

/** `npm uninstall`. */
export async function uninstall(p: Process, names: readonly string[], o: InstallOptions): Promise<number> {
  const root = projectFolder(p);
  const manifest = readManifest(p, root);
  if (!manifest) return noManifest(p, root);
  for (const name of names) {
    delete manifest.dependencies?.[name];
    delete manifest.devDependencies?.[name];
  }
  for (const field of ["dependencies", "devDependencies"] as const)
    if (manifest[field] && Object.keys(manifest[field]).length === 0) delete manifest[field];
  writeManifest(p, root, manifest);
  return install(p, { ...o, names: [] });
}
