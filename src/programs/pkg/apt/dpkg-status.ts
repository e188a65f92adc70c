import type { Process } from "../../../kernel/process.ts";
import { decode } from "../../../std/text.ts";
import type { SystemPackage } from "../catalog/system.ts";

const STATUS = "/var/lib/dpkg/status";

export interface Installed {
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
  readonly summary: string;
  /** The whole entry. */
  readonly text: string;
}

/** dpkg's record of what is installed, in order of name. */
export function installedPackages(p: Process): Installed[] {
  if (!p.files.exists(STATUS)) return [];
  return decode(p.files.readFile(STATUS))
    .split(/\n\n+/)
    .filter((entry) => entry.trim() !== "")
    .map((text) => {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(text)?.[1] ?? "";
      return {
        name: field("Package"),
        version: field("Version"),
        architecture: field("Architecture"),
        summary: field("Description"),
        text,
      };
    })
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

export function addInstalled(
  p: Process,
  packages: readonly SystemPackage[],
  files: ReadonlyMap<string, string[]>,
): void {
  const names = new Set(packages.map((k) => k.name));
  const kept = installedPackages(p).filter((i) => !names.has(i.name));
  const added = packages.map(
    (k) =>
      `Package: ${k.name}\nStatus: install ok installed\nPriority: optional\nInstalled-Size: ${k.installed}\nMaintainer: Debian Developers\nArchitecture: amd64\nVersion: ${k.version}\n${k.depends.length ? `Depends: ${k.depends.join(", ")}\n` : ""}Description: ${k.summary}`,
  );
  write(p, [...kept.map((i) => i.text.trimEnd()), ...added]);
  p.files.mkdirs("/var/lib/dpkg/info", 0o755);
  for (const [name, paths] of files)
    p.files.writeFile(`/var/lib/dpkg/info/${name}.list`, `${paths.join("\n")}\n`, 0o644);
}

export function dropInstalled(p: Process, names: readonly string[]): void {
  write(
    p,
    installedPackages(p)
      .filter((i) => !names.includes(i.name))
      .map((i) => i.text.trimEnd()),
  );
}

/** What is wanted of a package: that it is there, or that it stays as it is. */
export function setWanted(p: Process, name: string, wanted: "install" | "hold"): void {
  write(
    p,
    installedPackages(p).map((i) =>
      (i.name === name ? i.text.replace(/^Status: \w+/m, `Status: ${wanted}`) : i.text).trimEnd(),
    ),
  );
}

/** The files that a package laid; empty for those that came with the image. */
export function filesOf(p: Process, name: string): string[] {
  const list = `/var/lib/dpkg/info/${name}.list`;
  if (!p.files.exists(list)) return [];
  return decode(p.files.readFile(list))
    .split("\n")
    .filter((l) => l !== "");
}

function write(p: Process, entries: readonly string[]): void {
  p.files.mkdirs("/var/lib/dpkg", 0o755);
  p.files.writeFile(STATUS, entries.map((e) => `${e}\n`).join("\n"), 0o644);
}
