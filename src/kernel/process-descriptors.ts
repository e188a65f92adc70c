import type { OpenFlags, Stat } from "../filesystem/files.ts";
import { ErrnoError, isErrno } from "../std/errno.ts";
import type { Reader, Writer } from "../std/stream.ts";
import { encode } from "../std/text.ts";
import type { Micros } from "../std/time.ts";
import { openDescription } from "./open.ts";
import { PIPE_CAPACITY, Pipe, PipeReadEnd, PipeWriteEnd } from "./pipe.ts";
import { Killed } from "./process.ts";
import { ProcessBase } from "./process-base.ts";
import { SIGNALS } from "./signal.ts";
import { sendSignal } from "./signals.ts";
import type { Terminal } from "./terminal.ts";
import { terminalFor } from "./tty-view.ts";

/** The calls on descriptors. */
export class ProcessDescriptors extends ProcessBase {
  async open(path: string, flags: OpenFlags, mode?: number): Promise<number> {
    this.enter();
    const d = await openDescription(this.task, this.view, path, flags, mode);
    const fd = this.task.install(d);
    await this.finish();
    return fd;
  }

  close(fd: number): void {
    this.enter();
    const d = this.task.description(fd);
    delete this.task.fds[fd];
    d.release();
  }

  dup2(from: number, to: number): void {
    this.enter();
    const d = this.task.description(from);
    if (from === to) return;
    const before = this.task.fds[to];
    this.task.fds[to] = d.retain();
    before?.release();
  }

  dup(fd: number, min = 0): number {
    this.enter();
    return this.task.install(this.task.description(fd).retain(), min);
  }

  pipe(): [number, number] {
    this.enter();
    const pipe = new Pipe(this.task.core.scheduler);
    return [this.task.install(new PipeReadEnd(pipe)), this.task.install(new PipeWriteEnd(pipe))];
  }

  async read(fd: number, max = PIPE_CAPACITY): Promise<Uint8Array | null> {
    this.enter();
    const d = this.task.description(fd);
    for (;;) {
      const data = d.read(max, this.task);
      if (data !== undefined) {
        await this.finish();
        return data;
      }
      await this.park(d.readQueue ? [d.readQueue] : []);
    }
  }

  async write(fd: number, data: Uint8Array | string): Promise<void> {
    this.enter();
    const d = this.task.description(fd);
    const bytes = typeof data === "string" ? encode(data) : data;
    try {
      if (d.writeThrough) await d.writeThrough(bytes);
      else {
        for (let at = 0; at < bytes.length; ) {
          const taken = d.write(at === 0 ? bytes : bytes.subarray(at), this.task);
          if (taken === 0) await this.park(d.writeQueue ? [d.writeQueue] : [], d.writeDelay);
          at += taken;
        }
      }
    } catch (error) {
      if (isErrno(error, "EPIPE")) sendSignal(this.task, SIGNALS.SIGPIPE, this.task);
      if (this.task.status) throw new Killed();
      throw error;
    }
    await this.finish();
  }

  seek(fd: number, offset: number, from: "start" | "current" | "end" = "start"): number {
    this.enter();
    return this.task.description(fd).seek(offset, from);
  }

  fstat(fd: number): Stat {
    this.enter();
    return this.task.description(fd).stat();
  }

  ftruncate(fd: number, size: number): void {
    this.enter();
    this.task.description(fd).truncate(size);
  }

  terminal(fd: number): Terminal | undefined {
    this.enter();
    const tty = this.task.fds[fd]?.tty;
    return tty && terminalFor(this.task, tty);
  }

  get controllingTerminal(): Terminal | undefined {
    const { tty } = this.task.group.session;
    return tty && terminalFor(this.task, tty);
  }

  descriptors(): number[] {
    this.enter();
    return [...this.task.fds.keys()].filter((fd) => this.task.fds[fd]);
  }

  reader(fd: number): Reader {
    return { read: () => this.read(fd) };
  }

  writer(fd: number): Writer {
    return { write: (chunk) => this.write(fd, chunk), close: () => this.close(fd) };
  }

  async poll(fds: readonly number[], timeout?: Micros): Promise<number | undefined> {
    return (await this.select(fds, [], timeout)).reads[0];
  }

  async select(
    reads: readonly number[],
    writes: readonly number[],
    timeout?: Micros,
  ): Promise<{ readonly reads: readonly number[]; readonly writes: readonly number[] }> {
    this.enter();
    const end = timeout === undefined ? undefined : this.task.now() + timeout;
    for (;;) {
      const ready = {
        reads: reads.filter((fd) => this.task.description(fd).readable()),
        writes: writes.filter((fd) => this.task.description(fd).writable()),
      };
      const left = end && end - this.task.now();
      if (ready.reads.length + ready.writes.length > 0 || (left !== undefined && left <= 0)) {
        await this.finish();
        return ready;
      }
      const queues = [
        ...reads.map((fd) => this.task.description(fd).readQueue),
        ...writes.map((fd) => this.task.description(fd).writeQueue),
      ].filter((q) => q !== undefined);
      if (queues.length === 0 && left === undefined) throw new ErrnoError("EINVAL");
      await this.park(queues, left);
    }
  }
}
