import type { Host, HostTerminal, Output } from "../cli/host.ts";
import type { Tree } from "../filesystem/node.ts";
import type { Process } from "../kernel/process.ts";
import { SIGNALS } from "../kernel/signal.ts";
import { COOKED, RAW } from "../kernel/terminal.ts";
import { encode } from "../std/text.ts";

/** What the docker client learns of its machine beyond its own process. */
export interface ClientSurroundings {
  /** The folder of the host as it is now. */
  tree(path: string): Tree;
  /** A program has turned its terminal's echo off, or on again: what is typed meanwhile is a secret. */
  onSecretInput(open: boolean): void;
}

/** Signals that are no news to a program or cannot be caught: `--sig-proxy` leaves them out. */
const NOT_FORWARDED: ReadonlySet<number> = new Set([
  SIGNALS.SIGKILL,
  SIGNALS.SIGSTOP,
  SIGNALS.SIGCHLD,
  SIGNALS.SIGURG,
  SIGNALS.SIGPIPE,
  SIGNALS.SIGWINCH,
  SIGNALS.SIGTTIN,
  SIGNALS.SIGTTOU,
  SIGNALS.SIGTSTP,
  SIGNALS.SIGCONT,
]);

const TERMINATIONS: readonly number[] = [SIGNALS.SIGINT, SIGNALS.SIGTERM];

/** The client's port to the process that it runs as. */
export function clientHost(p: Process, around: ClientSurroundings): Host {
  const output = (fd: number): Output => ({
    write: (chunk) => p.write(fd, chunk),
    print: (text) => p.write(fd, encode(text)),
    close: () => p.close(fd),
    isTerminal: p.terminal(fd) !== undefined,
  });
  const handlers = new Map<number, ((signal: number) => void)[]>();
  // The client does not die of these two: it ends itself, with the status that a shell would give that death.
  const leave = (signal: number) => p.exit(128 + signal);
  for (const signal of TERMINATIONS) p.onSignal(signal, leave);
  const onSignal = (signal: number, handler: (signal: number) => void) => {
    const list = handlers.get(signal) ?? [];
    handlers.set(signal, [...list, handler]);
    p.onSignal(signal, (s) => {
      for (const fn of handlers.get(s) ?? []) fn(s);
    });
    return () => {
      const rest = (handlers.get(signal) ?? []).filter((fn) => fn !== handler);
      handlers.set(signal, rest);
      if (rest.length === 0) p.onSignal(signal, TERMINATIONS.includes(signal) ? leave : "default");
    };
  };
  const terminalFd = [0, 1, 2].find((fd) => p.terminal(fd));
  return {
    args: p.argv.slice(1),
    name: (p.argv[0] ?? "docker").split("/").pop() ?? "docker",
    env: p.env,
    cwd: p.cwd,
    stdin: { read: () => p.read(0), isTerminal: p.terminal(0) !== undefined },
    stdout: output(1),
    stderr: output(2),
    files: p.files,
    tree: (path) => around.tree(p.files.realpath(path)),
    terminal: terminalFd === undefined ? undefined : hostTerminal(p, terminalFd, around),
    cancel: p.cancel,
    now: () => p.now(),
    sleep: (span, cancel) => p.sleep(span, cancel),
    thread: (run) => p.thread(run),
    load: (what) => p.load(what),
    onSignal,
    onAnySignal(handler) {
      const undo = Object.values(SIGNALS)
        .filter((s) => !NOT_FORWARDED.has(s))
        .map((s) => onSignal(s, handler));
      return () => {
        for (const fn of undo) fn();
      };
    },
    onResize: (handler) => onSignal(SIGNALS.SIGWINCH, handler),
  };
}

function hostTerminal(p: Process, fd: number, around: ClientSurroundings): HostTerminal {
  const terminal = () => p.terminal(fd);
  const change = (mode: typeof RAW, restored: () => void = () => {}) => {
    const before = terminal()?.mode ?? COOKED;
    terminal()?.setMode(mode);
    return () => {
      terminal()?.setMode(before);
      restored();
    };
  };
  return {
    size: () => terminal()?.size ?? { columns: 80, rows: 24 },
    setRaw: () => change(RAW),
    setNoEcho() {
      around.onSecretInput(true);
      return change({ ...COOKED, echo: false }, () => around.onSecretInput(false));
    },
  };
}
