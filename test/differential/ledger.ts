import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What has been tried so far: runs add up over sessions. */
export interface Ledger {
  /** Runs of consecutive seeds, and which of them differed when they were first run. */
  readonly runs: { readonly from: number; readonly count: number; readonly differed: readonly number[] }[];
  /** Differences found and what became of them, by the seed that showed them first. */
  readonly differences: Record<string, string>;
  /** What became of them. */
  readonly note?: string;
}

const FILE = join(import.meta.dirname, "ledger.json");

export function readLedger(): Ledger {
  if (!existsSync(FILE)) return { runs: [], differences: {} };
  return JSON.parse(readFileSync(FILE, "utf8")) as Ledger;
}

export function writeLedger(ledger: Ledger): void {
  writeFileSync(FILE, `${JSON.stringify(ledger, null, 2)}\n`);
}

/** The first seed after all that were run. */
export function freshSeed({ runs }: Ledger): number {
  return Math.max(1, ...runs.map((r) => r.from + r.count));
}
