import type { Process } from "../../../kernel/process.ts";
import { SECOND } from "../../../std/time.ts";

/** The table of a transfer's progress on standard error; curl 8.17 made it narrower. */
export interface Meter {
  begin(): Promise<void>;
  /** The last row. `total` is 0 where the length was not known. */
  end(received: number, total: number, sent: number, span: number): Promise<void>;
  /** Whether a row stands on the line. */
  readonly open: boolean;
  newline(): Promise<void>;
}

const NO_METER: Meter = {
  async begin() {},
  async end() {},
  async newline() {},
  open: false,
};

export function createMeter(p: Process, shown: boolean, narrow: boolean): Meter {
  if (!shown) return NO_METER;
  let open = false;
  let begun = false;
  return {
    get open() {
      return open;
    },
    async begin() {
      if (!begun)
        await p.write(
          2,
          narrow
            ? "  % Total    % Received % Xferd  Average Speed  Time    Time    Time   Current\n                                 Dload  Upload  Total   Spent   Left   Speed\n"
            : "  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n                                 Dload  Upload   Total   Spent    Left  Speed\n",
        );
      begun = true;
      await p.write(2, `\r${row(narrow, 0, 0, 0, 0)}`);
      open = true;
    },
    async end(received, total, sent, span) {
      await p.write(2, `\r${row(narrow, received, total, sent, span)}`);
    },
    async newline() {
      if (open) await p.write(2, "\n");
      open = false;
    },
  };
}

function row(narrow: boolean, received: number, total: number, sent: number, span: number): string {
  const all = total + sent;
  const percent = all > 0 ? Math.floor((100 * (received + sent)) / all) : received > 0 ? 100 : 0;
  const done = total > 0 ? Math.floor((100 * received) / total) : 0;
  const up = sent > 0 ? 100 : 0;
  const rate = (bytes: number) => size(span > 0 ? Math.round((bytes * SECOND) / span) : 0, narrow ? 6 : 5);
  const n = (value: number, width: number) => String(value).padStart(width);
  const s = (value: number, width: number) => size(value, width).padStart(width);
  const current = rate(received + sent);
  if (narrow)
    return `${n(percent, 3)} ${s(total || received, 6)} ${n(done, 3)} ${s(received, 6)} ${n(up, 3)} ${s(sent, 6)} ${rate(received).padStart(6)} ${rate(sent).padStart(6)} ${" ".repeat(23)}${current.padStart(7)}`;
  return `${n(percent, 3)} ${s(total || received, 5)}  ${n(done, 3)} ${s(received, 5)}  ${n(up, 3)} ${s(sent, 5)}  ${rate(received).padStart(5)}  ${rate(sent).padStart(5)} --:--:-- --:--:-- --:--:-- ${current.padStart(5)}`;
}

/** At most `width` characters: `94736`, `114k`, `6.2M`. */
function size(bytes: number, width: number): string {
  if (bytes < 10 ** width && bytes < 100_000) return String(bytes);
  const units = ["k", "M", "G", "T"];
  let value = bytes / 1024;
  for (const unit of units) {
    if (value < 1000) return `${value < 100 ? value.toFixed(1) : String(Math.floor(value))}${unit}`;
    value /= 1024;
  }
  return String(bytes);
}
