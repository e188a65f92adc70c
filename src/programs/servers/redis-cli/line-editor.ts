import type { Process } from "../../../kernel/process.ts";
import { RAW } from "../../../kernel/terminal.ts";
import { decodeLossless } from "../../lib/bytes.ts";
import { splitWords } from "../redis/split-words.ts";
import { commandNames, hintFor } from "./hints.ts";

/** Reads lines from a terminal as linenoise does, with history, Tab and grey hints. Ctrl-C and Ctrl-D at an empty line: null. */
export interface LineEditor {
  read(prompt: string): Promise<string | null>;
}

export function createLineEditor(p: Process): LineEditor {
  const history: string[] = [];
  let pending = "";
  const key = async (): Promise<string | null> => {
    if (pending === "") {
      const chunk = await p.read(0);
      if (!chunk) return null;
      pending = decodeLossless(chunk);
    }
    const sequence = /^\x1b(?:\[[0-9;]*[A-Za-z~]|O[A-Za-z])/.exec(pending)?.[0] ?? [...pending][0] ?? "";
    pending = pending.slice(sequence.length);
    return sequence;
  };

  const edit = async (prompt: string): Promise<string | null> => {
    let text = "";
    let at = 0;
    let place = history.length;
    let draft = "";
    const show = async (withHint = true) => {
      const hint = withHint ? grey(text) : "";
      await p.write(1, `\r\x1b[0K${prompt}${text}${hint}\r\x1b[${prompt.length + at}C`);
    };
    const recall = (to: number) => {
      if (place === history.length) draft = text;
      place = Math.max(0, Math.min(history.length, to));
      text = place === history.length ? draft : (history[place] ?? "");
      at = text.length;
    };
    await p.write(1, prompt);
    for (;;) {
      const pressed = await key();
      if (pressed === null) return null;
      switch (pressed) {
        case "\r":
        case "\n":
          at = text.length;
          await show(false);
          return text;
        case "\x03":
          return null;
        case "\x04":
          if (text === "") return null;
          text = text.slice(0, at) + text.slice(at + 1);
          break;
        case "\x7f":
        case "\b":
          if (at > 0) {
            text = text.slice(0, at - 1) + text.slice(at);
            at--;
          }
          break;
        case "\x1b[3~":
          text = text.slice(0, at) + text.slice(at + 1);
          break;
        case "\x01":
        case "\x1b[H":
        case "\x1b[1~":
          at = 0;
          break;
        case "\x05":
        case "\x1b[F":
        case "\x1b[4~":
          at = text.length;
          break;
        case "\x02":
        case "\x1b[D":
          at = Math.max(0, at - 1);
          break;
        case "\x06":
        case "\x1b[C":
          at = Math.min(text.length, at + 1);
          break;
        case "\x10":
        case "\x1b[A":
          recall(place - 1);
          break;
        case "\x0e":
        case "\x1b[B":
          recall(place + 1);
          break;
        case "\x15":
          text = "";
          at = 0;
          break;
        case "\x0b":
          text = text.slice(0, at);
          break;
        case "\x17": {
          const cut = text.slice(0, at).replace(/\S+\s*$/, "").length;
          text = text.slice(0, cut) + text.slice(at);
          at = cut;
          break;
        }
        case "\x0c":
          await p.write(1, "\x1b[H\x1b[2J");
          break;
        case "\t": {
          const found = commandNames()
            .sort()
            .find((n) => n.startsWith(text.toUpperCase()));
          if (text === "" || found === undefined) continue;
          text = found;
          at = text.length;
          break;
        }
        default:
          if (pressed.startsWith("\x1b") || pressed < " ") continue;
          text = text.slice(0, at) + pressed + text.slice(at);
          at += pressed.length;
      }
      await show();
    }
  };

  return {
    async read(prompt) {
      const terminal = p.terminal(0);
      const before = terminal?.mode;
      terminal?.setMode(RAW);
      try {
        const line = await edit(prompt);
        if (line !== null && line !== "" && history.at(-1) !== line) history.push(line);
        return line;
      } finally {
        if (before) terminal?.setMode(before);
        await p.write(1, "\n");
      }
    },
  };
}

function grey(text: string): string {
  const trailing = text.endsWith(" ");
  const words = splitWords(text);
  if (!words || words.length === 0) return "";
  if (words.length === 1 && !trailing) return "";
  const hint = hintFor(trailing ? words : words.slice(0, -1));
  return hint === undefined ? "" : `\x1b[0;90;49m${trailing ? "" : " "}${hint}\x1b[0m`;
}
