import type { FsNode, Tree } from "../../../filesystem/node.ts";
import { encodeTar, type TarEntry, tarEntry } from "../../../std/tar.ts";
import type { Host } from "../../host.ts";
import { buildFailed, notWithThisDriver } from "./build-failed.ts";

/** Where the result of a build goes. */
export interface BuildOutput {
  readonly kind: "image" | "local" | "tar" | "none";
  /** Folder or file; "-" is stdout. */
  readonly dest: string;
  readonly push: boolean;
  /** Further names for the image. */
  readonly names: readonly string[];
}

/**
 * Reads each `--output`: a folder, `-`, or `type=local,dest=out`. `--push` means those that are images, and adds one where
 * there is none; `--load` adds the engine's own image where no output says that. Without any the image goes to the engine.
 */
export function buildOutputs(words: readonly string[], push: boolean, load: boolean): readonly BuildOutput[] {
  const image: BuildOutput = { kind: "image", dest: "", push: false, names: [] };
  const outputs = words.map((word) => oneOutput(word, push));
  if (push && !words.some((word) => /(^|,)type=(image|registry)(,|$)/.test(word))) outputs.push({ ...image, push });
  if (load && !words.some((word) => /(^|,)type=docker(,|$)/.test(word))) outputs.push(image);
  return outputs.length ? outputs : [image];
}

function oneOutput(word: string, push: boolean): BuildOutput {
  const image: BuildOutput = { kind: "image", dest: "", push, names: [] };
  if (!word.includes("=")) return { kind: word === "-" ? "tar" : "local", dest: word, push: false, names: [] };
  const fields: Record<string, string> = {};
  for (const part of word.split(",")) {
    const at = part.indexOf("=");
    if (at < 0) throw buildFailed(`invalid value ${part}`);
    fields[part.slice(0, at).toLowerCase()] = part.slice(at + 1);
  }
  const { dest = "" } = fields;
  const type = fields["type"] || (dest === "" ? "" : "local");
  if (type === "") throw buildFailed("type is required for output");
  switch (type) {
    case "local":
      if (dest === "") throw buildFailed("dest is required for local exporter");
      return { kind: "local", dest, push: false, names: [] };
    case "tar":
      return { kind: "tar", dest: dest || "-", push: false, names: [] };
    case "cacheonly":
      return { kind: "none", dest: "", push: false, names: [] };
    case "docker":
      if (dest !== "") throw notWithThisDriver("Docker exporter", "build-exporters");
      return { ...image, names: namesOf(fields) };
    case "image":
      return { ...image, push: push || fields["push"] === "true", names: namesOf(fields) };
    case "registry":
      return { ...image, push: true, names: namesOf(fields) };
    case "oci":
      throw notWithThisDriver("OCI exporter", "build-exporters");
    default:
      throw buildFailed(`failed to solve: exporter "${type}" could not be found`);
  }
}

function namesOf(fields: Readonly<Record<string, string>>): readonly string[] {
  return fields["name"] ? [fields["name"]] : [];
}

/** Writes the tree that a build gave back wherever it is wanted. */
export async function writeOutputs(host: Host, outputs: readonly BuildOutput[], tree: Tree | undefined): Promise<void> {
  if (tree) for (const output of outputs) await writeOutput(host, output, tree);
}

async function writeOutput(host: Host, output: BuildOutput, tree: Tree): Promise<void> {
  if (output.kind === "local") {
    host.files.mkdirs(output.dest);
    writeNode(host, output.dest, tree, new Map());
  }
  if (output.kind === "tar") {
    const bytes = encodeTar(entriesOf("", tree));
    if (output.dest === "-") await host.stdout.write(bytes);
    else host.files.writeFile(output.dest, bytes);
  }
}

function writeNode(host: Host, path: string, node: FsNode, links: Map<number, string>): void {
  const { files } = host;
  switch (node.kind) {
    case "directory":
      files.mkdirs(path, node.mode);
      for (const [name, child] of node.entries) writeNode(host, `${path}/${name}`, child, links);
      break;
    case "file": {
      const known = node.link === undefined ? undefined : links.get(node.link);
      if (known !== undefined) {
        files.removeAll(path);
        files.link(known, path);
        return;
      }
      if (node.link !== undefined) links.set(node.link, path);
      files.writeFile(path, node.data, node.mode);
      files.chmod(path, node.mode);
      files.utimes(path, node.mtime);
      break;
    }
    case "symlink":
      files.removeAll(path);
      files.symlink(node.target, path);
      break;
    case "fifo":
      files.mkfifo(path, node.mode);
      break;
  }
}

function* entriesOf(prefix: string, folder: Tree): Generator<TarEntry> {
  const names = [...folder.entries].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, node] of names) {
    const path = `${prefix}${name}`;
    const meta = { mode: node.mode, uid: node.uid, gid: node.gid, mtime: node.mtime };
    if (node.kind === "directory") {
      yield tarEntry(`${path}/`, "directory", meta);
      yield* entriesOf(`${path}/`, node);
    } else if (node.kind === "file") yield tarEntry(path, "file", { ...meta, data: node.data });
    else if (node.kind === "symlink") yield tarEntry(path, "symlink", { ...meta, linkname: node.target });
    else if (node.kind === "fifo") yield tarEntry(path, "fifo", meta);
  }
}
