import { gunzipSync } from "fflate";
import { createTreeEditor } from "../../filesystem/editor.ts";
import type { Tree } from "../../filesystem/node.ts";
import { lookup } from "../../filesystem/tree.ts";
import { untar } from "../../filesystem/untar.ts";
import type { TarEntry } from "../../std/tar.ts";
import { decodeTar } from "../../std/tar-read.ts";

const gzipped = (data: Uint8Array) => data[0] === 0x1f && data[1] === 0x8b;
const tarred = (data: Uint8Array) =>
  data[257] === 0x75 && data[258] === 0x73 && data[259] === 0x74 && data[260] === 0x61 && data[261] === 0x72;

/** Whether ADD unpacks it: a tar, plain or gzipped. */
export function isArchive(data: Uint8Array): boolean {
  if (tarred(data)) return true;
  if (!gzipped(data)) return false;
  try {
    return tarred(gunzipSync(data));
  } catch {
    return false;
  }
}

/** Who owns what is unpacked, where `--chown` says so; `--chmod` leaves an archive's modes alone. */
export interface UnpackOptions {
  readonly now: number;
  readonly owner: { readonly uid?: number; readonly gid?: number };
}

/** Unpacks an archive below a folder, which is made when it is not there. */
export function unpackInto(tree: Tree, data: Uint8Array, folder: string, { now, owner }: UnpackOptions): Tree {
  const editor = createTreeEditor(tree);
  if (!lookup(tree, folder)) editor.mkdirs(folder, { mode: 0o755, mtime: now, ...owner });
  const entries = decodeTar(gzipped(data) ? gunzipSync(data) : data);
  return untar(editor.finish(), changed(entries, owner), folder, { followFolders: true });
}

function* changed(entries: Iterable<TarEntry>, owner: UnpackOptions["owner"]): Generator<TarEntry> {
  for (const e of entries) yield { ...e, ...owner };
}
