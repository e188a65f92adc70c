import type { BuildOptions } from "../../api/build.ts";
import { emptyTree } from "../../filesystem/tree.ts";
import { decode } from "../../std/text.ts";
import { type BuildContext, StepFailed } from "../context.ts";
import { isArchive, unpackInto } from "../steps/archive.ts";
import { DownloadFailed, download } from "./download.ts";
import { gitFailure, isGit } from "./git.ts";

/** A build whose context is behind an address, with what is there: an archive as the context, or a Dockerfile with none. */
export async function withRemoteContext(
  options: BuildOptions,
  build: Pick<BuildContext, "backend" | "cache" | "progress" | "cancel">,
): Promise<BuildOptions> {
  const { contextURL, ...rest } = options;
  if (contextURL === undefined) return options;
  const { progress } = build;
  if (isGit(contextURL)) {
    const vertex = progress.start(`[internal] load git source ${contextURL}`);
    const message = gitFailure(contextURL);
    vertex.fail(message);
    throw new StepFailed(`failed to read dockerfile: failed to load cache key: ${message}`, undefined, vertex);
  }
  const vertex = progress.start("[internal] load remote build context");
  try {
    const { file, known } = await download(build, contextURL, "context");
    if (known) vertex.cached();
    else vertex.done();
    const here = { ...rest, contextName: "-" };
    if (!isArchive(file.body)) return { ...here, context: emptyTree(), dockerfileText: decode(file.body) };
    const copied = progress.start("copy /context /");
    if (known) copied.cached();
    else copied.done();
    return { ...here, context: unpackInto(emptyTree(), file.body, "/", { now: progress.now(), owner: {} }) };
  } catch (e) {
    if (!(e instanceof DownloadFailed)) throw e;
    vertex.fail(e.message);
    const message = `failed to read downloaded context: failed to load cache key: ${e.message}`;
    throw new StepFailed(message, undefined, vertex);
  }
}
