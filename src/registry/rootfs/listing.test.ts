import { expect, test } from "vitest";
import { programOf } from "../../filesystem/binary.ts";
import { fileSize } from "../../filesystem/bytes.ts";
import type { FsNode } from "../../filesystem/node.ts";
import { emptyTree, walk } from "../../filesystem/tree.ts";
import { decode } from "../../std/text.ts";
import { applyListing } from "./listing.ts";

function shown(path: string, node: FsNode): string {
  const what =
    node.kind === "file"
      ? (programOf(node.data) ?? JSON.stringify(decode(node.data))) + (node.hole ? ` of ${fileSize(node)} bytes` : "")
      : node.kind === "symlink"
        ? `-> ${node.target}`
        : node.kind;
  return `${node.mode.toString(8)} ${node.uid}:${node.gid} ${path} ${what}`;
}

test("each kind of line puts its nodes where they belong", () => {
  const below = applyListing(emptyTree(), "etc/ 700\n - old kept\n", {
    mtime: 1,
    contents: { "/etc/kept": "k", "/etc/old": "o" },
  });
  const listing = `etc/
 ~ old
 - issue
 @ rmt>/usr/sbin/rmt os-release>../usr/lib/os-release
 sudoers 440 0:27
 short #4
 empty #0
tmp/ 1777
usr/
 bin/
  * cat#44048 python3.13
  [* 755
  su* 4755 #84360
 lib/ 755 1:2
dev/
 null!
`;
  const tree = applyListing(below, listing, { mtime: 2, contents: { "/etc/issue": "hi\n", "/etc/short": "ab" } });
  expect([...walk(tree)].map(({ path, node }) => shown(path, node))).toEqual([
    "755 0:0 /dev directory",
    "666 0:0 /dev/null device",
    "700 0:0 /etc directory",
    '644 0:0 /etc/empty ""',
    '644 0:0 /etc/issue "hi\\n"',
    '644 0:0 /etc/kept "k"',
    "777 0:0 /etc/os-release -> ../usr/lib/os-release",
    "777 0:0 /etc/rmt -> /usr/sbin/rmt",
    '644 0:0 /etc/short "ab\\n\\n"',
    '440 0:27 /etc/sudoers "drydock: what this file holds is not kept\\n"',
    "1777 0:0 /tmp directory",
    "755 0:0 /usr directory",
    "755 0:0 /usr/bin directory",
    "755 0:0 /usr/bin/[ [",
    "755 0:0 /usr/bin/cat cat of 44048 bytes",
    "755 0:0 /usr/bin/python3.13 python3",
    "4755 0:0 /usr/bin/su su of 84360 bytes",
    "755 1:2 /usr/lib directory",
  ]);
  expect([...walk(below)].map((e) => e.path)).toEqual(["/etc", "/etc/kept", "/etc/old"]);
});
