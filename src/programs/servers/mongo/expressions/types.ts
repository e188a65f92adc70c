import type { Bson, Doc } from "../bson.ts";

/** What an expression of an aggregation sees. */
export interface Scope {
  readonly root: Doc;
  /** `$$NAME`. */
  readonly variables: Variables;
}

export type Variables = ReadonlyMap<string, Bson>;

/** A function whose arguments have been evaluated: undefined where one is missing. */
export type Run = (args: readonly (Bson | undefined)[], name: string) => Bson | undefined;

/** A function whose operand is a document of named arguments, evaluated when they are asked for. */
export type Named = (of: (key: string) => Bson | undefined, name: string) => Bson | undefined;

export const missing = (v: Bson | undefined): v is null | undefined => v === undefined || v === null;
