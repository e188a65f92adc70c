import type { Process } from "../../../kernel/process.ts";
import { decode } from "../../../std/text.ts";
import { normalName, type PythonPackage, pythonExtras, pythonPackages } from "../catalog/python.ts";
import { download, isOnline } from "../download.ts";
import { layPackage } from "./lay.ts";
import { allows, compareVersions, invalidRequirement, parseRequirement, type Requirement } from "./requirement.ts";
import {
  type Distribution,
  dropDistribution,
  installedDistributions,
  isVirtual,
  locationOf,
  sitePackages,
} from "./site.ts";

export interface PipInstall {
  readonly words: readonly string[];
  readonly requirementFiles: readonly string[];
  readonly upgrade: boolean;
  readonly quiet: boolean;
  readonly noDeps: boolean;
  /** Nothing is looked up. */
  readonly noIndex: boolean;
  readonly rootWarning: boolean;
  readonly versionCheck: boolean;
}

interface Chosen {
  readonly pkg: PythonPackage;
  readonly version: string;
}

/** `pip install`. */
export async function pipInstall(p: Process, options: PipInstall): Promise<number> {
  const wanted: Requirement[] = [];
  for (const word of options.words) {
    const folder = await localProject(p, word);
    if (folder !== undefined) return folder;
    const r = parseRequirement(word);
    if (!r) {
      await p.write(2, invalidRequirement(word, p.files.exists(word)));
      return 1;
    }
    wanted.push(r);
  }
  for (const file of options.requirementFiles) {
    const read = await readRequirements(p, file);
    if (typeof read === "number") return read;
    wanted.push(...read);
  }
  if (wanted.length === 0 && options.requirementFiles.length === 0) {
    await p.write(2, 'ERROR: You must give at least one requirement to install (see "pip help install")\n');
    return 1;
  }
  const say = async (text: string) => {
    if (!options.quiet) await p.write(1, text);
  };
  const installed = new Map(installedDistributions(p).map((d) => [normalName(d.name), d]));
  const chosen = await collect(p, wanted, installed, options, say);
  if (typeof chosen === "number") return chosen;
  if (chosen.length) {
    for (const { pkg, version } of chosen) await say(`Downloading ${wheelName(p, pkg, version)} (${wheelSize(pkg)})\n`);
    await say(`Installing collected packages: ${chosen.map((c) => c.pkg.name).join(", ")}\n`);
    for (const { pkg, version } of chosen) {
      const old = installed.get(pkg.name);
      if (old) {
        await say(
          `  Attempting uninstall: ${pkg.name}\n    Found existing installation: ${old.name} ${old.version}\n    Uninstalling ${old.name}-${old.version}:\n      Successfully uninstalled ${old.name}-${old.version}\n`,
        );
        dropDistribution(p, old);
      }
      await layPackage(p, pkg, version);
      await p.sleep(60_000 + pkg.wheel * 30);
    }
    await say(
      `\nSuccessfully installed ${chosen
        .map((c) => `${c.pkg.name}-${c.version}`)
        .sort()
        .join(" ")}\n`,
    );
  }
  if (options.rootWarning) await warnRoot(p);
  await versionNotice(p, options);
  return 0;
}

/** A folder in the place of a name is a project to build: what is said of it, and the status. */
async function localProject(p: Process, word: string): Promise<number | undefined> {
  if (!/^[./]/.test(word) || !p.files.exists(word) || p.files.stat(word).kind !== "directory") return undefined;
  if (["pyproject.toml", "setup.py"].some((f) => p.files.exists(`${word}/${f}`))) {
    await p.write(2, "drydock: pip install of a project's folder is not simulated\n");
    return 2;
  }
  await p.write(2, `ERROR: Directory '${word}' is not installable. Neither 'setup.py' nor 'pyproject.toml' found.\n`);
  return 1;
}

/** What pip tells root outside of a virtual environment. */
export async function warnRoot(p: Process): Promise<void> {
  if (p.credentials.uid !== 0 || isVirtual(p)) return;
  await p.write(
    2,
    "WARNING: Running pip as the 'root' user can result in broken permissions and conflicting behaviour with the system package manager, possibly rendering your system unusable. It is recommended to use a virtual environment instead: https://pip.pypa.io/warnings/venv. Use the --root-user-action option if you know what you are doing and want to suppress this warning.\n",
  );
}

async function versionNotice(p: Process, options: PipInstall): Promise<void> {
  const own = installedDistributions(p).find((d) => d.name === "pip")?.version;
  const newest = pythonPackages.get("pip")?.versions.at(-1) ?? "";
  if (!options.versionCheck || options.quiet || own === undefined || compareVersions(own, newest) >= 0) return;
  await p.write(
    2,
    `\n[notice] A new release of pip is available: ${own} -> ${newest}\n[notice] To update, run: pip install --upgrade pip\n`,
  );
}

/** The lines of a requirements file; a status when it cannot be read. */
async function readRequirements(p: Process, file: string): Promise<Requirement[] | number> {
  if (!p.files.exists(file)) {
    await p.write(2, `ERROR: Could not open requirements file: [Errno 2] No such file or directory: '${file}'\n`);
    return 1;
  }
  const found: Requirement[] = [];
  for (const [i, raw] of decode(p.files.readFile(file)).split(/\r?\n/).entries()) {
    const line = raw.replace(/(^|\s)#.*$/, "").trim();
    if (line === "") continue;
    const include = /^(?:-r|--requirement)[ =](.+)$/.exec(line);
    if (include?.[1]) {
      const inner = await readRequirements(p, file.replace(/[^/]*$/, "") + include[1].trim());
      if (typeof inner === "number") return inner;
      found.push(...inner);
      continue;
    }
    if (line.startsWith("-")) continue;
    const r = parseRequirement(line, `-r ${file} (line ${i + 1})`);
    if (!r) {
      await p.write(2, invalidRequirement(line, p.files.exists(line), ` (from line ${i + 1} of ${file})`));
      return 1;
    }
    found.push(r);
  }
  return found;
}

/** Chooses versions, breadth first, and tells of each; needed packages come first in what it gives. */
async function collect(
  p: Process,
  wanted: readonly Requirement[],
  installed: ReadonlyMap<string, Distribution>,
  options: PipInstall,
  say: (text: string) => Promise<void>,
): Promise<Chosen[] | number> {
  const chosen = new Map<string, Chosen>();
  const queue = [...wanted];
  for (let r = queue.shift(); r; r = queue.shift()) {
    const name = normalName(r.name);
    if (chosen.has(name)) continue;
    const shown = `${r.name}${r.specifier}${r.from === undefined ? "" : ` (from ${r.from})`}`;
    const there = installed.get(name);
    const direct = wanted.includes(r);
    if (there && allows(r.specifier, there.version) && !(options.upgrade && direct)) {
      await say(
        `Requirement already satisfied: ${r.name}${r.specifier} in ${locationOf(there)}${r.from === undefined ? "" : ` (from ${r.from})`} (${there.version})\n`,
      );
      if (!options.noDeps)
        for (const d of pythonPackages.get(name)?.depends ?? []) queue.push({ name: d, specifier: "", from: r.name });
      continue;
    }
    if (!options.noIndex && !isOnline(p)) return await offline(p, r, shown);
    const pkg = options.noIndex ? undefined : pythonPackages.get(name);
    const version = pkg?.versions.filter((v) => allows(r.specifier, v)).at(-1);
    if (!pkg || version === undefined) {
      if (pkg) await say(`Collecting ${shown}\n`);
      const versions = pkg ? [...pkg.versions].join(", ") : "none";
      await p.write(
        2,
        `ERROR: Could not find a version that satisfies the requirement ${shown} (from versions: ${versions})\n`,
      );
      await p.write(2, `ERROR: No matching distribution found for ${shown}\n`);
      return 1;
    }
    await say(
      `Collecting ${shown}\n  Downloading ${wheelName(p, pkg, version)}.metadata (${(2 + (pkg.wheel % 40) / 10).toFixed(1)} kB)\n`,
    );
    await download(p, pkg.wheel * 1000);
    if (there && there.version === version) continue;
    chosen.set(name, { pkg, version });
    if (options.noDeps) continue;
    const extra = (r.extras ?? []).flatMap((e) => pythonExtras.get(`${name}[${e}]`) ?? []);
    for (const d of [...pkg.depends, ...extra]) queue.push({ name: d, specifier: "", from: r.name });
  }
  return dependenciesFirst(chosen);
}

async function offline(p: Process, r: Requirement, shown: string): Promise<number> {
  const cause =
    "NewConnectionError('<pip._vendor.urllib3.connection.HTTPSConnection object at 0x7f3e5c1b2a90>: Failed to establish a new connection: [Errno -3] Temporary failure in name resolution')";
  for (const [i, left] of [4, 3, 2, 1, 0].entries()) {
    await p.write(
      2,
      `WARNING: Retrying (Retry(total=${left}, connect=None, read=None, redirect=None, status=None)) after connection broken by '${cause}': /simple/${normalName(r.name)}/\n`,
    );
    await p.sleep(250_000 * 2 ** i);
  }
  await p.write(2, `ERROR: Could not find a version that satisfies the requirement ${shown} (from versions: none)\n`);
  await p.write(2, `ERROR: No matching distribution found for ${shown}\n`);
  return 1;
}

function dependenciesFirst(chosen: ReadonlyMap<string, Chosen>): Chosen[] {
  const order = new Map<string, Chosen>();
  const visit = (name: string, above: readonly string[]): void => {
    const c = chosen.get(name);
    if (!c || order.has(name) || above.includes(name)) return;
    for (const d of c.pkg.depends) visit(d, [...above, name]);
    order.set(name, c);
  };
  for (const name of [...chosen.keys()].reverse()) visit(name, []);
  return [...order.values()];
}

function wheelName(p: Process, pkg: PythonPackage, version: string): string {
  const short = sitePackages(p).python.replace(".", "");
  const tag = pkg.native ? `cp${short}-cp${short}-manylinux_2_17_x86_64.manylinux2014_x86_64` : "py3-none-any";
  return `${pkg.name.replaceAll("-", "_")}-${version}-${tag}.whl`;
}

function wheelSize({ wheel }: PythonPackage): string {
  return wheel < 1000 ? `${wheel} kB` : `${(wheel / 1000).toFixed(1)} MB`;
}
