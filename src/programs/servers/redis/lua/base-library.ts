import { type Args, library } from "./args.ts";
import type { Interpreter } from "./interpreter.ts";
import { LuaSyntax } from "./lexer.ts";
import { unpack } from "./libraries.ts";
import { call } from "./operators.ts";
import { parse } from "./parser.ts";
import {
  isFunction,
  isTable,
  LuaError,
  LuaFault,
  type LuaFunction,
  type LuaValue,
  makeFunction,
  parseNumber,
  toText,
  truthy,
  typeOf,
} from "./value.ts";

/** `tostring`. */
export function shown(v: LuaValue): string {
  const handler = isTable(v) ? v.metatable?.get("__tostring") : undefined;
  if (isFunction(handler)) return toText(handler.call([v])[0]) ?? "";
  if (v === undefined) return "nil";
  if (typeof v === "boolean") return String(v);
  const text = toText(v);
  if (text !== undefined) return text;
  const number = isTable(v) || isFunction(v) ? v.number : 0;
  return `${typeOf(v)}: 0x${(0x7f6c61000000 + number * 64).toString(16)}`;
}

/** What a caught error is worth: its value, or a fault's message with its place. */
export function caughtValue(it: Interpreter, chunk: string, e: LuaError | LuaFault): LuaValue {
  return e instanceof LuaError ? e.value : `${chunk}:${it.line}: ${e.message}`;
}

/** `pcall(f, …)`. What a command failed with is given as its text. */
function protectedCall(it: Interpreter, chunk: string) {
  return (a: Args): readonly LuaValue[] =>
    it.guarded<readonly LuaValue[]>(
      () => [true, ...call(a.any(0), a.all.slice(1), "")],
      (e) => {
        const value = caughtValue(it, chunk, e);
        const failed = isTable(value) && value.get("ignore_error_stats_update") === true;
        return [false, failed ? value.get("err") : value];
      },
    );
}

/** The functions without a table, for scripts that are called `chunk` in messages. */
export function baseLibrary(it: () => Interpreter, chunk: string): Record<string, LuaFunction> {
  const next = library({ next: (a) => a.table(0).next(a.all[1]) ?? [undefined] })["next"];
  return {
    ...library({
      type: (a) => [typeOf(a.any(0))],
      tostring: (a) => [shown(a.any(0))],
      tonumber(a) {
        const base = a.integer(1, 10);
        const v = a.any(0);
        if (base === 10) return [typeof v === "number" ? v : typeof v === "string" ? parseNumber(v) : undefined];
        const text = a.text(0).trim().toLowerCase();
        const valid = [...text].every((c) => Number.parseInt(c, 36) < base);
        return [valid && text !== "" ? Number.parseInt(text, base) : undefined];
      },
      pairs: (a) => [next, a.table(0), undefined],
      ipairs: (a) => [
        makeFunction(([t, i]) => {
          const at = Number(i) + 1;
          const value = isTable(t) ? t.get(at) : undefined;
          return value === undefined ? [undefined] : [at, value];
        }),
        a.table(0),
        0,
      ],
      rawget: (a) => [a.table(0).get(a.all[1])],
      rawset(a) {
        if (a.table(0).locked) throw new LuaFault("Attempt to modify a readonly table");
        a.table(0).set(a.all[1], a.all[2]);
        return [a.all[0]];
      },
      rawequal: (a) => [a.all[0] === a.all[1]],
      select(a) {
        if (a.all[0] === "#") return [a.count - 1];
        const n = a.integer(0);
        if (n === 0 || n < 1 - a.count) a.bad(0, "index out of range");
        return n < 0 ? a.all.slice(n) : a.all.slice(n);
      },
      unpack,
      setmetatable(a) {
        const t = a.table(0);
        const meta = a.all[1];
        if (meta !== undefined && !isTable(meta)) a.bad(1, "nil or table expected");
        if (t.locked) throw new LuaFault("Attempt to modify a readonly table");
        t.metatable = isTable(meta) ? meta : undefined;
        return [t];
      },
      getmetatable: (a) => [isTable(a.all[0]) ? a.all[0].metatable : undefined],
      assert(a) {
        if (truthy(a.any(0))) return a.all;
        throw new LuaFault(toText(a.all[1]) ?? "assertion failed!");
      },
      error(a) {
        const value = a.all[0];
        const level = a.integer(1, 1);
        const text = typeof value === "string" && level > 0 ? `${chunk}:${it().line}: ${value}` : value;
        throw new LuaError(text, it().line);
      },
      pcall: (a) => protectedCall(it(), chunk)(a),
      xpcall: (a) =>
        it().guarded<readonly LuaValue[]>(
          () => [true, ...call(a.any(0), [], "")],
          (e) => [false, ...call(a.all[1], [caughtValue(it(), chunk, e)], "")],
        ),
      loadstring(a) {
        try {
          return [it().make(parse(a.text(0)))];
        } catch (e) {
          if (!(e instanceof LuaSyntax)) throw e;
          return [undefined, `[string "${a.text(0).split("\n")[0]}"]:${e.line}: ${e.message}`];
        }
      },
      collectgarbage: () => [0],
    }),
    ...(next ? { next } : {}),
  };
}
