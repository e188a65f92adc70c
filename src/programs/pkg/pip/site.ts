import type { Process } from "../../../kernel/process.ts";
import { decode } from "../../../std/text.ts";
import { normalName, type PythonPackage } from "../catalog/python.ts";
import { weight } from "../payload.ts";

/** A distribution in site-packages. */
export interface Distribution {
  readonly name: string;
  readonly version: string;
  readonly summary: string;
  readonly folder: string;
  readonly files: readonly string[];
}

/** Where this pip's Python has its packages: in a virtual environment, in /usr/local, or the distribution's own. */
export function sitePackages(p: Process): { readonly path: string; readonly prefix: string; readonly python: string } {
  const bin = p.executable.replace(/\/[^/]*$/, "");
  const own = p.env.get("VIRTUAL_ENV") ?? bin.replace(/\/bin$/, "");
  for (const prefix of [own, "/usr/local", "/usr"]) {
    const lib = `${prefix}/lib`;
    const python = p.files.exists(lib)
      ? p.files
          .readdir(lib)
          .map((e) => e.name)
          .filter((n) => /^python3\.\d+$/.test(n))
          .sort()
          .at(-1)
      : undefined;
    if (python) return { path: `${lib}/${python}/site-packages`, prefix, python: python.slice("python".length) };
  }
  return { path: "/usr/local/lib/python3.13/dist-packages", prefix: "/usr/local", python: "3.13" };
}

export function installedDistributions(p: Process): Distribution[] {
  const { path } = sitePackages(p);
  if (!p.files.exists(path)) return [];
  return p.files
    .readdir(path)
    .filter((e) => e.name.endsWith(".dist-info"))
    .map((e) => {
      const folder = `${path}/${e.name}`;
      const [name = "", version = ""] = e.name.slice(0, -".dist-info".length).split(/-(?=[^-]*$)/);
      const read = (file: string) =>
        p.files.exists(`${folder}/${file}`) ? decode(p.files.readFile(`${folder}/${file}`)) : "";
      const field = (key: string) => new RegExp(`^${key}: (.*)$`, "m").exec(read("METADATA"))?.[1];
      return {
        name: field("Name") ?? name,
        version: field("Version") ?? version,
        summary: field("Summary") ?? "",
        folder,
        files: read("RECORD")
          .split("\n")
          .map((l) => l.replace(/,[^,]*,[^,]*$/, ""))
          .filter((l) => l !== ""),
      };
    })
    .sort((a, b) => (normalName(a.name) < normalName(b.name) ? -1 : 1));
}

/** Lays a package's files into site-packages. */
export function layPackage(p: Process, pkg: PythonPackage, version: string): void {
  const { path, prefix } = sitePackages(p);
  const module = `${path}/${pkg.module}`;
  const info = `${path}/${pkg.name.replaceAll("-", "_")}-${version}.dist-info`;
  const files = [`${module}/__init__.py`, `${module}/_rest.bin`];
  p.files.mkdirs(module, 0o755);
  p.files.mkdirs(info, 0o755);
  if (!p.files.exists(`${module}/__init__.py`))
    p.files.writeFile(`${module}/__init__.py`, `__version__ = "${version}"\n`, 0o644);
  p.files.writeFile(`${module}/_rest.bin`, weight(Math.min(3_000_000, pkg.wheel * 3000)), 0o644);
  for (const script of pkg.scripts) {
    const file = `${prefix}/bin/${script}`;
    if (p.files.exists(file)) continue;
    p.files.mkdirs(`${prefix}/bin`, 0o755);
    const text = `#!${prefix}/bin/python3\nimport runpy\nrunpy.run_module("${pkg.module}", run_name="__main__")\n`;
    p.files.writeFile(file, text, 0o755);
    files.push(file);
  }
  p.files.writeFile(
    `${info}/METADATA`,
    `Metadata-Version: 2.1\nName: ${pkg.name}\nVersion: ${version}\nSummary: ${pkg.summary}\n`,
    0o644,
  );
  p.files.writeFile(`${info}/RECORD`, files.map((f) => `${f},,\n`).join(""), 0o644);
  p.files.writeFile(`${info}/INSTALLER`, "pip\n", 0o644);
}

export function dropDistribution(p: Process, d: Distribution): void {
  for (const f of d.files) {
    if (p.files.exists(f)) p.files.unlink(f);
    const folder = f.replace(/\/[^/]*$/, "");
    if (p.files.exists(folder) && p.files.readdir(folder).length === 0) p.files.rmdir(folder);
  }
  p.files.removeAll(d.folder);
}
