import type { HostEntry, MachineClient } from "../../machine/types.ts";
import { folderOf, nameOf } from "./folders.ts";

/** What there is of a file for an editor. `size` in bytes. */
export type FileContent =
  | { readonly kind: "text"; readonly text: string }
  /** Nothing is there. */
  | { readonly kind: "none" }
  | { readonly kind: "folder" | "binary" | "unreadable" }
  | { readonly kind: "large"; readonly size: number };

/** More is not for editing by hand. */
const MOST_BYTES = 500_000;

export type FileReader = Pick<MachineClient, "readdir" | "readFile">;

export async function readContent(client: FileReader, path: string): Promise<FileContent> {
  const entries: readonly HostEntry[] = await client.readdir(folderOf(path)).catch(() => []);
  const entry = entries.find(({ name }) => name === nameOf(path));
  if (!entry) return { kind: "none" };
  if (entry.kind === "directory") return { kind: "folder" };
  if (entry.size > MOST_BYTES) return { kind: "large", size: entry.size };
  try {
    const bytes = await client.readFile(path);
    if (bytes.includes(0)) return { kind: "binary" };
    return { kind: "text", text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch (e) {
    return { kind: e instanceof TypeError ? "binary" : "unreadable" };
  }
}
