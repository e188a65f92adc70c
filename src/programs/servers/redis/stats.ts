interface Calls {
  calls: number;
  micros: number;
  failed: number;
}

/** What INFO counts. */
export class Stats {
  commands = 0;
  hits = 0;
  misses = 0;
  expired = 0;
  evicted = 0;
  errors = 0;
  readonly byError = new Map<string, number>();
  readonly byCommand = new Map<string, Calls>();

  called(name: string, micros: number): void {
    this.commands++;
    const one = this.byCommand.get(name) ?? { calls: 0, micros: 0, failed: 0 };
    one.calls++;
    one.micros += micros;
    this.byCommand.set(name, one);
  }

  looked(found: boolean): void {
    if (found) this.hits++;
    else this.misses++;
  }

  failed(message: string): void {
    this.errors++;
    const code = message.split(" ")[0] ?? "";
    this.byError.set(code, (this.byError.get(code) ?? 0) + 1);
  }

  /** CONFIG RESETSTAT. */
  reset(): void {
    this.commands = this.hits = this.misses = this.expired = this.evicted = this.errors = 0;
    this.byError.clear();
    this.byCommand.clear();
  }
}
