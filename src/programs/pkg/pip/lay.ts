import { parentPath } from "../../../filesystem/path.ts";
import type { Process } from "../../../kernel/process.ts";
import { type PythonPackage, shownName } from "../catalog/python.ts";
import { weight } from "../payload.ts";
import { sitePackages } from "./site.ts";

/** Lays a package's files into site-packages. */
export async function layPackage(p: Process, pkg: PythonPackage, version: string): Promise<void> {
  const { path, prefix, interpreter } = sitePackages(p);
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
  for (const script of pkg.scripts)
    write(`${prefix}/bin/${script}`, consoleScript(interpreter, pkg.name, script), 0o755);
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
  fastapi: "fastapi.cli:main",
  flask: "flask.cli:main",
  gunicorn: "gunicorn.app.wsgiapp:run",
  uvicorn: "uvicorn.main:main",
};

function consoleScript(interpreter: string, name: string, script: string): string {
  const [module, start] = COMMANDS[script]?.split(":") ?? [];
  if (!module)
    return `#!${interpreter}\nimport sys\nsys.exit("drydock: ${script} of the package ${name} is not simulated")\n`;
  return `#!${interpreter}\nimport sys\nfrom ${module} import ${start}\nif __name__ == '__main__':\n    if sys.argv[0].endswith('.exe'):\n        sys.argv[0] = sys.argv[0][:-4]\n    sys.exit(${start}())\n`;
}
