import compare from "semver/functions/compare.js";
import meets from "semver/functions/satisfies.js";
import valid from "semver/functions/valid.js";
import subset from "semver/ranges/subset.js";
import validRange from "semver/ranges/valid.js";
import type { Process } from "../../kernel/process.ts";
import { unpackVersions } from "./npm-versions.ts";

/** One version of a package, as the catalog has it. */
export interface PackageVersion {
  readonly name: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly license: string;
  readonly bin: Readonly<Record<string, string>> | undefined;
  readonly engines: string | undefined;
  readonly funding: boolean;
}

/** What the registry says of a release. */
export interface Entry {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly license?: string;
  readonly bin?: Readonly<Record<string, string>>;
  readonly node?: string;
  readonly funding?: number;
}

/** The packages that can be installed. */
export interface Catalog {
  /** Facts of some versions of each package, by name and version. */
  readonly entries: Readonly<Record<string, Readonly<Record<string, Entry>>>>;
  /** Every release of the packages that students ask for, in the form of `packVersions`. */
  readonly releases: Readonly<Record<string, string>>;
}

/** Arrives with the first npm command that asks for it. */
export async function loadCatalog(p: Process): Promise<Catalog> {
  return p.load(async () => ({
    entries: (await import("./npm-catalog.json")).default as unknown as Catalog["entries"],
    releases: (await import("./npm-versions.json")).default,
  }));
}

/** A package's releases, the oldest first; none for a name that the catalog does not have. */
export function versionsOf(catalog: Catalog, name: string): readonly string[] {
  if (Object.hasOwn(catalog.releases, name)) return unpackVersions(catalog.releases[name] ?? "");
  return Object.hasOwn(catalog.entries, name) ? Object.keys(catalog.entries[name] ?? {}).sort(compare) : [];
}

/** The newest version that a range allows; undefined when there is none. */
export function resolveVersion(catalog: Catalog, name: string, range: string): PackageVersion | undefined {
  const best = versionsOf(catalog, name).findLast((v) => satisfies(v, range));
  if (best === undefined) return undefined;
  const e = entryOf(catalog, name, best);
  return {
    name,
    version: best,
    dependencies: e.dependencies ?? {},
    license: e.license ?? "MIT",
    bin: e.bin,
    engines: e.node,
    funding: e.funding === 1,
  };
}

/** The facts of a release, or of the next one that has any: of its own major where there is one. */
function entryOf(catalog: Catalog, name: string, version: string): Entry {
  const entries = catalog.entries[name] ?? {};
  const known = Object.keys(entries).sort(compare);
  const next = known.find((v) => compare(v, version) >= 0) ?? known.at(-1);
  return (next === undefined ? undefined : entries[next]) ?? {};
}

/** Whether a version lies in a range, as npm reads it. The tag `latest` allows all. */
export function satisfies(version: string, range: string): boolean {
  return range === "latest" || meets(version, range);
}

/** What package.json says after `npm install name@range`: `^version`, unless that allows more than was asked for. */
export function savedRange(range: string, version: string): string {
  const caret = `^${version}`;
  const isRange = range !== "" && valid(range) === null && validRange(range) !== null;
  return isRange && !subset(caret, range) ? range : caret;
}
