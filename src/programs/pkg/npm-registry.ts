import type { Process } from "../../kernel/process.ts";

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

interface Entry {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly license?: string;
  readonly bin?: Readonly<Record<string, string>>;
  readonly node?: string;
  readonly funding?: number;
}

export type Catalog = Readonly<Record<string, Readonly<Record<string, Entry>>>>;

/** The packages that can be installed. Arrives with the first npm command that asks for it. */
export async function loadCatalog(p: Process): Promise<Catalog> {
  return p.load(async () => (await import("./npm-catalog.json")).default as unknown as Catalog);
}

/** The newest version of the catalog that a range allows; undefined when there is none. */
export function resolveVersion(catalog: Catalog, name: string, range: string): PackageVersion | undefined {
  const versions = Object.hasOwn(catalog, name) ? catalog[name] : undefined;
  if (!versions) return undefined;
  const best = Object.keys(versions)
    .filter((v) => satisfies(v, range))
    .sort(compareVersions)
    .at(-1);
  if (best === undefined) return undefined;
  const e = versions[best] ?? {};
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

type Triple = readonly [number, number, number];

function triple(text: string): Triple {
  const [a = 0, b = 0, c = 0] = text
    .replace(/^v/, "")
    .split(/[-+]/, 1)
    .flatMap((s) => s.split("."))
    .map((s) => Number.parseInt(s, 10) || 0);
  return [a, b, c];
}

/** Semantic versions in their order; prereleases are not told apart. */
export function compareVersions(a: string, b: string): number {
  const x = triple(a);
  const y = triple(b);
  return x[0] - y[0] || x[1] - y[1] || x[2] - y[2];
}

/**
 * Whether a version lies in a range: `^`, `~`, comparisons, `x`, hyphens, `||`. A tag (`latest`) allows all. The catalog has few
 * versions of each package, so a range that wants an older one of the same major takes what there is.
 */
export function satisfies(version: string, range: string): boolean {
  const text = range.trim();
  if (text === "" || text === "*" || /^[a-z]+$/i.test(text)) return true;
  return text.split("||").some((part) =>
    part
      .trim()
      .replace(/\s+-\s+/g, " <=")
      .replace(/(<=|>=|<|>|\^|~)\s+/g, "$1")
      .split(/\s+/)
      .every((one) => holds(version, one)),
  );
}

function holds(version: string, condition: string): boolean {
  const m = /^(\^|~|<=|>=|<|>|=)?\s*v?(\d+|x|\*)(?:\.(\d+|x|\*))?(?:\.(\d+|x|\*))?/i.exec(condition);
  if (!m) return true;
  const [, operator = "", a = "", b, c] = m;
  if (!/\d/.test(a)) return true;
  const v = triple(version);
  const wanted = triple(condition.replace(/^[\^~<>=]+/, "").replace(/[x*]/gi, "0"));
  const order = compareVersions(version, wanted.join("."));
  if (operator === ">=") return order >= 0;
  if (operator === ">") return order > 0;
  if (operator === "<") return order < 0;
  if (operator === "<=") return order <= 0;
  if (v[0] !== wanted[0]) return false;
  if (operator === "^") return wanted[0] > 0 || v[1] >= wanted[1];
  if (b === undefined || !/\d/.test(b)) return true;
  if (operator === "~" || c === undefined || !/\d/.test(c)) return v[1] === wanted[1];
  return order === 0;
}
