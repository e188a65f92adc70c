import type { Process } from "../../kernel/process.ts";
import { join } from "./npm-project.ts";
import { type Catalog, type PackageVersion, resolveVersion, satisfies } from "./npm-registry.ts";

/** A place in the tree of node_modules, relative to the project: `node_modules/express/node_modules/ms`. */
export type Tree = Map<string, PackageVersion>;

/** Puts a package as high as it can lie, and its dependencies after it; says which one the registry does not have. */
export function place(
  catalog: Catalog,
  tree: Tree,
  from: string,
  name: string,
  range: string,
): { name: string; range: string } | undefined {
  for (let at = from; ; at = at.replace(/\/?node_modules\/(?:@[^/]+\/)?[^/]+$/, "")) {
    const there = tree.get(`${at ? `${at}/` : ""}node_modules/${name}`);
    if (there && satisfies(there.version, range)) return undefined;
    if (at === "") break;
  }
  // Of what a package depends on the catalog may have too few versions; what the student asks for has to be there.
  const found = resolveVersion(catalog, name, range) ?? (from === "" ? undefined : resolveVersion(catalog, name, "*"));
  if (!found) return { name, range };
  const top = `node_modules/${name}`;
  const at = tree.has(top) ? `${from}/node_modules/${name}` : top;
  tree.set(at, found);
  for (const [dependency, wanted] of Object.entries(found.dependencies)) {
    const failed = place(catalog, tree, at, dependency, wanted);
    if (failed) return failed;
  }
  return undefined;
}

/** What lies in node_modules: place to version. */
export function installed(p: Process, root: string): Map<string, string> {
  const out = new Map<string, string>();
  const visit = (base: string, prefix: string) => {
    const folder = join(base, "node_modules");
    if (!p.files.exists(folder)) return;
    for (const e of p.files.readdir(folder)) {
      if (e.name.startsWith(".") || e.kind !== "directory") continue;
      const names = e.name.startsWith("@")
        ? p.files.readdir(join(folder, e.name)).map((x) => `${e.name}/${x.name}`)
        : [e.name];
      for (const name of names) {
        const at = join(folder, name);
        const text = p.files.exists(`${at}/package.json`) ? p.files.readText(`${at}/package.json`) : "{}";
        const version = /"version":\s*"([^"]+)"/.exec(text)?.[1];
        const place = `${prefix}node_modules/${name}`;
        if (version) out.set(place, version);
        visit(at, `${place}/`);
      }
    }
  };
  visit(root, "");
  return out;
}

export function linkBinaries(p: Process, root: string, tree: Tree, global: boolean): void {
  const folder = global ? "/usr/local/bin" : join(root, "node_modules/.bin");
  for (const [at, v] of tree) {
    if (at.indexOf("node_modules", 1) > 0) continue;
    for (const [name, file] of Object.entries(v.bin ?? {})) {
      if (!global) p.files.mkdirs(folder);
      const target = global ? `../lib/${at}/${file.replace(/^\.\//, "")}` : `../${v.name}/${file.replace(/^\.\//, "")}`;
      p.files.removeAll(join(folder, name));
      p.files.symlink(target, join(folder, name));
    }
  }
}
