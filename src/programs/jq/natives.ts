import { extend, type Result, type Results } from "./evaluate.ts";
import { toJson } from "./json-write.ts";
import { Halt, type Machine, type Native } from "./machine.ts";
import { fresh, valueNative } from "./native-kinds.ts";
import { containerNatives } from "./natives-containers.ts";
import { mathNatives } from "./natives-math.ts";
import { regexNatives } from "./natives-regex.ts";
import { textNatives } from "./natives-texts.ts";
import { timeNatives } from "./natives-time.ts";
import { getPath, type Path } from "./paths.ts";
import { isArray, isNumber, isTrue, JqError, type JqValue, toNumber } from "./value.ts";

/** jq's functions that are written in TypeScript, by name and number of arguments. */
export const NATIVES: ReadonlyMap<string, Native> = new Map(
  Object.entries({
    ...generators(),
    ...containerNatives(),
    ...textNatives(),
    ...mathNatives(),
    ...regexNatives(),
    ...timeNatives(),
    ...outside(),
  }),
);

function* nothing(): Results {}

function generators(): Record<string, Native> {
  return {
    "empty/0": function* () {},
    "error/0": (_args, input) => {
      throw new JqError(input.v);
    },
    "error/1": ([message], input) => {
      for (const r of message?.(input) ?? []) throw new JqError(r.v);
      return nothing();
    },
    "not/0": valueNative((v) => !isTrue(v)),
    "path/1": function* ([f], input) {
      for (const r of f?.({ v: input.v, path: [] }) ?? []) {
        if (r.path === "none") throw new JqError(`Invalid path expression with result ${toJson(r.v).slice(0, 30)}`);
        yield fresh([...(r.path ?? [])], input);
      }
    },
    "getpath/1": function* ([f], input) {
      for (const r of f?.({ v: input.v, path: undefined }) ?? []) {
        if (!isArray(r.v)) throw new JqError("Path must be specified as an array");
        let path: Path | undefined;
        for (const step of r.v) path = extend({ v: input.v, path: path ?? input.path }, step);
        yield { v: getPath(input.v, r.v), path: r.v.length ? path : input.path };
      }
    },
    "range/2": function* ([from, to], input, m) {
      for (const f of from?.(input) ?? []) for (const t of to?.(input) ?? []) yield* range(f.v, t.v, 1, input, m);
    },
    "range/3": function* ([from, to, by], input, m) {
      for (const f of from?.(input) ?? [])
        for (const t of to?.(input) ?? []) for (const b of by?.(input) ?? []) yield* range(f.v, t.v, b.v, input, m);
    },
    "limit/2": function* ([count, f], input) {
      for (const n of count?.({ v: input.v, path: undefined }) ?? []) {
        let left = isNumber(n.v) ? toNumber(n.v) : 0;
        if (left < 0) throw new JqError("Invalid arguments to limit: count must not be negative");
        if (left <= 0) continue;
        for (const r of f?.(input) ?? []) {
          yield r;
          if (--left <= 0) break;
        }
      }
    },
    "skip/2": function* ([count, f], input) {
      for (const n of count?.({ v: input.v, path: undefined }) ?? []) {
        let left = isNumber(n.v) ? toNumber(n.v) : 0;
        for (const r of f?.(input) ?? []) if (left-- <= 0) yield r;
      }
    },
  };
}

function* range(from: JqValue, to: JqValue, by: JqValue, input: Result, m: Machine): Results {
  if (!isNumber(from) || !isNumber(to) || !isNumber(by)) throw new JqError("Range bounds must be numeric");
  const [start, end, step] = [toNumber(from), toNumber(to), toNumber(by)];
  for (let n = start; step > 0 ? n < end : step < 0 ? n > end : n < end; n += step) {
    m.step();
    yield fresh(n, input);
  }
}

/** What a filter asks of the program around it. */
function outside(): Record<string, Native> {
  return {
    "input/0": function* (_args, input, m) {
      const next = m.input();
      if (next === undefined) throw new JqError("No more inputs");
      yield fresh(next, input);
    },
    "inputs/0": function* (_args, input, m) {
      for (let next = m.input(); next !== undefined; next = m.input()) yield fresh(next, input);
    },
    "debug/0": function* (_args, input, m) {
      m.message(`["DEBUG:",${toJson(input.v)}]\n`);
      yield input;
    },
    "stderr/0": function* (_args, input, m) {
      m.message(toJson(input.v));
      yield input;
    },
    "input_filename/0": function* (_args, input, m) {
      yield fresh(m.fileName, input);
    },
    "input_line_number/0": valueNative(() => 0),
    "now/0": function* (_args, input, m) {
      yield fresh(m.now() / 1_000_000, input);
    },
    "halt/0": () => {
      throw new Halt(0, "");
    },
    "halt_error/1": ([status], input) => {
      for (const s of status?.(input) ?? []) {
        if (!isNumber(s.v)) throw new JqError("halt_error/1: number required");
        throw new Halt(
          toNumber(s.v),
          typeof input.v === "string" ? input.v : input.v === null ? "" : `${toJson(input.v)}\n`,
        );
      }
      return nothing();
    },
    "builtins/0": function* (_args, input, m) {
      yield fresh([...m.natives.keys()], input);
    },
  };
}
