import { parentPath } from "../../../filesystem/path.ts";
import type { Process } from "../../../kernel/process.ts";
import { decode } from "../../../std/text.ts";
import { normalName, type PythonPackage, shownName } from "../catalog/python.ts";
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
  const own = bin.replace(/\/bin$/, "");
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

/** Whether this pip belongs to a virtual environment. */
export function isVirtual(p: Process): boolean {
  return p.files.exists(`${sitePackages(p).prefix}/pyvenv.cfg`);
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
export async function layPackage(p: Process, pkg: PythonPackage, version: string): Promise<void> {
  const { path, prefix, python } = sitePackages(p);
  const { packageFiles } = await p.load(() => import("./packages/index.ts"));
  const texts = await p.load(() => packageFiles(pkg.name, pkg.module, version));
  const info = `${path}/${pkg.name.replaceAll("-", "_")}-${version}.dist-info`;
  const written: string[] = [];
  const write = (file: string, content: string | Uint8Array, mode = 0o644) => {
    p.files.mkdirs(parentPath(file), 0o755);
    p.files.writeFile(file, content, mode);
    written.push(file);
  };
  for (const [file, text] of texts) write(`${path}/${file}`, text);
  write(`${info}/data`, weight(Math.min(3_000_000, pkg.wheel * 3000)));
  const interpreter = [`${prefix}/bin/python${python}`, `${prefix}/bin/python3`].find((f) => p.files.exists(f));
  for (const script of pkg.scripts)
    write(`${prefix}/bin/${script}`, consoleScript(interpreter ?? "/usr/bin/python3", pkg.name, script), 0o755);
  const needs = pkg.depends.map((d) => `Requires-Dist: ${d}\n`).join("");
  write(
    `${info}/METADATA`,
    `Metadata-Version: 2.1\nName: ${shownName(pkg.name)}\nVersion: ${version}\nSummary: ${pkg.summary}\n${needs}`,
  );
  write(`${info}/INSTALLER`, "pip\n");
  write(`${info}/RECORD`, written.map((f) => `${f},,\n`).join(""));
}

/** Where a package's command begins: module and function. */
const COMMANDS: Readonly<Record<string, string>> = {
  flask: "flask.cli:main",
  gunicorn: "gunicorn.app.wsgiapp:run",
};

function consoleScript(interpreter: string, name: string, script: string): string {
  const [module, start] = COMMANDS[script]?.split(":") ?? [];
  if (!module)
    return `#!${interpreter}\nimport sys\nsys.exit("drydock: ${script} of the package ${name} is not simulated")\n`;
  return `#!${interpreter}\nimport sys\nfrom ${module} import ${start}\nif __name__ == '__main__':\n    if sys.argv[0].endswith('.exe'):\n        sys.argv[0] = sys.argv[0][:-4]\n    sys.exit(${start}())\n`;
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
