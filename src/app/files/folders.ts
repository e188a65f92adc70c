import type { HostEntry, MachineClient } from "../../machine/types.ts";

/** The folders of the host that are unfolded, with what lies in them: folders first, each by name. */
export type Folders = ReadonlyMap<string, readonly HostEntry[]>;

/** Reads these folders anew; those that cannot be read are left out. */
export async function readFolders(client: Pick<MachineClient, "readdir">, paths: Iterable<string>): Promise<Folders> {
  const read = [...paths].map(async (path): Promise<[string, readonly HostEntry[]][]> => {
    try {
      return [[path, sorted(await client.readdir(path))]];
    } catch {
      return [];
    }
  });
  return new Map((await Promise.all(read)).flat());
}

function sorted(entries: readonly HostEntry[]): readonly HostEntry[] {
  const rank = (e: HostEntry) => (e.kind === "directory" ? 0 : 1);
  return entries.toSorted((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

/** `~/goals` of `/home/student/goals`. */
export function shortPath(path: string, home: string): string {
  return path === home ? "~" : path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}

export const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
export const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/")) || "/";

/** The folders below `root` that `path` lies in, from the outermost on. */
export function foldersAbove(path: string, root: string): readonly string[] {
  const folder = folderOf(path);
  return folder !== root && folder.startsWith(pathIn(root, "")) ? [...foldersAbove(folder, root), folder] : [];
}

export const pathIn = (folder: string, name: string): string => `${folder === "/" ? "" : folder}/${name}`;
