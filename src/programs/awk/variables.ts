import type { AwkValue } from "./values.ts";

export type AwkArray = Map<string, AwkValue>;

/** A name's place: a value, an array, or neither yet. A function's parameter may turn out to be its caller's array. */
export interface Cell {
  value: AwkValue;
  array: AwkArray | undefined;
  /** The caller's cell, for an argument that was nothing yet when the call was made. */
  readonly outer?: Cell;
}

/** A name used both as an array and as a value. */
export class WrongKind extends Error {
  override readonly name = "WrongKind";
}

export function newCell(value: AwkValue = undefined): Cell {
  return { value, array: undefined };
}

/** The cell's array, made where there is none; the callers' cells get it too. */
export function arrayOf(cell: Cell, name: string): AwkArray {
  if (cell.array) return cell.array;
  if (cell.value !== undefined) throw new WrongKind(`can't use ${name} as an array`);
  const array = cell.outer ? arrayOf(cell.outer, name) : new Map<string, AwkValue>();
  cell.array = array;
  return array;
}
