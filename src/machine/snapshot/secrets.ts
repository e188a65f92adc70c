import { createTreeEditor } from "../../filesystem/editor.ts";
import type { FileNode, FsNode, Tree } from "../../filesystem/node.ts";
import { lookup } from "../../filesystem/tree.ts";
import { fromBase64, toBase64 } from "../../std/base64.ts";
import { decode, encode } from "../../std/text.ts";

const CLEANED = new WeakMap<FileNode, FileNode>();

/** The host's files without what was typed as a password: in the client's configuration files it is overwritten, whatever its length. */
export function withoutSecrets(tree: Tree): Tree {
  const home = lookup(tree, "/home");
  const homes = home?.kind === "directory" ? [...home.entries].map(([name]) => `/home/${name}`) : [];
  const editor = createTreeEditor(tree);
  for (const folder of ["/root", ...homes]) {
    const path = `${folder}/.docker/config.json`;
    const node = lookup(tree, path);
    if (node?.kind === "file") editor.put(path, cleaned(node));
  }
  return editor.finish();
}

/** The same node for the same node, so that it is written once. */
function cleaned(node: FileNode): FsNode {
  const known = CLEANED.get(node);
  if (known) return known;
  const text = decode(node.data).replace(/("auth"\s*:\s*")([^"]*)(")/g, (_all, before, auth, after) => {
    const [user = ""] = decode(fromBase64(auth) ?? new Uint8Array(0)).split(":");
    return `${before}${toBase64(encode(`${user}:x`))}${after}`;
  });
  const clean = { ...node, data: encode(text) };
  CLEANED.set(node, clean);
  return clean;
}
