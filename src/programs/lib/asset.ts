import type { Progress } from "./loading.ts";

/** A file that comes with the site: beside the page, or, under Node, in the folder of packages. */
export interface AssetAddress {
  readonly protocol: string;
  readonly href: string;
}

interface Answer {
  readonly ok: boolean;
  readonly status: number;
  readonly body: { getReader(): { read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array }> } } | null;
  arrayBuffer(): Promise<ArrayBuffer>;
  clone(): Answer;
}

interface Cache {
  match(url: string): Promise<Answer | undefined>;
  put(url: string, answer: Answer): Promise<void>;
  keys(): Promise<readonly { readonly url: string }[]>;
  delete(url: string): Promise<boolean>;
}

/** What lies outside of the pure rooms. */
interface Outside {
  readonly process?: { getBuiltinModule?(name: "fs"): { readFileSync(file: AssetAddress): Uint8Array } };
  readonly caches?: { open(name: string): Promise<Cache> };
  fetch(url: AssetAddress): Promise<Answer>;
}

const outside = globalThis as unknown as Outside;

/** Its bytes. Waits outside of simulated time: call it in `p.load`. */
export async function readAsset(url: AssetAddress, progress?: Progress): Promise<Uint8Array> {
  if (url.protocol === "file:" && outside.process?.getBuiltinModule)
    return outside.process.getBuiltinModule("fs").readFileSync(url);
  const answer = await outside.fetch(url);
  if (!answer.ok) throw new Error(`${url.href}: ${answer.status}`);
  return bytesOf(answer, progress);
}

/**
 * The same, for a big file: the browser keeps it for visits without a network. What it keeps of the same name from another
 * version of the site goes.
 */
export async function readKeptAsset(url: AssetAddress, progress?: Progress): Promise<Uint8Array> {
  const cache = await openCache();
  if (!cache) return readAsset(url, progress);
  const kept = await cache.match(url.href);
  if (kept) return bytesOf(kept, progress);
  const answer = await outside.fetch(url);
  if (!answer.ok) throw new Error(`${url.href}: ${answer.status}`);
  const copy = answer.clone();
  const bytes = await bytesOf(answer, progress);
  const nameOf = (href: string) => href.replace(/-[\w-]{8}(?=\.\w+$)/, "");
  for (const old of await cache.keys()) if (nameOf(old.url) === nameOf(url.href)) await cache.delete(old.url);
  // A full disk keeps nothing: the next visit fetches it again.
  await cache.put(url.href, copy).catch(() => {});
  return bytes;
}

async function openCache(): Promise<Cache | undefined> {
  try {
    return await outside.caches?.open("drydock");
  } catch {
    return undefined;
  }
}

async function bytesOf(answer: Answer, progress: Progress | undefined): Promise<Uint8Array> {
  if (!progress || !answer.body) return new Uint8Array(await answer.arrayBuffer());
  const reader = answer.body.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await Promise.race([reader.read(), progress.cancelled]);
    if (done || !value) break;
    parts.push(value);
    size += value.length;
    progress.add(value.length);
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

declare global {
  interface ImportMeta {
    url: string;
  }
}
