import { isErrno } from "../../std/errno.ts";
import { encodeLossless } from "../lib/bytes.ts";
import type { Output } from "../lib/output.ts";
import type { Regex } from "../lib/regex.ts";
import type { Call } from "../lib/tool.ts";
import type { SedInput } from "./input.ts";
import { expandReplacement } from "./replacement.ts";
import type { Address, Command, Substitution } from "./script.ts";

export interface SedOptions {
  readonly quiet: boolean;
  /** What ends a line: line feed, or NUL with -z. */
  readonly end: string;
  readonly unbuffered: boolean;
}

/** Runs the script over all lines; the exit status that `q` or `Q` asked for, else 0. */
export async function runScript(c: Call, script: readonly Command[], input: SedInput, o: SedOptions): Promise<number> {
  const state = { pattern: "", hold: "", line: 0, replaced: false, unterminated: false };
  let lastRegex: Regex | undefined;
  let queue: { kind: "text" | "file" | "line"; text: string }[] = [];
  const files = new Map<string, string[]>();

  const out = (): Output => input.output();
  // The last line may lack its line feed: then the output lacks it too, unless more is printed.
  let missingEnd = false;
  const write = async (data: string | Uint8Array) => {
    if (data.length === 0) return;
    if (missingEnd) await out().write(o.end);
    missingEnd = false;
    await out().write(data);
    if (o.unbuffered) await out().flush();
  };
  const print = async (text: string, keepEnd = false) => {
    const cut = keepEnd && state.unterminated;
    if (missingEnd) await out().write(o.end);
    missingEnd = false;
    await write(text + (cut ? "" : o.end));
    missingEnd = cut;
  };
  const matches = (regex: Regex | undefined): boolean => {
    lastRegex = regex ?? lastRegex;
    return lastRegex?.test(state.pattern) ?? false;
  };
  const next = async (): Promise<boolean> => {
    const line = await input.next();
    if (line === null) return false;
    state.pattern = line;
    state.unterminated = input.unterminated();
    state.line = input.line();
    return true;
  };
  const appended = async () => {
    const items = queue;
    queue = [];
    for (const item of items) {
      if (item.kind === "text") await write(item.text);
      else if (item.kind === "line") await nextLineOf(item.text);
      else await copyFile(item.text);
    }
  };
  const copyFile = async (path: string) => {
    try {
      const bytes = path === "/dev/stdin" ? new Uint8Array(0) : c.p.files.readFile(path);
      await write(bytes);
      if (c.flavour.busybox && bytes.length && bytes.at(-1) !== 10) missingEnd = true;
    } catch (e) {
      if (!isErrno(e)) throw e;
    }
  };
  const nextLineOf = async (path: string) => {
    try {
      const lines = files.get(path) ?? c.p.files.readText(path).replace(/\n$/, "").split("\n");
      files.set(path, lines);
      const line = lines.shift();
      if (line !== undefined) await print(line);
    } catch (e) {
      if (!isErrno(e)) throw e;
    }
  };
  const endCycle = async () => {
    if (!o.quiet) await print(state.pattern, true);
    await appended();
  };

  const at = async (address: Address): Promise<boolean> => {
    switch (address.kind) {
      case "line":
        return state.line === address.line;
      case "last":
        return await input.isLast();
      case "regex":
        return matches(address.regex);
      case "step":
        return address.step === 0
          ? state.line === address.first
          : state.line >= address.first && (state.line - address.first) % address.step === 0;
      default:
        return false;
    }
  };
  const selected = async (command: Command): Promise<boolean> => {
    const { first, second, range } = command;
    if (!first) return true;
    if (!second) return await at(first);
    if (!range.open) {
      // `0,/re/`: the range is open before the first line.
      const zero = first.kind === "line" && first.line === 0;
      if (zero && state.line === 1 && second.kind === "regex") {
        range.open = !matches(second.regex);
        return true;
      }
      if (zero || !(await at(first))) return false;
      range.end =
        second.kind === "line"
          ? second.line
          : second.kind === "plus"
            ? state.line + second.count
            : second.kind === "multiple"
              ? Math.ceil(state.line / Math.max(1, second.of)) * second.of
              : Number.POSITIVE_INFINITY;
      range.open = range.end > state.line && !(second.kind === "last" && (await input.isLast()));
      return true;
    }
    if (second.kind === "regex") range.open = !matches(second.regex);
    else if (second.kind === "last") range.open = !(await input.isLast());
    else {
      // A line number that has gone by ends the range before this line.
      if (state.line > range.end) {
        range.open = false;
        return await at(first);
      }
      range.open = state.line < range.end;
    }
    return true;
  };

  cycle: for (;;) {
    await c.p.tick();
    if (!(await next())) return 0;
    let restart = true;
    while (restart) {
      restart = false;
      for (let i = 0; i < script.length; i++) {
        const command = script[i];
        if (!command) break;
        const run = (await selected(command)) !== command.negated;
        if (command.name === "{") {
          if (!run) i = command.target;
          continue;
        }
        if (!run) continue;
        switch (command.name) {
          case "=":
            await write(`${state.line}\n`);
            break;
          case "a":
            queue.push({ kind: "text", text: command.text });
            break;
          case "i":
            await write(command.text);
            break;
          case "c":
            if (!command.second || command.negated || !command.range.open) await write(command.text);
            await appended();
            continue cycle;
          case "b":
            i = command.target - (command.target === script.length ? 0 : 1);
            break;
          case "t":
          case "T":
            if (state.replaced === (command.name === "t"))
              i = command.target - (command.target === script.length ? 0 : 1);
            state.replaced = false;
            break;
          case "d":
            await appended();
            continue cycle;
          case "D": {
            const cut = state.pattern.indexOf("\n");
            await appended();
            if (cut < 0) continue cycle;
            state.pattern = state.pattern.slice(cut + 1);
            restart = true;
            break;
          }
          case "e":
            break;
          case "F":
            await print(input.name());
            break;
          case "g":
            state.pattern = state.hold;
            break;
          case "G":
            state.pattern += `\n${state.hold}`;
            break;
          case "h":
            state.hold = state.pattern;
            break;
          case "H":
            state.hold += `\n${state.pattern}`;
            break;
          case "l":
            if (c.flavour.busybox) break;
            await print(visible(state.pattern, command.text === "" ? 70 : Number(command.text)));
            break;
          case "n":
            if (await input.isLast()) {
              if (!o.quiet) await print(state.pattern, true);
              await appended();
              return 0;
            }
            await endCycle();
            await next();
            break;
          case "N": {
            if (await input.isLast()) {
              await endCycle();
              return 0;
            }
            const before = state.pattern;
            await appended();
            await next();
            state.pattern = `${before}\n${state.pattern}`;
            break;
          }
          case "p":
            await print(state.pattern, true);
            break;
          case "P":
            await print(state.pattern.split("\n", 1)[0] ?? "");
            break;
          case "q":
            await endCycle();
            return Number(command.text || 0);
          case "Q":
            return Number(command.text || 0);
          case "r":
            queue.push({ kind: "file", text: command.text });
            break;
          case "R":
            queue.push({ kind: "line", text: command.text });
            break;
          case "s":
            if (command.substitution) await substitute(command.substitution);
            break;
          case "w":
            await input.writeTo(command.text, state.pattern + o.end);
            break;
          case "W":
            await input.writeTo(command.text, `${state.pattern.split("\n", 1)[0]}\n`);
            break;
          case "x":
            [state.pattern, state.hold] = [state.hold, state.pattern];
            break;
          case "y":
            state.pattern = [...state.pattern].map((ch) => command.map?.get(ch) ?? ch).join("");
            break;
          case "z":
            state.pattern = "";
            break;
        }
        if (restart) break;
      }
    }
    await endCycle();
    state.replaced = false;
  }

  async function substitute(s: Substitution): Promise<void> {
    lastRegex = s.regex ?? lastRegex;
    if (!lastRegex) return;
    const { result, count } = replaceMatches(lastRegex, state.pattern, s);
    if (count === 0) return;
    state.replaced = true;
    state.pattern = result;
    if (s.print) await print(state.pattern, true);
    if (s.file !== undefined) await input.writeTo(s.file, state.pattern + o.end);
  }
}

/** Replaces the nth match, or with `g` it and all that follow. */
function replaceMatches(regex: Regex, text: string, s: Substitution): { result: string; count: number } {
  let out = "";
  let from = 0;
  let seen = 0;
  let count = 0;
  let afterMatch = -1;
  for (let m = regex.exec(text, from); m; m = from <= text.length ? regex.exec(text, from) : null) {
    // An empty match right behind the last one is none.
    const empty = m.end === m.index;
    if (!(empty && m.index === afterMatch)) {
      seen++;
      if (seen >= s.nth && (s.global || count === 0)) {
        out += text.slice(from, m.index) + expandReplacement(s.replacement, m);
        count++;
      } else out += text.slice(from, m.end);
    } else out += text.slice(from, m.index);
    afterMatch = m.end;
    from = m.end;
    if (empty) {
      const step = (text.codePointAt(m.end) ?? 0) > 0xffff ? 2 : 1;
      out += text.slice(m.end, m.end + step);
      from = m.end + step;
    }
    if (count && !s.global) break;
  }
  return { result: out + text.slice(from), count };
}

/** `l`: control characters and bytes of other scripts as escapes, folded at the width, `$` at the end. */
function visible(text: string, width: number): string {
  const named: Readonly<Record<string, string>> = {
    "\\": "\\\\",
    "\x07": "\\a",
    "\b": "\\b",
    "\f": "\\f",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\v": "\\v",
  };
  const pieces = [...text].flatMap((ch) => {
    if (named[ch]) return [named[ch]];
    if (/^[\x20-\x7e]$/.test(ch)) return [ch];
    return [...encodeLossless(ch)].map((b) => `\\${b.toString(8).padStart(3, "0")}`);
  });
  const lines: string[] = [];
  let line = "";
  for (const piece of pieces) {
    if (width > 1 && line.length + piece.length > width - 1) {
      lines.push(`${line}\\`);
      line = "";
    }
    line += piece;
  }
  return [...lines, `${line}$`].join("\n");
}
