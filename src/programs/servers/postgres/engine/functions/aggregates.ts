import type { TypeContext } from "../types/text.ts";
import { Decimal, type PgType, type Value } from "../types/type.ts";
import { typeNamed } from "./registry.ts";

/** One group's sum of something. */
export interface Accumulator {
  add(args: readonly Value[]): void;
  result(): Value;
}

export interface AggregateInput {
  readonly args: readonly PgType[];
  readonly cx: TypeContext;
}

export interface Aggregate {
  readonly name: string;
  readonly args: readonly PgType[];
  readonly returns: PgType;
  /** Rows with a NULL do not count. */
  readonly strict: boolean;
  /** `WITHIN GROUP (ORDER BY …)`: what is ordered comes behind the direct arguments. */
  readonly ordered: boolean;
  readonly optional: number;
  make(i: AggregateInput): Accumulator;
}

export const ZERO = new Decimal(0n, 0);

const all = new Map<string, Aggregate[]>();

/** Declares an aggregate: its names, what it takes (`?` behind what may be left out), what it gives. */
export function agg(
  names: string,
  signature: string,
  returns: string,
  make: (i: AggregateInput) => Accumulator,
  o: { strict?: boolean; ordered?: boolean } = {},
): void {
  const words = signature === "" ? [] : signature.split(",");
  const args = words.map((w) => typeNamed(w.replace("?", "")));
  for (const name of names.split(" ")) {
    const one: Aggregate = {
      name,
      args,
      returns: typeNamed(returns),
      strict: o.strict ?? true,
      ordered: o.ordered ?? false,
      optional: words.filter((w) => w.endsWith("?")).length,
      make,
    };
    const there = all.get(name);
    if (there) there.push(one);
    else all.set(name, [one]);
  }
}

export const aggregatesNamed = (name: string): readonly Aggregate[] => all.get(name) ?? [];

/** Sums up: one value from the one before and a row's. */
export function fold<A>(start: A, step: (a: A, v: Value) => A, end: (a: A) => Value): () => Accumulator {
  return () => {
    let a = start;
    return {
      add([v = null]) {
        a = step(a, v);
      },
      result: () => end(a),
    };
  };
}

export const isAggregate = (name: string): boolean => all.has(name);
