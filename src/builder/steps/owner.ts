import type { Tree } from "../../filesystem/node.ts";
import { lookup } from "../../filesystem/tree.ts";
import { decode } from "../../std/text.ts";

/** `user`, `user:group` or numbers, as the tree's own passwd and group files say; unknown names are root. */
export function ownerOf(tree: Tree, text: string): { uid: number; gid: number } {
  if (text === "") return { uid: 0, gid: 0 };
  const [user = "", group] = text.split(":");
  const passwd = table(tree, "/etc/passwd");
  const entry = passwd.find((l) => l[0] === user) ?? passwd.find((l) => l[2] === user);
  const uid = /^\d+$/.test(user) ? Number(user) : Number(entry?.[2] ?? 0);
  if (group === undefined) return { uid, gid: /^\d+$/.test(user) ? uid : Number(entry?.[3] ?? 0) };
  if (/^\d+$/.test(group)) return { uid, gid: Number(group) };
  return { uid, gid: Number(table(tree, "/etc/group").find((l) => l[0] === group)?.[2] ?? 0) };
}

function table(tree: Tree, path: string): string[][] {
  const node = lookup(tree, path);
  return node?.kind === "file"
    ? decode(node.data)
        .split("\n")
        .map((l) => l.split(":"))
    : [];
}
