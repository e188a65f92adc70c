import type { DirectoryNode, FsNode } from "../filesystem/node.ts";
import { sortedEntries } from "../filesystem/tree.ts";
import { createDigester, type Digest, digestOf } from "../std/digest.ts";
import { encode } from "../std/text.ts";

/** Nodes never change, so neither do their checksums. */
const known = { owners: new WeakMap<FsNode, Digest>(), noOwners: new WeakMap<FsNode, Digest>() };

/**
 * A node's content and metadata as the build cache sees it: names, types, modes and bytes, never times. Owners count where
 * they are kept: the files of a context become root's.
 */
export function checksum(node: FsNode, owners = true): Digest {
  const memory = owners ? known.owners : known.noOwners;
  const found = memory.get(node);
  if (found) return found;
  const digest = compute(node, owners);
  memory.set(node, digest);
  return digest;
}

/** Of what a folder holds: its own mode and owner do not matter to what is copied out of it. */
export function contentsChecksum(folder: DirectoryNode, owners: boolean): Digest {
  return digestOf(entriesText(folder, owners));
}

function entriesText(folder: DirectoryNode, owners: boolean): string {
  return sortedEntries(folder)
    .map(([name, child]) => `${checksum(child, owners)} ${name}\n`)
    .join("");
}

function compute(node: FsNode, owners: boolean): Digest {
  const head = `${node.kind} ${node.mode} ${owners ? `${node.uid}:${node.gid}` : ""}\n`;
  switch (node.kind) {
    case "file": {
      const d = createDigester();
      d.update(encode(head));
      d.update(node.data);
      if (node.hole) d.update(encode(`hole ${node.hole}\n`));
      return d.digest();
    }
    case "directory":
      return digestOf(head + entriesText(node, owners));
    case "symlink":
      return digestOf(head + node.target);
    case "device":
      return digestOf(head + node.device);
    default:
      return digestOf(head);
  }
}
