import type { Stat } from "../filesystem/files.ts";
import { anonymousStat, OpenDescription } from "./description.ts";

/** An output that hands each write to a function; looks like a pipe. */
export class SinkDescription extends OpenDescription {
  readonly kind = "pipe";

  constructor(
    private readonly ino: number,
    private readonly sink: (chunk: Uint8Array | null) => Promise<void> | undefined,
  ) {
    super();
  }

  get target(): string {
    return `pipe:[${this.ino}]`;
  }

  override writeThrough(data: Uint8Array): Promise<void> | undefined {
    return this.sink(data);
  }

  override stat(): Stat {
    return anonymousStat("fifo", this.ino, 0);
  }

  protected override closed(): void {
    void this.sink(null);
  }
}
