import { treeEntries } from "../../filesystem/tar.ts";
import type { Reader } from "../../std/stream.ts";
import { tarStream } from "../../std/tar.ts";
import type { Daemon } from "../daemon.ts";
import { treeOf } from "./diff.ts";
import { emitContainer } from "./emit.ts";
import { findContainer } from "./lookup.ts";

/** `docker export`: a tar of the container's root file system, without what is mounted in it. */
export function exportContainer(d: Daemon, text: string): Reader {
  const record = findContainer(d, text);
  const tree = treeOf(d, record);
  emitContainer(d, "export", record);
  return tarStream(treeEntries(tree));
}
