import { goString } from "../go/print.ts";
import { BOOL, compareText, dynamic, type GoValue, goValue, isNil, typeName } from "../go/value.ts";
import type { Result, TemplateFunction } from "./function.ts";

type Maybe = GoValue | undefined;
type Basic = "bool" | "string" | "int" | "float";

const BAD_TYPE = "invalid type for comparison";

function basic(v: GoValue): Basic | undefined {
  const { kind } = v.type;
  return kind === "bool" || kind === "string" || kind === "int" || kind === "float" ? kind : undefined;
}

function answer(yes: boolean): Result {
  return { value: goValue(BOOL, yes) };
}

function incompatible(a: GoValue, b: GoValue): string {
  return `incompatible types for comparison: ${typeName(a.type)} and ${typeName(b.type)}`;
}

/** `eq A B C…`: whether A equals one of the others. Kinds must fit: a text is never compared with a number. */
function equal([first, ...others]: readonly Maybe[]): Result {
  const a = first && dynamic(first);
  if (a && notComparable(a)) return { error: `non-comparable type ${goString(a)}: ${typeName(a.type)}` };
  if (others.length === 0) return { error: "missing argument for comparison" };
  for (const other of others) {
    const b = other && dynamic(other);
    if (!a || !b) {
      if ((!a && !b) || (a && !b && isNil(a)) || (b && !a && isNil(b))) return answer(true);
      continue;
    }
    const [x, y] = [basic(a), basic(b)];
    if (x !== y) return { error: incompatible(a, b) };
    if (x === undefined) {
      if (notComparable(b)) return { error: `non-comparable type ${goString(b)}: ${typeName(b.type)}` };
      if (goString(a) === goString(b)) return answer(true);
    } else if (goString(a) === goString(b)) return answer(true);
  }
  return answer(false);
}

function notComparable(v: GoValue): boolean {
  return (v.type.kind === "map" || v.type.kind === "slice") && !isNil(v);
}

function not(result: Result): Result {
  return "error" in result ? result : answer(result.value?.value !== true);
}

/** `lt`: numbers by value, texts by code point. */
function less([first, second]: readonly Maybe[]): Result {
  const a = first && dynamic(first);
  const b = second && dynamic(second);
  const [x, y] = [a && basic(a), b && basic(b)];
  if (!a || !b || !x || !y) return { error: BAD_TYPE };
  if (x !== y) return { error: incompatible(a, b) };
  if (x === "bool") return { error: BAD_TYPE };
  if (x === "string") return answer(compareText(goString(a), goString(b)) < 0);
  return answer(Number(a.value ?? 0) < Number(b.value ?? 0));
}

function lessOrEqual(args: readonly Maybe[]): Result {
  const below = less(args);
  if ("error" in below || below.value?.value === true) return below;
  return equal(args);
}

const two = (call: (args: readonly Maybe[]) => Result): TemplateFunction => ({ parameters: ["any", "any"], call });

export const COMPARISONS: readonly [string, TemplateFunction][] = [
  ["eq", { parameters: ["any"], variadic: "any", call: equal }],
  ["ne", two((args) => not(equal(args)))],
  ["lt", two(less)],
  ["le", two(lessOrEqual)],
  ["gt", two((args) => not(lessOrEqual(args)))],
  ["ge", two((args) => not(less(args)))],
];
