import type { Process } from "../../kernel/process.ts";
import { sha256Hex } from "../../std/digest.ts";
import { join, type Manifest } from "./npm-project.ts";
import { type PackageVersion, satisfies } from "./npm-registry.ts";
import type { Tree } from "./npm-tree.ts";

export interface Lock {
  packages?: Record<string, { version?: string; dev?: boolean }>;
}

export function readLock(p: Process, root: string): Lock | undefined {
  const path = join(root, "package-lock.json");
  if (!p.files.exists(path)) return undefined;
  try {
    return JSON.parse(p.files.readText(path)) as Lock;
  } catch {
    return undefined;
  }
}

export function writeLock(p: Process, root: string, manifest: Manifest, tree: Tree): void {
  const name = manifest.name ?? root.split("/").at(-1) ?? "";
  const top = {
    ...(manifest.name === undefined ? {} : { name }),
    ...(manifest.version === undefined ? {} : { version: manifest.version }),
    ...(manifest["license"] === undefined ? {} : { license: manifest["license"] }),
    ...(manifest.dependencies ? { dependencies: manifest.dependencies } : {}),
    ...(manifest.devDependencies ? { devDependencies: manifest.devDependencies } : {}),
  };
  const packages: Record<string, unknown> = { "": top };
  for (const [at, v] of [...tree].sort(([a], [b]) => (a < b ? -1 : 1)))
    packages[at] = {
      version: v.version,
      resolved: `https://registry.npmjs.org/${v.name}/-/${v.name.replace(/^.*\//, "")}-${v.version}.tgz`,
      integrity: integrity(v),
      license: v.license,
      ...(Object.keys(v.dependencies).length ? { dependencies: v.dependencies } : {}),
      ...(v.bin ? { bin: v.bin } : {}),
      ...(v.engines ? { engines: { node: v.engines } } : {}),
    };
  const lock = {
    name,
    ...(manifest.version === undefined ? {} : { version: manifest.version }),
    lockfileVersion: 3,
    requires: true,
    packages,
  };
  p.files.writeFile(join(root, "package-lock.json"), `${JSON.stringify(lock, null, 2)}\n`);
}

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** A digest of the package's own, in the form that lock files have. */
function integrity(v: PackageVersion): string {
  const hex = sha256Hex(`${v.name}@${v.version}`) + sha256Hex(`${v.version}@${v.name}`);
  let bits = "";
  for (const c of hex) bits += Number.parseInt(c, 16).toString(2).padStart(4, "0");
  let out = "";
  for (let i = 0; i < bits.length; i += 6)
    out += BASE64[Number.parseInt(bits.slice(i, i + 6).padEnd(6, "0"), 2)] ?? "A";
  return `sha512-${out}==`;
}

export function outOfSync(manifest: Manifest, lock: Lock): string[] {
  const all = { ...manifest.dependencies, ...manifest.devDependencies };
  return Object.entries(all).flatMap(([name, range]) => {
    const version = lock.packages?.[`node_modules/${name}`]?.version;
    if (version === undefined) return [`Missing: ${name}@${range.replace(/^[\^~]/, "")} from lock file`];
    return satisfies(version, range)
      ? []
      : [`Invalid: lock file's ${name}@${version} does not satisfy ${name}@${range}`];
  });
}
