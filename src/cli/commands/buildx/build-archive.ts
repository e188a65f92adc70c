import type { Tree } from "../../../filesystem/node.ts";
import { entryData } from "../../../std/tar.ts";
import { decodeTar, TarError } from "../../../std/tar-read.ts";
import type { Host } from "../../host.ts";
import { buildFailed } from "./build-failed.ts";

const GZIP = [0x1f, 0x8b];
const MAGIC_AT = 257;

/** Whether bytes are a tar archive, compressed or not; else they are a Dockerfile. */
export function isArchive(bytes: Uint8Array): boolean {
  if (isGzip(bytes)) return true;
  return String.fromCharCode(...bytes.subarray(MAGIC_AT, MAGIC_AT + 5)) === "ustar";
}

function isGzip(bytes: Uint8Array): boolean {
  return GZIP.every((byte, i) => bytes[i] === byte);
}

/** An archive as a tree: it is unpacked into a folder of the host that is gone afterwards. */
export async function unpackArchive(host: Host, bytes: Uint8Array): Promise<Tree> {
  const folder = `/tmp/docker-build-${host.now()}`;
  const { files } = host;
  const plain = isGzip(bytes) ? (await host.load(() => import("fflate"))).gunzipSync(bytes) : bytes;
  files.mkdirs(folder, 0o700);
  try {
    for (const entry of decodeTar(plain)) {
      const path = `${folder}/${safePath(entry.name)}`;
      files.mkdirs(path.slice(0, path.lastIndexOf("/")));
      if (entry.type === "directory") files.mkdirs(path, entry.mode);
      else if (entry.type === "file") files.writeFile(path, entryData(entry), entry.mode);
      else if (entry.type === "symlink") files.symlink(entry.linkname, path);
      else if (entry.type === "link") files.link(`${folder}/${safePath(entry.linkname)}`, path);
      if (entry.type === "file" || entry.type === "directory") files.chmod(path, entry.mode);
    }
    return host.tree(folder);
  } catch (error) {
    if (error instanceof TarError)
      throw buildFailed(`failed to solve: failed to read downloaded context: ${error.message}`);
    throw error;
  } finally {
    files.removeAll(folder);
  }
}

/** A member's path without leading slashes and without a way out. */
function safePath(name: string): string {
  return name
    .split("/")
    .filter((part) => part !== "" && part !== "." && part !== "..")
    .join("/");
}
