import type { Process } from "../../../kernel/process.ts";
import type { Tool } from "../../lib/flavour.ts";
import { normalName, pythonPackages } from "../catalog/python.ts";
import { pipInstall, warnRoot } from "./install.ts";
import { help, parseOptions, usage } from "./options.ts";
import { parseRequirement } from "./requirement.ts";
import { dropDistribution, installedDistributions, isVirtual, locationOf, sitePackages } from "./site.ts";

/** What pip knows, in the order of its help. */
const VERBS =
  "install lock download uninstall freeze inspect list show check config search cache index wheel hash completion debug help".split(
    " ",
  );

/** `pip`: install, uninstall, list, freeze, show, cache, check. */
export const pip: Tool = async (p) => {
  const options = parseOptions(p.argv.slice(1));
  if ("wrong" in options) {
    const verb = p.argv.slice(1).find((a) => !a.startsWith("-"));
    await p.write(2, options.usage ? `${usage(verb)}\n${options.wrong}\n` : `${options.wrong}\n`);
    return 2;
  }
  const { words, flags, files } = options;
  if (flags.has("--version") || flags.has("-V")) return await version(p);
  const [verb, ...names] = words;
  if (flags.has("--help") || flags.has("-h")) {
    await p.write(1, verb === undefined ? help : usage(verb));
    return 0;
  }
  const rootWarning = flags.get("--root-user-action") !== "ignore" && p.env.get("PIP_ROOT_USER_ACTION") !== "ignore";
  switch (verb) {
    case undefined:
    case "help":
      await p.write(1, help);
      return 0;
    case "install": {
      if (isManaged(p) && !flags.has("--break-system-packages")) return await refuse(p);
      return await pipInstall(p, {
        words: names,
        requirementFiles: files,
        upgrade: flags.has("-U") || flags.has("--upgrade"),
        quiet: flags.has("-q") || flags.has("--quiet") || flags.has("-qq"),
        noDeps: flags.has("--no-deps"),
        noIndex: flags.has("--no-index"),
        rootWarning,
        versionCheck: !flags.has("--disable-pip-version-check") && !p.env.has("PIP_DISABLE_PIP_VERSION_CHECK"),
      });
    }
    case "uninstall":
      return await uninstall(
        p,
        [...names, ...(await namesIn(p, files))],
        flags.has("-y") || flags.has("--yes"),
        rootWarning,
      );
    case "list":
      return await list(p, flags.get("--format") ?? "columns");
    case "freeze":
      for (const d of installedDistributions(p))
        if (!["pip", "setuptools", "wheel"].includes(normalName(d.name))) await p.write(1, `${d.name}==${d.version}\n`);
      return 0;
    case "show":
      return await show(p, names);
    case "check":
      await p.write(1, "No broken requirements found.\n");
      return 0;
    case "cache":
      return await cache(p, names);
    case "download":
    case "wheel":
    case "completion":
    case "lock":
    case "config":
    case "search":
    case "index":
    case "hash":
    case "inspect":
    case "debug":
      await p.write(2, `drydock: pip ${verb} is not simulated\n`);
      return 2;
    default:
      await p.write(2, `ERROR: unknown command "${verb}"${meant(verb)}\n`);
      return 1;
  }
};

/** Wheels are not kept: there is a folder, and nothing in it. */
async function cache(p: Process, [what]: readonly string[]): Promise<number> {
  if (what === "dir") await p.write(1, `${p.env.get("HOME") ?? "/root"}/.cache/pip\n`);
  else if (what === "purge" || what === "remove")
    await p.write(1, "WARNING: No matching packages\nFiles removed: 0 (0 bytes)\n");
  else if (what === "list") await p.write(1, "No locally built wheels cached.\n");
  else {
    await p.write(2, `drydock: pip cache ${what ?? ""} is not simulated\n`.replace("  ", " "));
    return 2;
  }
  return 0;
}

async function version(p: Process): Promise<number> {
  const { search, python } = sitePackages(p);
  const own = installedDistributions(p).find((d) => d.name === "pip");
  const path = own ? locationOf(own) : (search.at(-1) ?? "");
  await p.write(1, `pip ${own?.version ?? "25.1.1"} from ${path}/pip (python ${python})\n`);
  return 0;
}

/** Whether the distribution keeps its own Python for its own packages: a file beside the library says so. */
function isManaged(p: Process): boolean {
  const { python, prefix, path } = sitePackages(p);
  if (isVirtual(p) || !(prefix === "/usr" || path.endsWith("dist-packages"))) return false;
  return p.files.exists(`/usr/lib/python${python}/EXTERNALLY-MANAGED`);
}

async function refuse(p: Process): Promise<number> {
  await p.write(
    2,
    `error: externally-managed-environment

× This environment is externally managed
╰─> To install Python packages system-wide, try apt install
    python3-xyz, where xyz is the package you are trying to
    install.
${" ".repeat(4)}
    If you wish to install a non-Debian-packaged Python package,
    create a virtual environment using python3 -m venv path/to/venv.
    Then use path/to/venv/bin/python and path/to/venv/bin/pip. Make
    sure you have python3-full installed.

note: If you believe this is a mistake, please contact your Python installation or OS distribution provider. You can override this, at the risk of breaking your Python installation or OS, by passing --break-system-packages.
hint: See PEP 668 for the detailed specification.
`,
  );
  return 1;
}

/** What pip takes a mistyped command for. */
function meant(verb: string): string {
  const near = VERBS.find((v) => closeness(v, verb) >= 0.6);
  return near ? ` - maybe you meant "${near}"` : "";
}

/** How much two words have in common, in order: 1 is all. */
function closeness(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const [above, row] = [rows[i - 1] ?? [], rows[i] ?? []];
      row[j] = a[i - 1] === b[j - 1] ? (above[j - 1] ?? 0) + 1 : Math.max(above[j] ?? 0, row[j - 1] ?? 0);
    }
  return (2 * (rows[a.length]?.[b.length] ?? 0)) / (a.length + b.length);
}

async function namesIn(p: Process, files: readonly string[]): Promise<string[]> {
  const texts = files.filter((f) => p.files.exists(f)).map((f) => p.files.readText(f));
  return texts.flatMap((t) => t.split("\n").flatMap((line) => parseRequirement(line)?.name ?? []));
}

async function uninstall(p: Process, names: readonly string[], yes: boolean, rootWarning: boolean): Promise<number> {
  if (names.length === 0) {
    await p.write(2, 'ERROR: You must give at least one requirement to uninstall (see "pip help uninstall")\n');
    return 1;
  }
  for (const name of names) {
    const d = installedDistributions(p).find((x) => normalName(x.name) === normalName(name));
    if (!d) {
      await p.write(2, `WARNING: Skipping ${name} as it is not installed.\n`);
      continue;
    }
    await p.write(1, `Found existing installation: ${d.name} ${d.version}\n`);
    if (d.files.length === 0) {
      await p.write(
        2,
        `error: uninstall-no-record-file\n\n× Cannot uninstall ${d.name} ${d.version}\n╰─> The package's contents are unknown: no RECORD file was found for ${d.name}.\n\nhint: The package was installed by ${d.installer}. You should check if it can uninstall the package.\n`,
      );
      return 1;
    }
    await p.write(1, `Uninstalling ${d.name}-${d.version}:\n`);
    if (!yes) {
      await p.write(1, "Proceed (Y/n)? ");
      const answer = await p.read(0, 256);
      if (answer === null) {
        await p.write(2, "ERROR: Exception: EOF when reading a line\n");
        return 2;
      }
      if (answer[0] !== 0x0a && answer[0] !== 0x79 && answer[0] !== 0x59) continue;
    }
    dropDistribution(p, d);
    await p.write(1, `  Successfully uninstalled ${d.name}-${d.version}\n`);
  }
  if (rootWarning) await warnRoot(p);
  return 0;
}

async function list(p: Process, format: string): Promise<number> {
  const all = installedDistributions(p);
  if (format === "freeze") await p.write(1, all.map((d) => `${d.name}==${d.version}\n`).join(""));
  if (format === "json")
    await p.write(1, `[${all.map((d) => `{"name": "${d.name}", "version": "${d.version}"}`).join(", ")}]\n`);
  if (format !== "columns" || all.length === 0) return 0;
  const name = Math.max(7, ...all.map((d) => d.name.length));
  const width = Math.max(7, ...all.map((d) => d.version.length));
  const rows = all.map((d) => `${d.name.padEnd(name)} ${d.version}\n`);
  await p.write(1, `${"Package".padEnd(name)} Version\n${"-".repeat(name)} ${"-".repeat(width)}\n${rows.join("")}`);
  return 0;
}

async function show(p: Process, names: readonly string[]): Promise<number> {
  if (names.length === 0) {
    await p.write(2, "WARNING: ERROR: Please provide a package name or names.\n");
    return 1;
  }
  const all = installedDistributions(p);
  const found = names.flatMap((n) => all.filter((d) => normalName(d.name) === normalName(n)));
  const missing = names.filter((n) => !all.some((d) => normalName(d.name) === normalName(n)));
  if (missing.length) await p.write(2, `WARNING: Package(s) not found: ${missing.join(", ")}\n`);
  const blocks = found.map((d) => {
    const needs = pythonPackages.get(normalName(d.name))?.depends ?? [];
    const users = all.filter((x) => pythonPackages.get(normalName(x.name))?.depends.includes(normalName(d.name)));
    return `Name: ${d.name}\nVersion: ${d.version}\nSummary: ${d.summary}\nHome-page: \nAuthor: \nAuthor-email: \nLicense: \nLocation: ${locationOf(d)}\nRequires: ${needs.join(", ")}\nRequired-by: ${users.map((u) => u.name).join(", ")}\n`;
  });
  await p.write(1, blocks.join("---\n"));
  return found.length ? 0 : 1;
}
