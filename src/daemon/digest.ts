import type { EngineView } from "../api/view.ts";
import type { FsNode, Tree } from "../filesystem/node.ts";
import { type Digest, digestOf } from "../std/digest.ts";
import type { Daemon } from "./daemon.ts";

/** Folders of the host that hold what people put there; the others come with the machine. */
const FOLDERS = ["home", "root", "tmp", "srv", "mnt", "opt", "var"];
/** Bytes that are looked at of one file. */
const SAMPLES = 1 << 16;
/**
 * No part of it: times, since a version that needs a little longer for the same comes to the same state; and which
 * containers an image or a network has, since that is told of the containers.
 */
const LEFT_OUT = new Set(["created", "startedAt", "finishedAt", "containers"]);

/**
 * A digest of what the engine holds and what lies in the host's files, to see whether a replay comes to the same state. It
 * costs what changed since the last one.
 */
export function createStateDigest(
  d: Daemon,
  view: () => EngineView,
  withoutSecrets: (tree: Tree) => Tree,
): () => Digest {
  let cleaned: { readonly of: Tree; readonly tree: Tree } | undefined;
  const hashes = new WeakMap<object, number>();
  const hashOf = (part: object): number => {
    let hash = hashes.get(part);
    if (hash === undefined) {
      hash = mixText(
        START,
        JSON.stringify(part, (key, value: unknown) => (LEFT_OUT.has(key) ? undefined : value)),
      );
      hashes.set(part, hash);
    }
    return hash;
  };
  return () => {
    const { containers, images, networks, volumes } = view();
    const parts = [...containers, ...images, ...networks, ...volumes].map(hashOf);
    const { tree } = d.host.cell;
    // A replay does not know what was typed as a password.
    if (cleaned?.of !== tree) cleaned = { of: tree, tree: withoutSecrets(tree) };
    const { entries } = cleaned.tree;
    return digestOf([...parts, ...FOLDERS.map((name) => nodeHash(entries.get(name)))].join(" "));
  };
}

const HASHES = new WeakMap<FsNode, number>();
const START = 0x811c9dc5;

/** Of kind, mode, owner, names and content; nodes are immutable, so each is looked at once. */
function nodeHash(node: FsNode | undefined): number {
  if (!node) return 0;
  const known = HASHES.get(node);
  if (known !== undefined) return known;
  let h = mixText(START, `${node.kind} ${node.mode} ${node.uid} ${node.gid}`);
  if (node.kind === "file") h = mix(mixBytes(h, node.data), node.hole ?? 0);
  else if (node.kind === "symlink") h = mixText(h, node.target);
  else if (node.kind === "device") h = mixText(h, node.device);
  else if (node.kind === "directory") {
    // Whatever the order of the entries.
    let sum = 0;
    for (const [name, child] of node.entries) sum = (sum + mixText(nodeHash(child), name)) >>> 0;
    h = mix(h, sum);
  }
  HASHES.set(node, h);
  return h;
}

function mix(h: number, value: number): number {
  return Math.imul(h ^ value, 0x01000193) >>> 0;
}

function mixText(h: number, text: string): number {
  let out = h;
  for (let i = 0; i < text.length; i++) out = mix(out, text.charCodeAt(i));
  return out;
}

function mixBytes(h: number, data: Uint8Array): number {
  const step = Math.max(1, Math.floor(data.length / SAMPLES));
  let out = mix(h, data.length);
  for (let i = 0; i < data.length; i += step) out = mix(out, data[i] ?? 0);
  return out;
}
