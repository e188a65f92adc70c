import type { LuaTable } from "./lua-table.ts";
import {
  isFunction,
  isTable,
  LuaFault,
  type LuaFunction,
  type LuaValue,
  makeFunction,
  toNumber,
  toText,
  typeOf,
} from "./value.ts";

/** The arguments of a library's function, which complains of those that do not fit. */
export class Args {
  constructor(
    readonly all: readonly LuaValue[],
    private readonly name: string,
  ) {}

  get count(): number {
    return this.all.length;
  }

  bad(i: number, what: string): never {
    throw new LuaFault(`bad argument #${i + 1} to '${this.name}' (${what})`);
  }

  private wrong(i: number, wanted: string): never {
    this.bad(i, `${wanted} expected, got ${i < this.all.length ? typeOf(this.all[i]) : "no value"}`);
  }

  number(i: number, otherwise?: number): number {
    const v = this.all[i];
    if (v === undefined && otherwise !== undefined) return otherwise;
    return toNumber(v) ?? this.wrong(i, "number");
  }

  /** Cut to a whole number. */
  integer(i: number, otherwise?: number): number {
    return Math.trunc(this.number(i, otherwise));
  }

  text(i: number, otherwise?: string): string {
    const v = this.all[i];
    if (v === undefined && otherwise !== undefined) return otherwise;
    return toText(v) ?? this.wrong(i, "string");
  }

  table(i: number): LuaTable {
    const v = this.all[i];
    return isTable(v) ? v : this.wrong(i, "table");
  }

  callable(i: number): LuaFunction {
    const v = this.all[i];
    return isFunction(v) ? v : this.wrong(i, "function");
  }

  any(i: number): LuaValue {
    if (i >= this.all.length) this.bad(i, "value expected");
    return this.all[i];
  }
}

/** Functions by name. */
export function library(
  functions: Readonly<Record<string, (a: Args) => readonly LuaValue[]>>,
): Record<string, LuaFunction> {
  return Object.fromEntries(
    Object.entries(functions).map(([name, run]) => [name, makeFunction((all) => run(new Args(all, name)))]),
  );
}
