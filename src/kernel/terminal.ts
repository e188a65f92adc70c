import type { Reader, Writer } from "../std/stream.ts";

export interface WindowSize {
  readonly columns: number;
  readonly rows: number;
}

/** The line discipline's settings, by their stty names. */
export interface TerminalMode {
  /** Lines with editing (^H ^U ^W ^D); else each byte as it comes. */
  readonly icanon: boolean;
  readonly echo: boolean;
  /** ^C ^\ ^Z become signals for the foreground group. */
  readonly isig: boolean;
  /** CR typed becomes NL. */
  readonly icrnl: boolean;
  /** NL printed becomes CR NL. */
  readonly opost: boolean;
}

export const COOKED: TerminalMode = { icanon: true, echo: true, isig: true, icrnl: true, opost: true };
export const RAW: TerminalMode = { icanon: false, echo: false, isig: false, icrnl: false, opost: false };

/** The size that programs take a terminal of no size to have. */
export function usable({ columns, rows }: WindowSize): WindowSize {
  return { columns: columns || 80, rows: rows || 24 };
}

/** The slave side, as programs see a terminal. */
export interface Terminal {
  /** `/dev/pts/0`. */
  readonly name: string;
  /** To lay text out by: 80x24 where nobody said a size. */
  readonly size: WindowSize;
  /** As it was set: zeros where nobody said a size (`docker run -t` without a terminal of the client's). */
  readonly windowSize: WindowSize;
  readonly mode: TerminalMode;
  setMode(mode: TerminalMode): void;
  /** Sends SIGWINCH to the foreground group when it changed. */
  setSize(size: WindowSize): void;
  foregroundGroup: number;
  /** Puts bytes back that were read: they are the next to be read. */
  unread(bytes: Uint8Array): void;
}

/** The master side: what an emulator, `docker run -it` or sshd holds. Closing it hangs up (SIGHUP). */
export interface Pty {
  readonly terminal: Terminal;
  /** What the programs print. Read by a thread … */
  readonly output: Reader;
  /** … and what is typed. Waits while 64 KiB stand behind the line discipline's full 4096 bytes. */
  readonly input: Writer;
  /** Instead of `output`: called with each chunk printed, in the scheduler's turn. For the outside (a page). */
  onOutput(fn: (chunk: Uint8Array) => void): void;
  /** Instead of `input`: bytes typed from outside a thread; queued without limit. */
  push(bytes: Uint8Array): void;
  resize(size: WindowSize): void;
  close(): void;
}
