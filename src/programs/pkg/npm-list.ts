import type { Process } from "../../kernel/process.ts";
import { badManifest, complain } from "./npm-messages.ts";
import { join, type Manifest, ManifestError, projectFolder, readManifest } from "./npm-project.ts";
import { satisfies } from "./npm-registry.ts";

/** A package as it lies in node_modules, or is missing there. */
interface Node {
  readonly name: string;
  readonly version: string;
  readonly path: string;
  /** What is wrong with it, in the words of the tree; "" when nothing is. */
  readonly note: string;
  readonly below: readonly Node[];
}

export interface ListOptions {
  readonly names: readonly string[];
  /** How many levels below the first are shown. */
  readonly depth: number;
  readonly omitDev: boolean;
  readonly global: boolean;
}

/** `npm ls`: what a project wants and what of it lies there. */
export async function list(p: Process, o: ListOptions): Promise<number> {
  const folder = o.global ? "/usr/local/lib" : projectFolder(p);
  let manifest: Manifest | undefined;
  try {
    manifest = o.global ? undefined : readManifest(p, folder);
  } catch (e) {
    if (!(e instanceof ManifestError)) throw e;
    return badManifest(p, folder, e.message);
  }
  const problems: string[] = [];
  const all = nodes(p, folder, manifest, o, problems);
  const depth = o.names.length ? Number.POSITIVE_INFINITY : o.depth;
  const found = o.names.length ? all.flatMap((n) => leading(n, o.names)) : all;
  const id = manifest?.name === undefined ? "" : `${manifest.name}@${manifest.version ?? ""} `;
  const locale = p.env.get("LC_ALL") ?? p.env.get("LC_CTYPE") ?? p.env.get("LANG") ?? "";
  const marks = /UTF-?8$/i.test(locale) ? UNICODE : ASCII;
  await p.write(1, `${id}${folder}\n${draw(found, depth, marks, "") || `${marks.last} (empty)\n`}\n`);
  if (o.names.length) return found.length ? 0 : 1;
  if (problems.length === 0) return 0;
  await complain(p, ["code ELSPROBLEMS", ...problems]);
  return 1;
}

interface Marks {
  readonly branch: string;
  readonly last: string;
  readonly line: string;
  readonly more: readonly [branch: string, last: string];
}
const UNICODE: Marks = { branch: "├──", last: "└──", line: "│", more: ["├─┬", "└─┬"] };
const ASCII: Marks = { branch: "+--", last: "`--", line: "|", more: ["+-+", "`-+"] };

/** What lies directly below the project, wanted or not, and what is wanted and does not. */
function nodes(p: Process, folder: string, manifest: Manifest | undefined, o: ListOptions, problems: string[]): Node[] {
  const wanted: Record<string, string> = {
    ...manifest?.dependencies,
    ...(o.omitDev ? {} : manifest?.devDependencies),
  };
  const dev = new Set(Object.keys(manifest?.devDependencies ?? {}));
  const lying = namesIn(p, join(folder, "node_modules"));
  const needed = reachable(p, folder, [...Object.keys(manifest?.dependencies ?? {}), ...dev]);
  const names = new Set(Object.keys(wanted));
  for (const name of lying) if (o.global || (!needed.has(name) && !dev.has(name))) names.add(name);
  return [...names].sort().map((name): Node => {
    const path = join(folder, `node_modules/${name}`);
    const own = manifestOf(p, path);
    const range = wanted[name];
    if (!own) {
      problems.push(`missing: ${name}@${range}, required by ${manifest?.name}@${manifest?.version}`);
      return { name: `UNMET DEPENDENCY ${name}`, version: range ?? "", path, note: "", below: [] };
    }
    const version = own.version ?? "";
    let note = "";
    if (range === undefined && !o.global) {
      note = " extraneous";
      problems.push(`extraneous: ${name}@${version} ${path}`);
    } else if (range !== undefined && /^[\d^~<>=v*x]/.test(range) && !satisfies(version, range)) {
      note = ` invalid: "${range}" from the root project`;
      problems.push(`invalid: ${name}@${version} ${path}`);
    }
    return { name, version, path, note, below: below(p, folder, path, own, new Set([path])) };
  });
}

/** What a package needs, from where it finds it. */
function below(p: Process, root: string, from: string, manifest: Manifest, seen: ReadonlySet<string>): Node[] {
  return Object.keys(manifest.dependencies ?? {})
    .sort()
    .flatMap((name) => {
      const path = find(p, root, from, name);
      const own = path === undefined || seen.has(path) ? undefined : manifestOf(p, path);
      if (path === undefined || !own) return [];
      const rest = below(p, root, path, own, new Set([...seen, path]));
      return [{ name, version: own.version ?? "", path, note: "", below: rest }];
    });
}

function find(p: Process, root: string, from: string, name: string): string | undefined {
  for (let at = from; at.startsWith(root); at = at.replace(/\/node_modules\/(?:@[^/]+\/)?[^/]+$/, "")) {
    const path = join(at, `node_modules/${name}`);
    if (p.files.exists(join(path, "package.json"))) return path;
    if (at === root) return undefined;
  }
  return undefined;
}

/** The packages that something of the project needs. */
function reachable(p: Process, root: string, names: readonly string[]): Set<string> {
  const found = new Set<string>();
  const visit = (from: string, list: readonly string[]) => {
    for (const name of list) {
      const path = find(p, root, from, name);
      if (path === undefined || found.has(path)) continue;
      found.add(path);
      visit(path, Object.keys(manifestOf(p, path)?.dependencies ?? {}));
    }
  };
  visit(root, names);
  return new Set([...found].map((path) => path.slice(join(root, "node_modules/").length)));
}

function manifestOf(p: Process, folder: string): Manifest | undefined {
  try {
    return readManifest(p, folder);
  } catch (e) {
    if (!(e instanceof ManifestError)) throw e;
    return undefined;
  }
}

function namesIn(p: Process, folder: string): string[] {
  if (!p.files.exists(folder)) return [];
  return p.files.readdir(folder).flatMap((e) => {
    if (e.name.startsWith(".") || e.kind !== "directory") return [];
    if (!e.name.startsWith("@")) return [e.name];
    return p.files.readdir(join(folder, e.name)).map((x) => `${e.name}/${x.name}`);
  });
}

/** The branches that lead to packages of these names. */
function leading(node: Node, names: readonly string[]): Node[] {
  const rest = node.below.flatMap((n) => leading(n, names));
  return names.includes(node.name) || rest.length ? [{ ...node, below: rest }] : [];
}

function draw(list: readonly Node[], depth: number, marks: Marks, indent: string): string {
  return list
    .map((n, i) => {
      const last = i === list.length - 1;
      const rest = depth > 0 ? n.below : [];
      const mark = rest.length ? (marks.more[last ? 1 : 0] ?? "") : last ? marks.last : marks.branch;
      // Without Unicode a branch that goes on looks as one that does not.
      const shown = marks === ASCII ? (last ? marks.last : marks.branch) : mark;
      return `${indent}${shown} ${n.name}@${n.version}${n.note}\n${draw(rest, depth - 1, marks, `${indent}${last ? " " : marks.line} `)}`;
    })
    .join("");
}

/** `npm explain NAME`: where a package lies, and who wants it. */
export async function explain(p: Process, names: readonly string[]): Promise<number> {
  const folder = projectFolder(p);
  const [name] = names;
  if (name === undefined) {
    await complain(p, ["code EUSAGE", "", "Explain installed packages", "", "Usage:", "npm explain <package-spec>"]);
    return 1;
  }
  const manifest = manifestOf(p, folder);
  const who = (wanted: string, indent: string, seen: readonly string[]): string => {
    let out = "";
    for (const [kind, list] of [
      ["", manifest?.dependencies],
      ["dev ", manifest?.devDependencies],
    ] as const)
      if (list?.[wanted] !== undefined) out += `${indent}${kind}${wanted}@"${list[wanted]}" from the root project\n`;
    for (const other of namesIn(p, join(folder, "node_modules"))) {
      const range = manifestOf(p, join(folder, `node_modules/${other}`))?.dependencies?.[wanted];
      if (range === undefined || seen.includes(other)) continue;
      const version = manifestOf(p, join(folder, `node_modules/${other}`))?.version;
      out += `${indent}${wanted}@"${range}" from ${other}@${version}\n${indent}node_modules/${other}\n${who(other, `${indent}  `, [...seen, other])}`;
    }
    return out;
  };
  const own = manifestOf(p, join(folder, `node_modules/${name}`));
  if (!own) {
    await complain(p, [`No dependencies found matching ${name}`]);
    return 1;
  }
  await p.write(1, `${name}@${own.version}\nnode_modules/${name}\n${who(name, "  ", [name])}`);
  return 0;
}
