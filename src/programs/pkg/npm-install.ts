import type { Process } from "../../kernel/process.ts";
import { outOfSync, readLock, writeLock } from "./npm-lock.ts";
import { badManifest, noManifest, took } from "./npm-messages.ts";
import type { InstallOptions } from "./npm-options.ts";
import { join, type Manifest, ManifestError, projectFolder, readManifest, writeManifest } from "./npm-project.ts";
import { noLock, notCached, notInSync, offline, unknown } from "./npm-refusals.ts";
import { loadCatalog, resolveVersion, satisfies, savedRange } from "./npm-registry.ts";
import { report } from "./npm-report.ts";
import { installed, linkBinaries, place, type Tree } from "./npm-tree.ts";

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
  /** The lock file's version, where the range allows it. */
  const locked = (name: string, range: string) => {
    const version = lock?.packages?.[`node_modules/${name}`]?.version;
    return version !== undefined && satisfies(version, range) ? version : undefined;
  };
  await p.sleep(START_TIME);
  for (const spec of o.names) {
    const { name, range } = split(spec);
    // A bare name means what package.json asks for already.
    const known = range === "" ? wanted[name] : undefined;
    const found = resolveVersion(catalog, name, (known && locked(name, known)) ?? known ?? range);
    if (!found) return online(p) ? unknown(p, catalog, name, range) : offline(p, name);
    added[name] = found.version;
    wanted[name] = known ?? savedRange(range, found.version);
  }
  const first = Object.keys(wanted)[0];
  if (first !== undefined && !online(p)) return offline(p, first);
  const tree: Tree = new Map();
  for (const name of Object.keys(wanted).sort()) {
    const range = wanted[name] ?? "*";
    const failed = place(catalog, tree, "", name, added[name] ?? locked(name, range) ?? range);
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

/** The package's name and the range behind its `@`. */
function split(spec: string): { name: string; range: string } {
  const at = spec.indexOf("@", 1);
  return at < 0 ? { name: spec, range: "" } : { name: spec.slice(0, at), range: spec.slice(at + 1) };
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

/** Whether there is a way out: a default route. */
function online(p: Process): boolean {
  return (
    p.network.routes().some((r) => r.destination === "default") || p.network.interfaces().some((i) => i.name !== "lo")
  );
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
