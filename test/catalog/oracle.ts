import { readFileSync } from "node:fs";
import type { ImageConfigFile } from "../../src/api/image.ts";
import { binary } from "../../src/filesystem/binary.ts";
import type { Tree } from "../../src/filesystem/node.ts";
import { emptyTree } from "../../src/filesystem/tree.ts";
import { APPLETS } from "../../src/programs/lib/applets.ts";
import { sharedTrees } from "../../src/registry/catalog/trees.ts";
import type { Catalog, CatalogImage, CatalogRepository } from "../../src/registry/catalog/types.ts";
import { applyListing } from "../../src/registry/rootfs/listing.ts";
import type { Digest } from "../../src/std/digest.ts";
import { parseRfc3339 } from "../../src/std/time.ts";
import { MIME_TYPES } from "../../src/registry/rootfs/nginx/texts.ts";
import { OWN_TEXTS } from "./texts.ts";

/** What record.py wrote down of one image. */
interface Recorded {
  readonly repository: string;
  readonly tags: readonly string[];
  readonly digest: Digest;
  readonly imageID: Digest;
  readonly config: ImageConfigFile;
  readonly layers: readonly {
    readonly listing: string;
    readonly digest: Digest;
    readonly compressedSize: number;
    readonly size: number;
    readonly diffID: Digest;
  }[];
}

type Contents = Readonly<Record<string, string | Uint8Array>>;

const read = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");
const recorded = JSON.parse(read("oracle.json")) as readonly Recorded[];
const contents = JSON.parse(read("contents.json")) as Readonly<Record<string, Contents>>;

/** What `-v` and `--version` of the programs say. */
const VERSIONS: Contents = {
  "/usr/sbin/nginx": binary("nginx", "1.26.3\ndebian"),
  "/usr/local/bin/node": binary("node", "20.20.2"),
  "/usr/bin/python3.13": binary("python3", "3.13.5"),
  "/usr/bin/redis-check-rdb": binary("redis-server", "8.0.2"),
  "/usr/bin/redis-cli": binary("redis-cli", "8.0.2"),
  "/bin/busybox": binary(
    "busybox",
    `BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\nstandalone ${APPLETS.join(" ")}`,
  ),
  "/hello": binary(
    "hello",
    "\nHello from Docker!\nThis message shows that your installation appears to be working correctly.\n\n",
  ),
  "/etc/nginx/mime.types": MIME_TYPES,
};

/**
 * The images that the oracle's stand-in Docker Hub serves, as recorded: for `play` and the recorded sessions. What they
 * print is what real Docker printed of those very images.
 */
export const oracleCatalog: Catalog = {
  name: "oracle",
  repositories: repositories(),
  knownOnHub: [],
};

function repositories(): CatalogRepository[] {
  const images = new Map<string, CatalogImage[]>();
  for (const r of recorded) images.set(r.repository, [...(images.get(r.repository) ?? []), image(r)]);
  return [...images].map(([name, all]) => ({
    name: `library/${name}`,
    description: "",
    stars: 0,
    tags: all.flatMap((i) => i.tags),
    load: async () => all,
  }));
}

function image(r: Recorded): CatalogImage {
  return {
    tags: r.tags,
    digest: r.digest,
    imageID: r.imageID,
    config: r.config,
    layers: r.layers,
    size: r.layers.reduce((n, l) => n + l.size, 0),
    estimate: false,
    trees: async () => sharedTrees(r.layers, (have) => trees(r, have)),
  };
}

function trees(r: Recorded, have: readonly Tree[]): readonly Tree[] {
  const made = r.config.history.filter((h) => !h.empty_layer);
  const all = [...have];
  for (const [i, { listing }] of r.layers.entries()) {
    if (i < have.length) continue;
    const mtime = parseRfc3339(made[i]?.created ?? "") ?? 0;
    const held = { ...OWN_TEXTS, ...VERSIONS, ...contents[listing] };
    all.push(applyListing(all[i - 1] ?? emptyTree(mtime), read(`layers/${listing}.txt`), { mtime, contents: held }));
  }
  return all;
}
