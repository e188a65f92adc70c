import { concat, decode } from "../std/text.ts";
import { charWidth } from "../std/width.ts";
import { SIGNALS } from "./signal.ts";
import { COOKED, type TerminalMode } from "./terminal.ts";

/** Bytes that wait to be read at most; an unfinished line may have one less. */
const INPUT_LIMIT = 4096;

const INTR = 3;
const EOF = 4;
const BACKSPACE = 8;
const TAB = 9;
const NL = 10;
const CR = 13;
const START = 17;
const REPRINT = 18;
const STOP = 19;
const KILL = 21;
const LNEXT = 22;
const WERASE = 23;
const SUSP = 26;
const QUIT = 28;
const DEL = 127;

/** What the line discipline asks of its terminal. */
export interface DisciplineEffects {
  /** Shows bytes as if the program had printed them. */
  echo(bytes: readonly number[]): void;
  /** For the foreground group. */
  signal(signal: number): void;
  /** ^S and ^Q. */
  stopOutput(stopped: boolean): void;
  /** Where the cursor stands, for erasing a tab. */
  column(): number;
}

/**
 * What stands between the keyboard and a reading program, as Linux's n_tty: in canonical mode lines that can be edited
 * (^H, ^U, ^W, ^R, ^V) and ended (Enter, ^D), else each byte as it comes; ^C, ^\ and ^Z as signals; echo. A character of
 * several bytes is erased whole, and one that is two columns wide takes both away.
 */
export class LineDiscipline {
  private mode_: TerminalMode = COOKED;
  /** What may be read; an empty chunk is an end of file. */
  private readonly ready: Uint8Array[] = [];
  private readySize = 0;
  /** The line being edited, as bytes. */
  private line: number[] = [];
  private lineColumn = 0;
  private literalNext = false;
  /** Echo that has not been shown yet: one chunk for all that was typed at once. */
  private echoed: number[] = [];

  constructor(private readonly effects: DisciplineEffects) {}

  get mode(): TerminalMode {
    return this.mode_;
  }

  /** Bytes that wait are kept: an unfinished line can be read at once in raw mode; raw bytes become a line. */
  setMode(mode: TerminalMode): void {
    if (mode.icanon !== this.mode_.icanon && this.line.length > 0) this.endLine();
    if (!mode.icanon) this.dropEnds();
    this.mode_ = mode;
  }

  get readable(): boolean {
    return this.ready.length > 0;
  }

  /** Whether more may be typed before something is read. */
  get full(): boolean {
    return this.readySize >= INPUT_LIMIT;
  }

  /** At most `max` bytes of one line (canonical) or of all; null for an end of file; undefined when nothing is there. */
  read(max: number): Uint8Array | null | undefined {
    const first = this.ready[0];
    if (!first) return undefined;
    if (first.length === 0) {
      this.ready.shift();
      return null;
    }
    if (!this.mode_.icanon && this.ready.length > 1) {
      const all = concat(this.ready);
      this.ready.length = 0;
      this.ready.push(all);
      return this.take(all, max);
    }
    return this.take(first, max);
  }

  /** Takes typed bytes as far as there is room; gives how many. */
  receive(bytes: Uint8Array): number {
    let at = 0;
    while (at < bytes.length && !this.full) {
      const end = this.plainRun(bytes, at);
      if (end > at) {
        this.ready.push(bytes.slice(at, end));
        this.readySize += end - at;
        at = end;
      } else this.byte(bytes[at++] ?? 0);
    }
    this.showEcho();
    return at;
  }

  /** Bytes that were read are there once more, before all others. */
  unread(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.ready.unshift(bytes.slice());
    this.readySize += bytes.length;
  }

  /** How far bytes can be taken as they are: raw, without echo, up to one that means something, or the limit. */
  private plainRun(bytes: Uint8Array, from: number): number {
    const { icanon, echo, isig, icrnl } = this.mode_;
    if (icanon || echo || this.literalNext) return from;
    const last = Math.min(bytes.length, from + INPUT_LIMIT - this.readySize);
    let end = from;
    for (; end < last; end++) {
      const byte = bytes[end] ?? 0;
      if ((isig && signalOf(byte) !== undefined) || (icrnl && byte === CR)) break;
    }
    return end;
  }

  /** Drops all that has not been read. */
  flush(): void {
    this.ready.length = 0;
    this.readySize = 0;
    this.line = [];
    this.literalNext = false;
  }

  private echo(bytes: readonly number[]): void {
    this.echoed.push(...bytes);
  }

  private showEcho(): void {
    if (this.echoed.length === 0) return;
    const { echoed } = this;
    this.echoed = [];
    this.effects.echo(echoed);
  }

  private take(chunk: Uint8Array, max: number): Uint8Array {
    const taken = chunk.subarray(0, max);
    if (taken.length === chunk.length) this.ready.shift();
    else this.ready[0] = chunk.subarray(max);
    this.readySize -= taken.length;
    return taken;
  }

  private dropEnds(): void {
    const rest = this.ready.filter((c) => c.length > 0);
    this.ready.length = 0;
    this.ready.push(...rest);
  }

  private byte(typed: number): void {
    const { mode_: mode } = this;
    if (this.literalNext) {
      this.literalNext = false;
      return this.keep(typed);
    }
    if (mode.isig) {
      const signal = signalOf(typed);
      if (signal !== undefined) return this.interrupt(typed, signal);
    }
    if (mode.icanon && (typed === STOP || typed === START)) return this.effects.stopOutput(typed === STOP);
    const byte = typed === CR && mode.icrnl ? NL : typed;
    if (!mode.icanon) return this.raw(byte);
    switch (byte) {
      case NL:
        this.line.push(NL);
        if (mode.echo) this.echo([NL]);
        return this.endLine();
      case EOF:
        return this.endLine(true);
      case BACKSPACE:
      case DEL:
        return this.erase();
      case KILL:
        while (this.line.length > 0) this.erase();
        return;
      case WERASE:
        return this.eraseWord();
      case REPRINT:
        return this.reprint();
      case LNEXT:
        this.literalNext = true;
        if (mode.echo) this.echo([0x5e, BACKSPACE]);
        return;
      default:
        return this.keep(byte);
    }
  }

  private interrupt(byte: number, signal: number): void {
    this.flush();
    // What was typed in the same breath and not shown yet never is, an earlier signal's key included.
    this.echoed = [];
    if (this.mode_.echo) this.echo(visible(byte));
    this.effects.signal(signal);
  }

  private raw(byte: number): void {
    const last = this.ready.at(-1);
    if (last && last.length > 0 && last.length < 256) this.ready[this.ready.length - 1] = Uint8Array.of(...last, byte);
    else this.ready.push(Uint8Array.of(byte));
    this.readySize++;
    if (this.mode_.echo) this.echo(byte === NL || byte === TAB ? [byte] : visible(byte));
  }

  private keep(byte: number): void {
    if (!this.mode_.icanon) return this.raw(byte);
    if (this.line.length >= INPUT_LIMIT - 1) {
      this.echo([7]);
      return;
    }
    if (this.line.length === 0) {
      this.showEcho();
      this.lineColumn = this.effects.column();
    }
    this.line.push(byte);
    if (this.mode_.echo) this.echo(byte === TAB ? [byte] : visible(byte));
  }

  /** The line can be read now. Without bytes (^D on an empty line) that is an end of file. */
  private endLine(byEof = false): void {
    if (this.line.length > 0 || byEof) this.ready.push(Uint8Array.from(this.line));
    this.readySize += this.line.length;
    this.line = [];
  }

  private erase(): void {
    const char = this.pop();
    if (char.length === 0 || !this.mode_.echo) return;
    const columns = this.widthOf(char);
    for (let i = 0; i < columns; i++) this.echo([BACKSPACE, 0x20, BACKSPACE]);
  }

  /** Spaces behind the word, then the word. */
  private eraseWord(): void {
    const blank = () => this.line.at(-1) === 0x20 || this.line.at(-1) === TAB;
    while (this.line.length > 0 && blank()) this.erase();
    while (this.line.length > 0 && !blank()) this.erase();
  }

  private reprint(): void {
    if (!this.mode_.echo) return;
    this.echo([...visible(REPRINT), NL]);
    this.lineColumn = 0;
    for (const byte of this.line) this.echo(byte === TAB ? [byte] : visible(byte));
  }

  /** Takes the last character off the line: all its bytes. */
  private pop(): number[] {
    let start = this.line.length - 1;
    while (start > 0 && isContinuation(this.line[start])) start--;
    return this.line.splice(Math.max(0, start));
  }

  private widthOf(char: readonly number[]): number {
    const [first = 0] = char;
    if (first === TAB) return this.tabWidth();
    if (char.length === 1) return visible(first).length;
    let width = 0;
    for (const c of decode(Uint8Array.from(char))) width += charWidth(c.codePointAt(0) ?? 0);
    return width;
  }

  /** How far the tab that stood behind the rest of the line had reached. */
  private tabWidth(): number {
    let column = this.lineColumn;
    for (const c of decode(Uint8Array.from(this.line))) {
      const code = c.codePointAt(0) ?? 0;
      if (code === TAB) column += 8 - (column % 8);
      else column += code < 0x20 || code === DEL ? 2 : charWidth(code);
    }
    return 8 - (column % 8);
  }
}

function signalOf(byte: number): number | undefined {
  if (byte === INTR) return SIGNALS.SIGINT;
  if (byte === QUIT) return SIGNALS.SIGQUIT;
  if (byte === SUSP) return SIGNALS.SIGTSTP;
  return undefined;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

/** Control characters show as `^C`. */
function visible(byte: number): number[] {
  return byte < 0x20 || byte === DEL ? [0x5e, byte ^ 0x40] : [byte];
}

/** Where in what waits to be typed the last signal key stands; -1 without one. What is before it will be dropped. */
export function lastSignalKey(bytes: Uint8Array): number {
  for (let i = bytes.length - 1; i >= 0; i--) if (signalOf(bytes[i] ?? 0) !== undefined) return i;
  return -1;
}
