import type { Process } from "../../kernel/process.ts";
import { isErrno } from "../../std/errno.ts";
import { type Input, openInput } from "../lib/input.ts";
import { createLineReader } from "../lib/lines.ts";
import { createJsonReader, JsonFailure } from "./json-read.ts";
import type { JqOptions } from "./options.ts";
import type { JqValue } from "./value.ts";

/** The inputs as they come, with what is known of where they are. */
export interface Inputs {
  next(): Promise<JqValue | undefined>;
  /** `<stdin>:3`. */
  place(): string;
  name(): JqValue;
}

export function createInputs(
  p: Process,
  o: JqOptions,
  streamed: (v: JqValue) => Iterable<JqValue>,
  complain: (message: string, status: number) => Promise<void>,
): Inputs {
  const paths = [...(o.files.length ? o.files : ["-"])];
  let current: string | undefined;
  let line = 0;
  let started = false;

  async function* lines(): AsyncGenerator<string> {
    for (let path = paths.shift(); path !== undefined; path = paths.shift()) {
      let source: Input;
      try {
        source = await openInput(p, path);
      } catch (e) {
        if (!isErrno(e)) throw e;
        await complain(`error: Could not open file ${path}: ${e.strerror}`, 2);
        continue;
      }
      current = path;
      line = 0;
      const reader = createLineReader(source);
      for (let text = await reader.next(); text !== null; text = await reader.next()) {
        if (!reader.unterminated) line++;
        yield reader.unterminated ? text : `${text}\n`;
      }
      source.close();
    }
  }
  async function* parsed(): AsyncGenerator<JqValue> {
    const reader = createJsonReader();
    try {
      for await (const text of lines()) yield* reader.push(text);
      yield* reader.end();
    } catch (e) {
      if (!(e instanceof JsonFailure)) throw e;
      yield* e.values;
      await complain(`parse error: ${e.message}`, 5);
      failed = true;
    }
  }
  let failed = false;
  async function* all(): AsyncGenerator<JqValue> {
    if (o.rawInput) {
      let text = "";
      for await (const l of lines()) {
        if (o.slurp) text += l;
        else yield l.replace(/\n$/, "");
      }
      if (o.slurp) yield text;
      return;
    }
    if (!o.slurp) {
      if (!o.stream) return yield* parsed();
      for await (const v of parsed()) yield* streamed(v);
      return;
    }
    const gathered: JqValue[] = [];
    for await (const v of parsed()) gathered.push(v);
    if (!failed) yield gathered;
  }
  const iterator = all();
  return {
    async next() {
      started = true;
      const { value, done } = await iterator.next();
      return done ? undefined : (value as JqValue);
    },
    place: () => (started ? `${current === undefined || current === "-" ? "<stdin>" : current}:${line}` : "<unknown>"),
    name: () => (current === undefined || current === "-" ? null : current),
  };
}
