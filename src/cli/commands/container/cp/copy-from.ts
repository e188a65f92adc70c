import { isErrno } from "../../../../std/errno.ts";
import { humanSize } from "../../../../std/size.ts";
import { copy, type Reader } from "../../../../std/stream.ts";
import type { TarEntry } from "../../../../std/tar.ts";
import { readTar } from "../../../../std/tar-read.ts";
import { CliError, type CommandContext } from "../../../command.ts";
import { goQuote } from "../../../grammar/parse.ts";
import type { Host } from "../../../host.ts";
import { absolutePath, cleanPath, dirName, joinPath, keepEnding, splitEntry } from "../../../lib/path.ts";
import { arrange, type CopyInfo, failed, localDestination, rebased } from "./copy-info.ts";
import { isDirectoryMode, isSymlinkMode } from "./go-mode.ts";
import { rename } from "./pack.ts";
import type { CopyRequest } from "./request.ts";
import { unpackMember } from "./unpack.ts";

/** Copies out of a container: an archive to stdout, or its content to a place of the host. */
export async function copyFromContainer(context: CommandContext, request: CopyRequest): Promise<void> {
  const { cancel, engine, host } = context;
  const toStdout = request.destination === "-";
  const destination = toStdout ? "-" : keepEnding(absolutePath(host.cwd, request.destination), request.destination);
  checkPlace(host, destination);
  const [path, rebaseName] = request.followLink ? await followed(context, request) : [request.source, ""];
  const { content, stat } = await engine.containerCopyFrom(request.container, path, cancel);
  if (toStdout) return copy(content, host.stdout);
  const isFolder = isDirectoryMode(stat.mode);
  const counted = countBytes(content);
  try {
    await place(host, counted, { path, exists: true, isFolder, rebaseName }, destination);
  } finally {
    if (!request.quiet) {
      await host.stderr.print(`Successfully copied ${humanSize(counted.bytes(), 3)} to ${destination}\n`);
    }
  }
}

async function place(host: Host, content: Reader, source: CopyInfo, path: string): Promise<void> {
  const { folder, from, to } = arrange(source, localDestination(host, path));
  const [, name] = splitEntry(source.path);
  const root = cleanPath(folder);
  const folders: TarEntry[] = [];
  for await (const entry of readTar(content)) {
    const own = source.rebaseName === "" ? entry : rename(entry, name, source.rebaseName);
    const member = to === "" ? own : rename(own, from, to);
    unpackMember(host.files, root, member);
    if (member.type === "directory") folders.push(member);
  }
  // What was put into a folder has changed its time.
  for (const member of folders.reverse()) host.files.utimes(joinPath(root, member.name), member.mtime);
}

/** The path that a symlink leads to, and the name that it was asked for by. */
async function followed(
  { cancel, engine }: CommandContext,
  request: CopyRequest,
): Promise<readonly [path: string, rebaseName: string]> {
  const stat = await engine.containerStatPath(request.container, request.source, cancel);
  if (!isSymlinkMode(stat.mode)) return [request.source, ""];
  const { linkTarget } = stat;
  const [folder] = splitEntry(request.source);
  return rebased(request.source, linkTarget.startsWith("/") ? linkTarget : joinPath(folder, linkTarget));
}

/** The folder must be there, and what is at the place must be a folder or a file. */
function checkPlace(host: Host, path: string): void {
  const folder = dirName(cleanPath(path));
  if (folder !== "." && !host.files.exists(folder) && isMissing(host, folder)) {
    throw new CliError(`invalid output path: directory ${goQuote(folder)} does not exist`);
  }
  try {
    if (host.files.stat(path).device === undefined) return;
  } catch (error) {
    if (isErrno(error, "ENOENT")) return;
    throw failed("stat", path, error);
  }
  throw new CliError(`invalid output path: ${goQuote(path)} must be a directory or a regular file: got a device`);
}

function isMissing(host: Host, path: string): boolean {
  try {
    host.files.stat(path);
    return false;
  } catch (error) {
    return isErrno(error, "ENOENT");
  }
}

/** A reader that knows how many bytes were read from it. */
export function countBytes(from: Reader): Reader & { bytes(): number } {
  let count = 0;
  return {
    async read() {
      const chunk = await from.read();
      count += chunk?.length ?? 0;
      return chunk;
    },
    bytes: () => count,
  };
}
