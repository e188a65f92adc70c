import { file } from "../../filesystem/tree.ts";
import { decode } from "../../std/text.ts";
import { type Account, passwdLine, shadowLine } from "./debian/accounts.ts";
import type { Kitchen } from "./recipe.ts";

/** Appends to a text file of the tree, which keeps owner and mode. */
export function append(k: Kitchen, path: string, text: string): void {
  const old = k.editor.get(path);
  const before = old?.kind === "file" ? decode(old.data) : "";
  k.editor.put(path, file(before + text, old ? { ...old, mtime: k.mtime } : { mtime: k.mtime }));
}

/** What groupadd and useradd do: the account and its group. Its home is not made. */
export function addAccount(k: Kitchen, account: Account, group = account.name): void {
  append(k, "/etc/group", `${group}:x:${account.gid}:\n`);
  append(k, "/etc/passwd", passwdLine(account));
  append(k, "/etc/shadow", shadowLine(account.name, "!"));
}

/** A system account of the image's server. */
export function addSystemAccount(k: Kitchen, name: string, id: number, home = "/nonexistent"): void {
  addAccount(k, { name, uid: id, gid: id, comment: "", home, shell: "/bin/false" });
}

/** A user's account with its home folder, as `useradd --create-home` makes it. */
export function addUser(k: Kitchen, name: string, id: number, shell: string): void {
  addAccount(k, { name, uid: id, gid: id, comment: "", home: `/home/${name}`, shell });
  const home = `/home/${name}`;
  const skeleton = k.editor.get("/etc/skel");
  k.editor.put(home, {
    kind: "directory",
    mode: 0o755,
    uid: id,
    gid: id,
    mtime: k.mtime,
    entries: skeleton?.kind === "directory" ? skeleton.entries : new Map(),
  });
  for (const [name] of skeleton?.kind === "directory" ? skeleton.entries : [])
    k.editor.setMeta(`${home}/${name}`, { uid: id, gid: id });
}
