import type { Files } from "../../../../filesystem/files.ts";
import { entryData, type TarEntry } from "../../../../std/tar.ts";
import { CliError } from "../../../command.ts";
import { cleanPath, dirName, joinPath } from "../../../lib/path.ts";

/**
 * Unpacks one member in a folder of the host: owned by the user, with the member's mode and time. What was there is
 * replaced, but a folder never by something else nor something else by a folder. Nothing may leave the folder.
 */
export function unpackMember(files: Files, folder: string, entry: TarEntry): void {
  const path = joinPath(folder, entry.name);
  if (path === folder) return;
  if (folder !== "/" && !path.startsWith(`${folder}/`)) {
    throw new CliError(`invalid entry name: ${entry.name} is outside of "${folder}"`);
  }
  if (!files.exists(dirName(path))) files.mkdirs(dirName(path), 0o755);
  const name = cleanPath(entry.name);
  const isFolder = entry.type === "directory";
  const there = kindOf(files, path);
  if (there === "directory" && !isFolder) {
    throw new CliError(`cannot overwrite directory "${name}" with non-directory "${folder}"`);
  }
  if (there !== undefined && there !== "directory") {
    if (isFolder) throw new CliError(`cannot overwrite non-directory "${name}" with directory "${folder}"`);
    files.unlink(path);
  }
  switch (entry.type) {
    case "directory":
      if (there === undefined) files.mkdir(path, entry.mode);
      break;
    case "file":
      files.writeFile(path, entryData(entry), entry.mode);
      break;
    case "symlink":
      files.symlink(entry.linkname, path);
      return;
    case "link":
      files.link(joinPath(folder, entry.linkname), path);
      return;
    case "fifo":
      files.mkfifo(path, entry.mode);
      break;
    default:
      throw new CliError(`drydock: device nodes cannot be copied to the host: ${entry.name}`);
  }
  files.chmod(path, entry.mode);
  files.utimes(path, entry.mtime);
}

function kindOf(files: Files, path: string): string | undefined {
  try {
    return files.lstat(path).kind;
  } catch {
    return undefined;
  }
}
