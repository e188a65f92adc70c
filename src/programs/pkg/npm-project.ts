import type { Process } from "../../kernel/process.ts";

/** The parts of a package.json that npm looks at; what else stands in it is kept. */
export interface Manifest {
  name?: string;
  version?: string;
  scripts?: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  [other: string]: unknown;
}

export class ManifestError extends Error {
  override readonly name = "ManifestError";
}

/** package.json of a folder; undefined when there is none. Throws ManifestError when it is no JSON. */
export function readManifest(p: Process, folder: string): Manifest | undefined {
  const path = join(folder, "package.json");
  if (!p.files.exists(path)) return undefined;
  const text = p.files.readText(path);
  try {
    return JSON.parse(text) as Manifest;
  } catch (e) {
    throw new ManifestError(e instanceof Error ? e.message : String(e));
  }
}

export function writeManifest(p: Process, folder: string, manifest: Manifest): void {
  p.files.writeFile(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** The nearest folder upwards with a package.json or node_modules; else the working folder. */
export function projectFolder(p: Process): string {
  for (let dir = p.cwd; ; dir = dir.replace(/\/[^/]*$/, "") || "/") {
    if (p.files.exists(join(dir, "package.json")) || p.files.exists(join(dir, "node_modules"))) return dir;
    if (dir === "/") return p.cwd;
  }
}

export function join(folder: string, name: string): string {
  return folder === "/" ? `/${name}` : `${folder}/${name}`;
}
