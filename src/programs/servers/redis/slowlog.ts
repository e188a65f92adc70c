import type { Client } from "./client.ts";
import { array, bulk, integer, type Reply, texts } from "./resp.ts";

interface Entry {
  readonly id: number;
  readonly at: number;
  readonly micros: number;
  readonly words: readonly string[];
  readonly address: string;
  readonly name: string;
}

/** Commands that took longer than `slowlog-log-slower-than` microseconds; the newest first. */
export class Slowlog {
  private entries: Entry[] = [];
  private count = 0;

  constructor(private readonly config: ReadonlyMap<string, string>) {}

  get length(): number {
    return this.entries.length;
  }

  note(words: readonly string[], client: Client, began: number, micros: number): void {
    const limit = Number(this.config.get("slowlog-log-slower-than") ?? 10_000);
    if (limit < 0 || micros < limit || client.id === 0) return;
    const entry = { id: this.count++, at: began, micros, words, address: client.address, name: client.name };
    this.entries = [entry, ...this.entries].slice(0, Number(this.config.get("slowlog-max-len") ?? 128));
  }

  reset(): void {
    this.entries = [];
  }

  shown(count: number): Reply {
    const wanted = count < 0 ? this.entries : this.entries.slice(0, count);
    return array(
      wanted.map((e) =>
        array([
          integer(e.id),
          integer(Math.floor(e.at / 1_000_000)),
          integer(e.micros),
          texts(e.words),
          bulk(e.address),
          bulk(e.name),
        ]),
      ),
    );
  }
}
