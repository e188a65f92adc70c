import { ApiError, SystemError } from "../../api/errors.ts";
import { parsePlatform } from "../../api/platform.ts";
import type { ProgressMessage } from "../../api/progress.ts";
import { emptyTree } from "../../filesystem/tree.ts";
import { untar } from "../../filesystem/untar.ts";
import type { Cancel } from "../../std/cancel.ts";
import type { Reader } from "../../std/stream.ts";
import { entrySize, type TarEntry } from "../../std/tar.ts";
import { TarError } from "../../std/tar-read.ts";
import { rfc3339Nano, SECOND } from "../../std/time.ts";
import { ENGINE_VERSION } from "../facts.ts";
import { readArchive } from "./archive.ts";
import { applyChanges } from "./changes.ts";
import { createImage, FROM_SCRATCH } from "./create.ts";
import { type ImageDeps, imageEvent } from "./deps.ts";
import { parseReferenceOrNone } from "./find.ts";
import { nameImage } from "./tag.ts";

const DISK = 200_000_000; // bytes a second

export interface ImportOptions {
  readonly reference: string;
  readonly message: string;
  readonly changes: readonly string[];
  readonly platform: string;
}

/** `docker import`: an image of one layer out of the archive of a file tree. The one message carries its id. */
export async function* importImage(
  deps: ImageDeps,
  from: Reader,
  options: ImportOptions,
  cancel: Cancel,
): AsyncGenerator<ProgressMessage> {
  const reference = parseReferenceOrNone(options.reference);
  const [os = "linux", architecture = "amd64", variant] = (
    options.platform ? parsePlatform(options.platform) : "linux/amd64"
  ).split("/");
  const config = applyChanges({}, options.changes);
  const entries = await entriesOf(deps, from);
  const bytes = entries.reduce((sum, e) => sum + entrySize(e), 0);
  await deps.kernel.sleep(Math.round((bytes / DISK) * SECOND), cancel);
  const tree = untar(emptyTree(), entries);
  const created = rfc3339Nano(deps.kernel.now());
  const comment = options.message || "Imported from -";
  const image = createImage(deps, {
    base: FROM_SCRATCH,
    layers: [{ before: emptyTree(), after: tree }],
    event: false,
    config: {
      architecture,
      comment,
      config,
      created,
      docker_version: ENGINE_VERSION,
      history: [{ created, comment }],
      os,
      rootfs: { type: "layers", diff_ids: [] },
      ...(variant === undefined ? {} : { variant }),
    },
  });
  if (reference) nameImage(deps, image.id, options.reference);
  imageEvent(deps, "import", image.id, image.id);
  yield { status: image.id };
}

async function entriesOf(deps: ImageDeps, from: Reader): Promise<TarEntry[]> {
  try {
    return await readArchive(deps, from);
  } catch (e) {
    if (e instanceof TarError && !(e instanceof ApiError)) throw new SystemError(e.message);
    throw e;
  }
}
