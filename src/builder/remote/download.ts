import type { Fetched } from "../../api/build.ts";
import { ApiError } from "../../api/errors.ts";
import { digestOf } from "../../std/digest.ts";
import { parseHttpDate } from "../../std/http-date.ts";
import type { BuildContext } from "../context.ts";

/** What a server gave for an address: content with the name and the time that the server gave it. */
export interface Download {
  readonly name: string;
  readonly body: Uint8Array;
  readonly digest: string;
  /** Microseconds since 1970: `Last-Modified`, else 0. */
  readonly mtime: number;
  readonly etag: string | undefined;
}

/** What a download failed with, before it is said of which step. */
export class DownloadFailed extends Error {
  override readonly name = "DownloadFailed";
}

/**
 * Gets what is behind an address. What was got before is asked for by its ETag first, and only got again when it has
 * changed; `known` says that it had not.
 */
export async function download(
  { backend, cache, cancel }: Pick<BuildContext, "backend" | "cache" | "cancel">,
  url: string,
  purpose: string,
): Promise<{ readonly file: Download; readonly known: boolean }> {
  const key = `${purpose} ${url}`;
  const before = cache.downloads.get(key);
  const ask = async (method: "GET" | "HEAD", headers: readonly (readonly [string, string])[]): Promise<Fetched> => {
    try {
      return await backend.fetch({ method, url, headers }, cancel);
    } catch (e) {
      if (e instanceof ApiError) throw new DownloadFailed(e.message);
      throw e;
    }
  };
  if (before?.etag !== undefined) {
    const answer = await ask("HEAD", [["If-None-Match", before.etag]]);
    const same = answer.status === 304 || (answer.status === 200 && answer.headers.get("etag") === before.etag);
    if (same) return { file: before, known: true };
  }
  const answer = await ask("GET", []);
  if (answer.status < 200 || answer.status > 399) throw new DownloadFailed(`invalid response status ${answer.status}`);
  const modified = answer.headers.get("last-modified");
  const file: Download = {
    name: nameOf(url),
    body: answer.body,
    digest: digestOf(answer.body),
    mtime: (modified === undefined ? undefined : parseHttpDate(modified)) ?? 0,
    etag: answer.headers.get("etag"),
  };
  cache.downloads.set(key, file);
  return { file, known: before?.digest === file.digest };
}

/** The last part of the address's path; `download` where it has none. */
function nameOf(url: string): string {
  const path = url.replace(/^https?:\/\/[^/?#]*/i, "").replace(/[?#].*$/, "");
  return path.slice(path.lastIndexOf("/") + 1) || "download";
}
