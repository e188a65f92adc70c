import { ErrnoError } from "../std/errno.ts";
import { concat } from "../std/text.ts";
import type { ProcessGroup, Session } from "./group.ts";
import { LineDiscipline, lastSignalKey } from "./line-discipline.ts";
import type { Pids } from "./pid-namespace.ts";
import { createMaster } from "./pty.ts";
import type { Scheduler } from "./scheduler.ts";
import { SIGNALS } from "./signal.ts";
import { actionOf, signalGroup } from "./signals.ts";
import type { Task } from "./task.ts";
import type { Pty, TerminalMode, WindowSize } from "./terminal.ts";
import type { ThreadQueue } from "./wait-queue.ts";

/** Bytes that may wait for the master to read them. */
const OUTPUT_LIMIT = 65_536;
/** With a listener instead of a reader: bytes a millisecond, and how many may come at once. */
const SPEED = 4096;
const BURST = 262_144;

/** A terminal: a line discipline between a keyboard and programs, and what the programs print. */
export class Tty {
  readonly readQueue: ThreadQueue;
  readonly writeQueue: ThreadQueue;
  /** The master waits here for output. */
  readonly outputQueue: ThreadQueue;
  /** The master waits here for room for input. */
  readonly inputQueue: ThreadQueue;
  readonly discipline: LineDiscipline;
  readonly master: Pty;
  size: WindowSize;
  session: Session | undefined;
  foreground: ProcessGroup | undefined;
  hungUp = false;
  /** Open slave descriptions, and how many there ever were. */
  users = 0;
  everUsers = 0;

  private pids: Pids | undefined;
  private number = 0;
  private readonly output: Uint8Array[] = [];
  private outputSize = 0;
  private listener: ((chunk: Uint8Array) => void) | undefined;
  private readonly typed: Uint8Array[] = [];
  private column = 0;
  private stopped = false;
  private budget = BURST;
  private budgetAt: number;

  constructor(
    readonly scheduler: Scheduler,
    private readonly hostPids: Pids,
    size: WindowSize,
  ) {
    this.size = size;
    this.budgetAt = scheduler.now;
    this.readQueue = scheduler.createQueue();
    this.writeQueue = scheduler.createQueue();
    this.outputQueue = scheduler.createQueue();
    this.inputQueue = scheduler.createQueue();
    this.discipline = new LineDiscipline({
      echo: (bytes) => this.print(Uint8Array.from(bytes)),
      signal: (signal) => this.signal(signal),
      stopOutput: (stopped) => {
        this.stopped = stopped;
        if (!stopped) this.writeQueue.wakeAll();
      },
      column: () => this.column,
    });
    this.master = createMaster(this);
    masters.set(this.master, this);
  }

  /** `/dev/pts/0`: numbered in the namespace of the session that it controls. */
  get name(): string {
    if (!this.pids) this.enroll(this.hostPids);
    return `/dev/pts/${this.number}`;
  }

  becomeControlling(session: Session, group: ProcessGroup, pids: Pids): void {
    this.enroll(pids);
    this.session = session;
    this.foreground = group;
    session.tty = this;
  }

  /** Its leader has ended: the foreground job is hung up, and nobody is controlled any more. */
  sessionEnded(): void {
    const { session, foreground } = this;
    if (session) session.tty = undefined;
    this.session = undefined;
    this.foreground = undefined;
    if (!foreground) return;
    signalGroup(foreground, SIGNALS.SIGHUP, undefined);
    signalGroup(foreground, SIGNALS.SIGCONT, undefined);
  }

  setMode(mode: TerminalMode): void {
    this.discipline.setMode(mode);
    this.accept();
    if (this.discipline.readable) this.readQueue.wakeAll();
  }

  setSize(size: WindowSize): void {
    if (size.columns === this.size.columns && size.rows === this.size.rows) return;
    this.size = size;
    this.signal(SIGNALS.SIGWINCH);
  }

  signal(signal: number): void {
    if (this.foreground) signalGroup(this.foreground, signal, undefined);
  }

  // Towards the programs

  /** More typed bytes. A key that is a signal is not kept waiting by what is before it. */
  type(bytes: Uint8Array): void {
    if (this.hungUp) return;
    this.typed.push(bytes);
    this.accept();
    if (this.typed.length === 0 || !this.discipline.mode.isig) return;
    const waiting = concat(this.typed);
    const at = lastSignalKey(waiting);
    if (at < 0) return;
    this.discipline.flush();
    this.typed.length = 0;
    this.typed.push(waiting.subarray(at));
    this.accept();
  }

  unread(bytes: Uint8Array): void {
    this.discipline.unread(bytes);
    if (this.discipline.readable) this.readQueue.wakeAll();
  }

  get typedAhead(): number {
    return this.typed.reduce((n, c) => n + c.length, 0);
  }

  private accept(): void {
    for (let first = this.typed[0]; first; first = this.typed[0]) {
      const taken = this.discipline.receive(first);
      if (taken < first.length) {
        this.typed[0] = first.subarray(taken);
        break;
      }
      this.typed.shift();
    }
    if (this.discipline.readable) this.readQueue.wakeAll();
    this.inputQueue.wakeAll();
  }

  /** What a program reads. A job in the background is stopped for it (SIGTTIN); one that cannot be gets EIO. */
  read(max: number, reader: Task | undefined): Uint8Array | null | undefined {
    if (this.hungUp) return null;
    if (reader && this.isBackground(reader)) {
      if (actionOf(reader, SIGNALS.SIGTTIN).handler === "ignore" || reader.group.orphaned) throw new ErrnoError("EIO");
      signalGroup(reader.group, SIGNALS.SIGTTIN, undefined);
      return undefined;
    }
    const data = this.discipline.read(max);
    if (data !== undefined) this.accept();
    return data;
  }

  get readable(): boolean {
    return this.hungUp || this.discipline.readable;
  }

  isBackground(task: Task): boolean {
    return this.session !== undefined && task.group.session === this.session && this.foreground !== task.group;
  }

  // Towards the screen

  /** What a program prints: how many bytes were taken. */
  write(data: Uint8Array): number {
    if (this.hungUp) throw new ErrnoError("EIO");
    if (this.stopped) return 0;
    const room = Math.min(data.length, this.room());
    if (room <= 0) return 0;
    this.print(room === data.length ? data : data.subarray(0, room));
    return room;
  }

  /** With a listener: how long until there is room again. */
  get writeDelay(): number | undefined {
    return this.listener && !this.stopped ? 4000 : undefined;
  }

  private room(): number {
    if (!this.listener) return OUTPUT_LIMIT - this.outputSize;
    const { now } = this.scheduler;
    this.budget = Math.min(BURST, this.budget + Math.floor(((now - this.budgetAt) * SPEED) / 1000));
    this.budgetAt = now;
    return this.budget;
  }

  /** NL becomes CR NL; the column is kept count of. */
  private print(data: Uint8Array): void {
    const shown = this.discipline.mode.opost ? withCarriageReturns(data) : data;
    for (const byte of shown) {
      if (byte === 13 || byte === 10) this.column = 0;
      else if (byte === 8) this.column = Math.max(0, this.column - 1);
      else if (byte === 9) this.column += 8 - (this.column % 8);
      else if (byte >= 0x20 && (byte & 0xc0) !== 0x80) this.column++;
    }
    if (this.listener) {
      this.budget -= shown.length;
      this.listener(shown);
      return;
    }
    this.output.push(shown);
    this.outputSize += shown.length;
    this.outputQueue.wakeAll();
  }

  listen(fn: (chunk: Uint8Array) => void): void {
    this.listener = fn;
    const waiting = this.takeOutput(Number.POSITIVE_INFINITY);
    if (waiting) fn(waiting);
  }

  /** What was printed; null when no program has it open any more; undefined when there is nothing yet. */
  takeOutput(max: number): Uint8Array | null | undefined {
    if (this.output.length === 0) return this.hungUp || (this.everUsers > 0 && this.users === 0) ? null : undefined;
    let all = concat(this.output);
    this.output.length = 0;
    if (all.length > max) {
      this.output.push(all.subarray(max));
      all = all.subarray(0, max);
    }
    this.outputSize -= all.length;
    this.writeQueue.wakeAll();
    return all;
  }

  opened(): void {
    this.users++;
    this.everUsers++;
  }

  closed(): void {
    if (--this.users === 0) this.outputQueue.wakeAll();
  }

  /** The master is gone: SIGHUP for the session's leader and the foreground, an end for who reads. */
  hangUp(): void {
    if (this.hungUp) return;
    this.hungUp = true;
    const { session, foreground } = this;
    for (const q of [this.readQueue, this.writeQueue, this.outputQueue, this.inputQueue]) q.wakeAll();
    this.pids?.removeTerminal(this);
    if (session?.leader && !session.leader.status) signalGroup(session.leader.group, SIGNALS.SIGHUP, undefined);
    if (foreground && foreground !== session?.leader?.group) {
      signalGroup(foreground, SIGNALS.SIGHUP, undefined);
      signalGroup(foreground, SIGNALS.SIGCONT, undefined);
    }
  }

  private enroll(pids: Pids): void {
    if (this.pids === pids) return;
    this.pids?.removeTerminal(this);
    this.pids = pids;
    this.number = pids.addTerminal(this);
  }
}

const masters = new WeakMap<Pty, Tty>();

/** The terminal behind a master that came in through the contract. */
export function ttyOf(pty: Pty): Tty {
  const tty = masters.get(pty);
  if (!tty) throw new Error("a terminal that this kernel did not make");
  return tty;
}

function withCarriageReturns(data: Uint8Array): Uint8Array {
  let count = 0;
  for (let i = data.indexOf(10); i >= 0; i = data.indexOf(10, i + 1)) count++;
  if (count === 0) return data;
  const out = new Uint8Array(data.length + count);
  let at = 0;
  for (const byte of data) {
    if (byte === 10) out[at++] = 13;
    out[at++] = byte;
  }
  return out;
}
