/**
 * Makes src/programs/pkg/npm-catalog.json and npm-versions.json from the npm registry:
 *
 *   npx tsx scripts/npm-catalog.ts
 *
 * The first has the newest version of each major of the packages that students install, and what these depend on; the second
 * names every release of the former, so that a version that was published can be installed under its own number.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import compare from "semver/functions/compare.js";
import { type Catalog, satisfies } from "../src/programs/pkg/npm-registry.ts";
import { packVersions } from "../src/programs/pkg/npm-versions.ts";

interface Published {
  readonly dependencies?: Record<string, string>;
  readonly license?: string;
  readonly bin?: string | Record<string, string>;
  readonly engines?: { readonly node?: string };
  readonly funding?: unknown;
}

interface Packument {
  readonly versions: Record<string, Published>;
}

/** So many majors of a package have facts of their own; an older release is taken for one of the oldest of these. */
const MAJORS = 5;
const FOLDER = new URL("../src/programs/pkg/", import.meta.url).pathname;

const known = new Map<string, Promise<Packument | undefined>>();
function packument(name: string): Promise<Packument | undefined> {
  const asked =
    known.get(name) ??
    fetch(`https://registry.npmjs.org/${name.replace("/", "%2f")}`).then(async (r) =>
      r.ok ? ((await r.json()) as Packument) : undefined,
    );
  known.set(name, asked);
  return asked;
}

function releases(packed: Packument): string[] {
  return Object.keys(packed.versions)
    .filter((v) => /^\d+\.\d+\.\d+$/.test(v))
    .sort(compare);
}

const old = JSON.parse(readFileSync(`${FOLDER}npm-catalog.json`, "utf8")) as Catalog["entries"];
/** Those with a behaviour of ours; what the others have stays as it is. */
const roots = Object.keys(JSON.parse(readFileSync(`${FOLDER}npm-versions.json`, "utf8")) as object);

const catalog: Record<string, Record<string, unknown>> = {};
const versions: Record<string, string> = {};

async function add(name: string, version: string): Promise<void> {
  if (catalog[name]?.[version]) return;
  const v = (await packument(name))?.versions[version];
  if (!v) return;
  const dependencies = Object.keys(v.dependencies ?? {}).length ? { dependencies: v.dependencies } : {};
  const bin = typeof v.bin === "string" ? { [name.replace(/^.*\//, "")]: v.bin } : v.bin;
  catalog[name] = {
    ...catalog[name],
    [version]: {
      ...dependencies,
      ...(v.license && v.license !== "MIT" ? { license: v.license } : {}),
      ...(bin && Object.keys(bin).length ? { bin } : {}),
      ...(v.engines?.node ? { node: v.engines.node } : {}),
      ...(v.funding ? { funding: 1 } : {}),
    },
  };
  for (const [dependency, range] of Object.entries(v.dependencies ?? {})) {
    const packed = await packument(dependency);
    const best = packed && releases(packed).findLast((r) => satisfies(r, range));
    if (best) await add(dependency, best);
  }
}

for (const name of roots) {
  const packed = await packument(name);
  if (!packed) continue;
  const all = releases(packed);
  const newest = new Map(all.map((v) => [v.split(".")[0], v]));
  for (const v of [...newest.values()].slice(-MAJORS)) await add(name, v);
  versions[name] = packVersions(all);
}
for (const [name, entries] of Object.entries(old)) catalog[name] ??= { ...entries };

const ordered = (o: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(o).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(`${FOLDER}npm-catalog.json`, `${JSON.stringify(ordered(catalog))}\n`);
writeFileSync(`${FOLDER}npm-versions.json`, `${JSON.stringify(ordered(versions))}\n`);
execFileSync("npx", ["biome", "format", "--write", `${FOLDER}npm-catalog.json`, `${FOLDER}npm-versions.json`]);
