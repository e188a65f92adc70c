import type { Files } from "../filesystem/files.ts";
import type { Description } from "../kernel/descriptor.ts";
import type { Kernel, KernelProcess } from "../kernel/kernel.ts";
import { statusCode } from "../kernel/signal.ts";
import { lines } from "../std/stream.ts";
import { encode } from "../std/text.ts";
import type { ExecResult } from "./types.ts";

/** Where a line and what it printed are kept while it runs. */
export interface ExecFiles {
  readonly command: string;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * One bash that lives over many lines, so that `cd` and variables last. Each line is sourced from a file, with /dev/null
 * as its stdin and files as stdout and stderr; a line of its own behind it, since bash throws the rest of a line with a wrong
 * expansion away, says the status on the shell's own stdout.
 */
export interface ExecShell {
  /** To be called on a kernel thread. */
  run(line: string): Promise<ExecResult>;
}

export interface ExecShellOptions {
  readonly kernel: Kernel;
  readonly files: Files;
  readonly paths: ExecFiles;
  /** Starts `bash --norc` with these descriptors. */
  start(fds: ReadonlyMap<number, Description>): KernelProcess;
}

export function createExecShell({ kernel, files, paths, start }: ExecShellOptions): ExecShell {
  interface Session {
    readonly process: KernelProcess;
    write(text: string): Promise<void>;
    readonly status: AsyncGenerator<string>;
  }
  let session: Session | undefined;

  function open(): Session {
    const stdin = kernel.createPipe();
    const out = kernel.createPipe();
    const process = start(
      new Map([
        [0, stdin.readEnd],
        [1, out.writeEnd],
        [2, out.writeEnd],
      ]),
    );
    // Ours are the other ends; the shell's own copies keep these alive.
    stdin.readEnd.release();
    out.writeEnd.release();
    return { process, write: (text) => stdin.writer.write(encode(text)), status: lines(out.reader) };
  }

  const read = (path: string) => (files.exists(path) ? files.readText(path) : "");

  return {
    async run(line) {
      if (!session || session.process.status) session = open();
      files.writeFile(paths.command, `${line}\n`);
      await session.write(`source ${paths.command} >${paths.stdout} 2>${paths.stderr} </dev/null\necho "@@$?"\n`);
      let exitCode: number | undefined;
      for (let l = await session.status.next(); !l.done; l = await session.status.next()) {
        const m = /^@@(\d+)$/.exec(l.value);
        if (m) {
          exitCode = Number(m[1]);
          break;
        }
      }
      if (exitCode === undefined) {
        exitCode = statusCode(await session.process.exited());
        session = undefined;
      }
      return { stdout: read(paths.stdout), stderr: read(paths.stderr), exitCode };
    },
  };
}
