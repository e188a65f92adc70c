import { StartFailed } from "../../api/errors.ts";
import type { Files } from "../../filesystem/files.ts";
import type { Description } from "../../kernel/descriptor.ts";
import type { Kernel, KernelProcess, ProcessSpec } from "../../kernel/kernel.ts";
import { type Found, lookUp } from "../../kernel/program-image.ts";
import type { ExitStatus } from "../../kernel/signal.ts";
import { type ErrnoError, isErrno } from "../../std/errno.ts";
import { encode } from "../../std/text.ts";
import { CREATE_FAILED, NOT_A_FOLDER, StartRefused } from "./start-refused.ts";

/**
 * Looks for what is to be run, as runc does before anything is started. `prefix` stands in front of its words. Throws
 * StartFailed: 127 when it is not there, 126 when it may not be executed.
 */
export function findExecutable(files: Files, name: string, path: string | undefined, prefix: string): Found {
  try {
    return lookUp(files, name, path);
  } catch (e) {
    if (!isErrno(e)) throw e;
    const { why, exitCode } = refusal(files, name, e);
    const message = `${prefix}exec: ${JSON.stringify(name)}: ${why}`;
    // The client of a run knows nothing of this one; the record and an exec have the status.
    if (e.code === "ENOTDIR" && prefix === CREATE_FAILED) throw new StartRefused(message, 128, exitCode);
    throw new StartFailed(message, exitCode);
  }
}

function refusal(files: Files, name: string, e: ErrnoError): { why: string; exitCode: 126 | 127 } {
  if (!name.includes("/")) return { why: "executable file not found in $PATH", exitCode: 127 };
  if (e.code === "ENOENT") return { why: `stat ${name}: no such file or directory`, exitCode: 127 };
  if (e.code === "ENOTDIR") return { why: `stat ${name}: ${NOT_A_FOLDER}`, exitCode: 127 };
  const folder = files.exists(name) && files.stat(name).kind === "directory";
  return { why: folder ? "is a directory: permission denied" : "permission denied", exitCode: 126 };
}

const EXEC_FAILED: ExitStatus = { kind: "exited", code: 255 };

/**
 * Starts a process. What only shows when the kernel is asked to execute the file (no format that it knows, an interpreter
 * that is not there) is no refusal: the process says it on its standard error and ends with 255.
 */
export function spawnOrSay(
  kernel: Kernel,
  spec: ProcessSpec,
  stderr: Description | undefined,
  say: (text: Uint8Array) => void,
): KernelProcess {
  try {
    return kernel.spawn(spec);
  } catch (e) {
    if (!isErrno(e)) throw e;
    const words = e.strerror.charAt(0).toLowerCase() + e.strerror.slice(1);
    return stillborn(kernel, () => say(encode(`exec ${spec.found?.path ?? spec.argv[0] ?? ""}: ${words}\n`)), stderr);
  }
}

/** A process that ends as soon as it begins. */
function stillborn(kernel: Kernel, act: () => void, stderr: Description | undefined): KernelProcess {
  const listeners: ((status: ExitStatus) => void)[] = [];
  const ended = kernel.createWaitQueue();
  const startTime = kernel.now();
  let status: ExitStatus | undefined;
  stderr?.retain();
  kernel.thread("exec", async () => {
    act();
    stderr?.release();
    status = EXEC_FAILED;
    for (const fn of listeners) fn(EXEC_FAILED);
    ended.wakeAll();
  });
  return {
    pid: 0,
    get status() {
      return status;
    },
    startTime,
    async exited(cancel) {
      while (!status) await ended.wait(cancel ? { cancel } : {});
      return status;
    },
    onExit: (fn) => void listeners.push(fn),
    signal: () => {},
    info: () => ({
      pid: 0,
      ppid: 0,
      pgid: 0,
      sid: 0,
      uid: 0,
      gid: 0,
      user: "root",
      tty: "?",
      state: "Z",
      argv: [],
      comm: "",
      startTime,
      cpuTime: 0,
      rss: 0,
    }),
  };
}
