import { isErrno } from "../std/errno.ts";
import type { Program } from "./process.ts";
import { SIGNALS, statusCode } from "./signal.ts";

export const INIT_PATH = "/sbin/docker-init";

/** Signals that are about this process itself, or cannot be caught. */
const OWN: ReadonlySet<number> = new Set([
  SIGNALS.SIGKILL,
  SIGNALS.SIGSTOP,
  SIGNALS.SIGCHLD,
  SIGNALS.SIGFPE,
  SIGNALS.SIGILL,
  SIGNALS.SIGSEGV,
  SIGNALS.SIGBUS,
  SIGNALS.SIGABRT,
  SIGNALS.SIGTRAP,
  SIGNALS.SIGSYS,
  SIGNALS.SIGTTIN,
  SIGNALS.SIGTTOU,
]);

/**
 * `docker run --init`: process 1 that starts the command in a group of its own (the terminal's foreground group), forwards
 * signals to it, reaps every orphan, and ends with the command's status.
 */
export const initProgram: Program = async (p) => {
  const argv = p.argv.slice(2);
  const name = argv[0] ?? "";
  for (const signal of [SIGNALS.SIGTTIN, SIGNALS.SIGTTOU]) p.onSignal(signal, "ignore");
  let child: number;
  try {
    child = p.spawn(argv, {
      pgid: 0,
      foreground: true,
      signals: new Map([
        [SIGNALS.SIGTTIN, "default"],
        [SIGNALS.SIGTTOU, "default"],
      ]),
    });
  } catch (error) {
    if (!isErrno(error)) throw error;
    await p.write(2, `[FATAL tini (7)] exec ${name} failed: ${error.strerror}\n`);
    return error.code === "ENOENT" ? 127 : 126;
  }
  for (const signal of Object.values(SIGNALS)) {
    if (!OWN.has(signal)) p.onSignal(signal, (s) => p.kill(child, s));
  }
  for (;;) {
    const ended = await p.wait(-1);
    if (ended?.pid !== child) continue;
    if (ended.status.kind === "exited" || ended.status.kind === "signaled") return statusCode(ended.status);
  }
};
