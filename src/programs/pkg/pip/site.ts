import { parentPath } from "../../../filesystem/path.ts";
import type { Process } from "../../../kernel/process.ts";
import { decode } from "../../../std/text.ts";
import { normalName } from "../catalog/python.ts";

/** A distribution in site-packages. */
export interface Distribution {
  readonly name: string;
  readonly version: string;
  readonly summary: string;
  /** Its `.dist-info`. */
  readonly folder: string;
  readonly files: readonly string[];
  /** Who put it there: `pip`, `debian`. */
  readonly installer: string;
}

export interface Site {
  /** Where a package goes. */
  readonly path: string;
  /** Where packages are looked for. */
  readonly search: readonly string[];
  /** Above `bin`. */
  readonly prefix: string;
  /** `3.13`. */
  readonly python: string;
  /** The interpreter that a package's command names. */
  readonly interpreter: string;
}

/** The Python below a prefix. */
function pythonIn(p: Process, prefix: string): string | undefined {
  const lib = `${prefix}/lib`;
  if (!p.files.exists(lib)) return undefined;
  const found = p.files.readdir(lib).flatMap((e) => /^python(3\.\d+)$/.exec(e.name)?.[1] ?? []);
  return found.sort((a, b) => Number(a.slice(2)) - Number(b.slice(2))).at(-1);
}

/** Where this pip's Python has its packages: in a virtual environment, in /usr/local, or the distribution's own. */
export function sitePackages(p: Process): Site {
  const own = p.executable.replace(/\/[^/]*$/, "").replace(/\/bin$/, "") || "/usr";
  const prefix = pythonIn(p, own) === undefined && pythonIn(p, "/usr/local") !== undefined ? "/usr/local" : own;
  const python = pythonIn(p, prefix) ?? "3.13";
  if (prefix === "/usr" && p.files.exists("/var/lib/dpkg/status")) {
    const path = `/usr/local/lib/python${python}/dist-packages`;
    return {
      path,
      search: [path, "/usr/lib/python3/dist-packages"],
      prefix: "/usr/local",
      python,
      interpreter: "/usr/bin/python3",
    };
  }
  const path = `${prefix}/lib/python${python}/site-packages`;
  const named = `${prefix}/bin/python${python}`;
  const interpreter = p.files.exists(named) ? named : `${prefix}/bin/python3`;
  return { path, search: [path], prefix, python, interpreter };
}

/** Whether this pip belongs to a virtual environment. */
export function isVirtual(p: Process): boolean {
  return p.files.exists(`${sitePackages(p).prefix}/pyvenv.cfg`);
}

export function installedDistributions(p: Process): Distribution[] {
  return sitePackages(p)
    .search.filter((path) => p.files.exists(path))
    .flatMap((path) =>
      p.files
        .readdir(path)
        .filter((e) => e.name.endsWith(".dist-info"))
        .map((e) => readDistribution(p, `${path}/${e.name}`)),
    )
    .sort((a, b) => (normalName(a.name) < normalName(b.name) ? -1 : 1));
}

function readDistribution(p: Process, folder: string): Distribution {
  const base = folder.slice(folder.lastIndexOf("/") + 1, -".dist-info".length);
  const [name = "", version = ""] = base.split(/-(?=[^-]*$)/);
  const read = (file: string) =>
    p.files.exists(`${folder}/${file}`) ? decode(p.files.readFile(`${folder}/${file}`)) : "";
  const metadata = read("METADATA");
  const field = (key: string) => new RegExp(`^${key}: (.*)$`, "m").exec(metadata)?.[1];
  return {
    name: field("Name") ?? name,
    version: field("Version") ?? version,
    summary: field("Summary") ?? "",
    folder,
    installer: installerOf(read("INSTALLER"), folder),
    files: read("RECORD")
      .split("\n")
      .map((l) => l.replace(/,[^,]*,[^,]*$/, ""))
      .filter((l) => l !== ""),
  };
}

function installerOf(said: string, folder: string): string {
  return folder.startsWith("/usr/lib/python3/dist-packages/") ? "debian" : said.trim() || "pip";
}

/** Where a distribution lies. */
export function locationOf(d: Distribution): string {
  return parentPath(d.folder);
}

export function dropDistribution(p: Process, d: Distribution): void {
  for (const f of d.files) {
    if (p.files.exists(f)) p.files.unlink(f);
    const folder = f.replace(/\/[^/]*$/, "");
    if (p.files.exists(`${folder}/__pycache__`)) p.files.removeAll(`${folder}/__pycache__`);
    if (p.files.exists(folder) && p.files.readdir(folder).length === 0) p.files.rmdir(folder);
  }
  p.files.removeAll(d.folder);
}
