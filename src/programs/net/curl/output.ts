import type { Process } from "../../../kernel/process.ts";
import type { Done } from "./transfer.ts";

/** Where a transfer's bytes go: a file, made with the first byte, or standard output. */
export interface OutputFile {
  readonly path: string | undefined;
  put(bytes: Uint8Array): Promise<void>;
  /** An answer without a body still makes its file. */
  finish(done: Done): Promise<void>;
  close(): void;
}

export function createOutput(p: Process, path: string | undefined, makeFolders: boolean): OutputFile {
  let fd: number | undefined;
  const open = async (to: string): Promise<number> => {
    const folder = to.replace(/\/[^/]*$/, "");
    if (makeFolders && folder !== to && folder !== "") p.files.mkdirs(folder);
    return await p.open(to, { write: true, create: true, truncate: true });
  };
  return {
    path,
    async put(bytes) {
      if (path === undefined) return await p.write(1, bytes);
      fd ??= await open(path);
      await p.write(fd, bytes);
    },
    async finish(done) {
      if (path !== undefined && fd === undefined && done.status > 0) fd = await open(path);
    },
    close() {
      if (fd !== undefined) p.close(fd);
      fd = undefined;
    },
  };
}
