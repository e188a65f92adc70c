/** A file that comes with the site: beside the page, or, under Node, in the folder of packages. */
export interface AssetAddress {
  readonly protocol: string;
  readonly href: string;
}

/** What lies outside of the pure rooms. */
interface Outside {
  readonly process?: { getBuiltinModule?(name: "fs"): { readFileSync(file: AssetAddress): Uint8Array } };
  fetch(
    url: AssetAddress,
  ): Promise<{ readonly ok: boolean; readonly status: number; arrayBuffer(): Promise<ArrayBuffer> }>;
}

/** Its bytes. Waits outside of simulated time: call it in `p.load`. */
export async function readAsset(url: AssetAddress): Promise<Uint8Array> {
  const outside = globalThis as unknown as Outside;
  if (url.protocol === "file:" && outside.process?.getBuiltinModule)
    return outside.process.getBuiltinModule("fs").readFileSync(url);
  const answer = await outside.fetch(url);
  if (!answer.ok) throw new Error(`${url.href}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

declare global {
  interface ImportMeta {
    url: string;
  }
}
