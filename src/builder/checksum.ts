import type { FsNode } from "../filesystem/node.ts";
import { sortedEntries } from "../filesystem/tree.ts";
import { createDigester, type Digest, digestOf } from "../std/digest.ts";
import { encode } from "../std/text.ts";

/** Nodes never change, so neither do their checksums. */
const known = new WeakMap<FsNode, Digest>();

/** A node's content and metadata as the build cache sees it: names, types, modes, owners and bytes; never times. */
export function checksum(node: FsNode): Digest {
  const found = known.get(node);
  if (found) return found;
  const digest = compute(node);
  known.set(node, digest);
  return digest;
}

function compute(node: FsNode): Digest {
  const head = `${node.kind} ${node.mode} ${node.uid}:${node.gid}\n`;
  switch (node.kind) {
    case "file": {
      const d = createDigester();
      d.update(encode(head));
      d.update(node.data);
      return d.digest();
    }
    case "directory":
      return digestOf(
        head +
          sortedEntries(node)
            .map(([name, child]) => `${checksum(child)} ${name}\n`)
            .join(""),
      );
    case "symlink":
      return digestOf(head + node.target);
    case "device":
      return digestOf(head + node.device);
    default:
      return digestOf(head);
  }
}
