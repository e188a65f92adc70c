import { isErrno } from "../../std/errno.ts";
import { type Input, openInput } from "../lib/input.ts";
import type { Call } from "../lib/tool.ts";
import { createRecordReader, type RecordReader } from "./records.ts";

/** The records of all operands, with `var=value` ones taken where they stand. */
export interface MainInput {
  next(separator: string): Promise<string | null>;
  /** Leaves the current file (nextfile). */
  skipFile(): void;
}

export interface MainInputEvents {
  /** ARGV as it is now. */
  operands(): readonly string[];
  assign(name: string, value: string): void;
  opened(path: string): void;
}

/** A file that cannot be opened ends the program. */
export class NoInput extends Error {
  override readonly name = "NoInput";
}

export function createMainInput(c: Call, events: MainInputEvents): MainInput {
  let reader: RecordReader | undefined;
  let input: Input | undefined;
  let at = 0;
  let opened = false;

  const open = async (path: string) => {
    try {
      input = await openInput(c.p, path);
    } catch (e) {
      if (!isErrno(e)) throw e;
      const busybox = e.code === "EISDIR" ? `cmd. line:1: ${e.strerror}` : `${path}: ${e.strerror}`;
      throw new NoInput(c.flavour.pick(`cannot open "${path}" (${e.strerror})`, busybox));
    }
    reader = createRecordReader(input);
    opened = true;
    events.opened(path === "-" ? "" : path);
  };
  const openNext = async (): Promise<boolean> => {
    const operands = events.operands();
    while (at < operands.length) {
      const operand = operands[at++] ?? "";
      const m = /^([A-Za-z_]\w*)=(.*)$/s.exec(operand);
      if (m) events.assign(m[1] ?? "", m[2] ?? "");
      else if (operand !== "") {
        await open(operand);
        return true;
      }
    }
    if (opened) return false;
    await open("-");
    return true;
  };
  const leave = () => {
    input?.close();
    input = undefined;
    reader = undefined;
  };
  return {
    async next(separator) {
      for (;;) {
        if (!reader && !(await openNext())) return null;
        const record = (await reader?.next(separator)) ?? null;
        if (record !== null) return record;
        leave();
      }
    },
    skipFile: leave,
  };
}
