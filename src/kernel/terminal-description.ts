import type { Stat } from "../filesystem/files.ts";
import { anonymousStat, OpenDescription } from "./description.ts";
import type { Task } from "./task.ts";
import type { Tty } from "./tty.ts";
import type { ThreadQueue } from "./wait-queue.ts";

/** The slave side as an open file. */
export class TerminalDescription extends OpenDescription {
  readonly kind = "terminal";

  constructor(private readonly terminal: Tty) {
    super();
    terminal.opened();
  }

  override get tty(): Tty {
    return this.terminal;
  }

  get target(): string {
    return this.tty.name;
  }

  override get readQueue(): ThreadQueue {
    return this.tty.readQueue;
  }

  override get writeQueue(): ThreadQueue {
    return this.tty.writeQueue;
  }

  override get writeDelay(): number | undefined {
    return this.tty.writeDelay;
  }

  override read(max: number, reader: Task | undefined): Uint8Array | null | undefined {
    return this.tty.read(max, reader);
  }

  override write(data: Uint8Array): number {
    return this.tty.write(data);
  }

  override readable(): boolean {
    return this.tty.readable;
  }

  override stat(): Stat {
    const number = Number(this.tty.name.slice("/dev/pts/".length));
    return {
      ...anonymousStat("device", 3 + number, this.tty.scheduler.now),
      mode: 0o620,
      gid: 5,
      dev: 24,
      device: "tty",
    };
  }

  protected override closed(): void {
    this.tty.closed();
  }
}
