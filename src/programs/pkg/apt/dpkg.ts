import type { Process } from "../../../kernel/process.ts";
import type { Tool } from "../../lib/flavour.ts";
import { filesOf, type Installed, installedPackages } from "./dpkg-status.ts";

/** `dpkg`: -l, -s, -L, -S and --print-architecture. It unpacks no archive. */
export const dpkg: Tool = async (p) => {
  const [action = "", ...names] = p.argv.slice(1);
  switch (action) {
    case "-l":
    case "--list":
      return await list(p, names);
    case "-s":
    case "--status":
      return await status(p, names);
    case "-L":
    case "--listfiles":
      return await contents(p, names);
    case "-S":
    case "--search":
      return await owner(p, names);
    case "--print-architecture":
      await p.write(1, "amd64\n");
      return 0;
    case "--get-selections":
      for (const i of installedPackages(p))
        if (names.length === 0 || names.includes(i.name))
          await p.write(
            1,
            `${i.name}${"\t".repeat(Math.max(1, 6 - Math.floor(i.name.length / 8)))}${/^Status: hold /m.test(i.text) ? "hold" : "install"}\n`,
          );
      return 0;
    case "-i":
    case "--install":
      return await installArchives(p, names);
    case "-r":
    case "--remove":
    case "-P":
    case "--purge":
      return await takeAway(p, names, action);
    case "--version":
      await p.write(1, "Debian 'dpkg' package management program version 1.22.21 (amd64).\n");
      return 0;
    case "":
      return await wrong(p, "need an action option");
    default:
      if (!KNOWN.test(action)) return await wrong(p, `unknown option ${action}`);
      await p.write(2, `drydock: dpkg ${action} is not simulated\n`);
      return 2;
  }
};

/** Actions that the real one has. */
const KNOWN =
  /^-[a-zA-Z]$|^--(?:unpack|configure|triggers-only|verify|audit|update-avail|clear-avail|set-selections|clear-selections|print-foreign-architectures|compare-versions|help|add-architecture|remove-architecture|contents|info|field|extract|control|build|force|no-act|simulate|root|admindir|status-fd|no-triggers|yet-to-unpack|merge-avail|print-avail|predep-package|forget-old-unavail|assert|validate)/;

async function wrong(p: Process, what: string): Promise<number> {
  await p.write(
    2,
    `dpkg: error: ${what}

Type dpkg --help for help about installing and deinstalling packages [*];
Use 'apt' or 'aptitude' for user-friendly package management;
Type dpkg -Dhelp for a list of dpkg debug flag values;
Type dpkg --force-help for a list of forcing options;
Type dpkg-deb --help for help about manipulating *.deb files;

Options marked [*] produce a lot of output - pipe it through 'less' or 'more' !
`,
  );
  return 2;
}

async function installArchives(p: Process, paths: readonly string[]): Promise<number> {
  for (const path of paths) {
    if (p.files.exists(path)) {
      await p.write(2, "drydock: dpkg -i of an archive is not simulated\n");
      return 2;
    }
    await p.write(2, `dpkg: error: cannot access archive '${path}': No such file or directory\n`);
    return 2;
  }
  return await wrong(p, "--install needs at least one package archive file argument");
}

async function takeAway(p: Process, names: readonly string[], action: string): Promise<number> {
  const known = new Set(installedPackages(p).map((i) => i.name));
  if (names.some((n) => known.has(n))) {
    await p.write(2, `drydock: dpkg ${action} is not simulated; apt-get remove is\n`);
    return 2;
  }
  for (const name of names)
    await p.write(2, `dpkg: warning: ignoring request to remove ${name} which isn't installed\n`);
  return 0;
}

const HEAD = `Desired=Unknown/Install/Remove/Purge/Hold
| Status=Not/Inst/Conf-files/Unpacked/halF-conf/Half-inst/trig-aWait/Trig-pend
|/ Err?=(none)/Reinst-required (Status,Err: uppercase=bad)
`;

async function list(p: Process, patterns: readonly string[]): Promise<number> {
  const all = installedPackages(p);
  const wanted = patterns.map(
    (x) =>
      new RegExp(
        `^${x
          .replace(/[.+^$()|{}\\]/g, "\\$&")
          .replaceAll("*", ".*")
          .replaceAll("?", ".")}$`,
      ),
  );
  const found = wanted.length ? all.filter((i) => wanted.some((w) => w.test(i.name))) : all;
  for (const [n, w] of wanted.entries())
    if (!found.some((i) => w.test(i.name))) await p.write(2, `dpkg-query: no packages found matching ${patterns[n]}\n`);
  if (found.length === 0) return patterns.length ? 1 : 0;
  const width = (of: (i: Installed) => string, least: number) => Math.max(least, ...found.map((i) => of(i).length));
  const [name, version, arch, text] = [
    width((i) => i.name, 4),
    width((i) => i.version, 7),
    width((i) => i.architecture, 12),
    width((i) => i.summary, 11),
  ];
  const row = (flags: string, a: string, b: string, c: string, d: string) =>
    `${flags} ${a.padEnd(name)} ${b.padEnd(version)} ${c.padEnd(arch)} ${d}`.trimEnd();
  const lines = [
    row("||/", "Name", "Version", "Architecture", "Description"),
    `+++-${"=".repeat(name)}-${"=".repeat(version)}-${"=".repeat(arch)}-${"=".repeat(text)}`,
    ...found.map((i) => row("ii ", i.name, i.version, i.architecture, i.summary)),
  ];
  await p.write(1, `${HEAD}${lines.join("\n")}\n`);
  return 0;
}

async function status(p: Process, names: readonly string[]): Promise<number> {
  let code = 0;
  for (const name of names) {
    const found = installedPackages(p).find((i) => i.name === name);
    if (found) await p.write(1, `${found.text.trimEnd()}\n\n`);
    else {
      await p.write(
        2,
        `dpkg-query: package '${name}' is not installed and no information is available\nUse dpkg --info (= dpkg-deb --info) to examine archive files.\n`,
      );
      code = 1;
    }
  }
  return code;
}

async function contents(p: Process, names: readonly string[]): Promise<number> {
  let code = 0;
  for (const name of names) {
    const known = installedPackages(p).some((i) => i.name === name);
    if (known)
      await p.write(
        1,
        filesOf(p, name)
          .map((f) => `${f}\n`)
          .join(""),
      );
    else {
      await p.write(
        2,
        `dpkg-query: package '${name}' is not installed\nUse dpkg --contents (= dpkg-deb --contents) to list archive files contents.\n`,
      );
      code = 1;
    }
  }
  return code;
}

async function owner(p: Process, paths: readonly string[]): Promise<number> {
  let code = 0;
  for (const path of paths) {
    const found = installedPackages(p).find((i) => filesOf(p, i.name).includes(path));
    if (found) await p.write(1, `${found.name}: ${path}\n`);
    else {
      await p.write(2, `dpkg-query: no path found matching pattern ${path}\n`);
      code = 1;
    }
  }
  return code;
}

/** `dpkg-query -l` and its like, and `-W`: name and version. */
export const dpkgQuery: Tool = async (p) => {
  const args = p.argv.slice(1);
  const at = args.findIndex((a) => a === "-f" || a === "--showformat");
  const separate = at < 0 ? [] : args.splice(at, 2);
  const joined = args.find((a) => /^(?:-f|--showformat=)/.test(a));
  const format = separate[1] ?? joined?.replace(/^(?:-f=?|--showformat=)/, "") ?? "${Package}\\t${Version}\\n";
  const [action, ...names] = args.filter((a) => a !== joined);
  if (action !== "-W" && action !== "--show") return await dpkg(p);
  const found = installedPackages(p).filter((i) => names.length === 0 || names.includes(i.name));
  for (const i of found) await p.write(1, formatted(i, format));
  for (const name of names)
    if (!found.some((i) => i.name === name)) await p.write(2, `dpkg-query: no packages found matching ${name}\n`);
  return found.length === 0 || names.some((n) => !found.some((i) => i.name === n)) ? 1 : 0;
};

/** `${Package}`, `${Version;-10}`: the fields of a package's entry; `\\n` and `\\t` as they are known. */
function formatted(i: Installed, format: string): string {
  return format.replace(
    /\$\{([\w:-]+)(?:;(-?\d+))?\}|\\([nt\\])/g,
    (_, field?: string, width?: string, ch?: string) => {
      if (ch !== undefined) return { n: "\n", t: "\t" }[ch] ?? ch;
      const name = field === "binary:Package" ? "Package" : (field ?? "");
      const value = new RegExp(`^${name}: (.*)$`, "m").exec(i.text)?.[1] ?? "";
      const n = Number(width ?? 0);
      return n < 0 ? value.padEnd(-n) : value.padStart(n);
    },
  );
}
