import { ApiError } from "../../../../api/errors.ts";
import { humanSize } from "../../../../std/size.ts";
import type { Reader } from "../../../../std/stream.ts";
import { tarStream } from "../../../../std/tar.ts";
import { CliError, type CommandContext } from "../../../command.ts";
import { absolutePath, joinPath, keepEnding, splitEntry } from "../../../lib/path.ts";
import { countBytes } from "./copy-from.ts";
import { arrange, type CopyInfo, localSource } from "./copy-info.ts";
import { isDirectoryMode, isSymlinkMode, modeProblem } from "./go-mode.ts";
import { localMembers, renamed } from "./pack.ts";
import type { CopyRequest } from "./request.ts";

/** Copies into a container: what a path of the host names, or the archive on stdin. */
export async function copyToContainer(context: CommandContext, request: CopyRequest): Promise<void> {
  const { cancel, engine, host } = context;
  const destination = await destinationIn(context, request);
  let folder = destination.path;
  let content: Reader = host.stdin;
  if (request.source === "-") {
    if (!destination.isFolder) {
      throw new CliError(`destination "${request.container}:${request.destination}" must be a directory`);
    }
  } else {
    const path = keepEnding(absolutePath(host.cwd, request.source), request.source);
    const source = localSource(host, path, request.followLink);
    const plan = arrange(source, destination);
    const members = localMembers(host.files, source);
    folder = plan.folder;
    content = tarStream(plan.to === "" ? members : renamed(members, plan.from, plan.to));
  }
  const counted = countBytes(content);
  const options = { allowOverwriteDirWithFile: false, copyUIDGID: request.archive };
  try {
    await engine.containerCopyTo(request.container, folder, counted, options, cancel);
  } finally {
    if (!request.quiet && request.source !== "-") {
      const size = humanSize(counted.bytes() || (await remaining(counted)), 3);
      await host.stderr.print(`Successfully copied ${size} to ${request.container}:${destination.path}\n`);
    }
  }
}

/** What the daemon did not want is sent all the same. */
async function remaining(content: Reader & { bytes(): number }): Promise<number> {
  while (await content.read());
  return content.bytes();
}

/** The place in the container; a symlink there is followed. What cannot be looked at is taken to be nothing. */
async function destinationIn(context: CommandContext, request: CopyRequest): Promise<CopyInfo> {
  const nothing: CopyInfo = { path: request.destination, exists: false, isFolder: false, rebaseName: "" };
  let stat = await statOrNothing(context, request, request.destination);
  let path = request.destination;
  if (stat && isSymlinkMode(stat.mode)) {
    const { linkTarget } = stat;
    path = linkTarget.startsWith("/") ? linkTarget : joinPath(splitEntry(path)[0], linkTarget);
    stat = await statOrNothing(context, request, path);
  }
  if (!stat) return { ...nothing, path };
  const problem = modeProblem(stat.mode);
  if (problem !== undefined) {
    throw new CliError(
      `destination "${request.container}:${request.destination}" must be a directory or a regular file: ${problem}`,
    );
  }
  return { path, exists: true, isFolder: isDirectoryMode(stat.mode), rebaseName: "" };
}

async function statOrNothing({ cancel, engine }: CommandContext, request: CopyRequest, path: string) {
  if (path === "") return undefined;
  try {
    return await engine.containerStatPath(request.container, path, cancel);
  } catch (error) {
    if (error instanceof ApiError) return undefined;
    throw error;
  }
}
