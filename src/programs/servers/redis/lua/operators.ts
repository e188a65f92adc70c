import type { LuaTable } from "./lua-table.ts";
import { isFunction, isTable, LuaFault, type LuaValue, toNumber, toText, truthy, typeOf } from "./value.ts";

/** The table of methods that all strings share. */
export interface Strings {
  readonly methods: LuaTable;
}

const event = (v: LuaValue, name: string): LuaValue => (isTable(v) ? v.metatable?.get(name) : undefined);

/** `local 'x' (a nil value)`, or `a nil value` of what has no name. */
const described = (name: string, v: LuaValue): string =>
  name === "" ? `a ${typeOf(v)} value` : `${name}(a ${typeOf(v)} value)`;

export function index(strings: Strings, of: LuaValue, key: LuaValue, named: string): LuaValue {
  if (isTable(of)) {
    const own = of.get(key);
    const handler = own === undefined ? of.metatable?.get("__index") : undefined;
    if (handler === undefined) return own;
    if (isFunction(handler)) return handler.call([of, key])[0];
    return index(strings, handler, key, named);
  }
  if (typeof of === "string") return strings.methods.get(key);
  throw new LuaFault(`attempt to index ${described(named, of)}`);
}

export function setIndex(of: LuaValue, key: LuaValue, value: LuaValue, named: string): void {
  if (!isTable(of)) throw new LuaFault(`attempt to index ${described(named, of)}`);
  if (of.locked) throw new LuaFault("Attempt to modify a readonly table");
  const handler = of.get(key) === undefined ? of.metatable?.get("__newindex") : undefined;
  if (handler === undefined) of.set(key, value);
  else if (isFunction(handler)) handler.call([of, key, value]);
  else setIndex(handler, key, value, named);
}

export function call(of: LuaValue, args: readonly LuaValue[], named: string): readonly LuaValue[] {
  if (isFunction(of)) return of.call(args);
  const handler = event(of, "__call");
  if (isFunction(handler)) return handler.call([of, ...args]);
  throw new LuaFault(`attempt to call ${described(named, of)}`);
}

const ARITHMETIC: Readonly<Record<string, readonly [event: string, act: (a: number, b: number) => number]>> = {
  "+": ["__add", (a, b) => a + b],
  "-": ["__sub", (a, b) => a - b],
  "*": ["__mul", (a, b) => a * b],
  "/": ["__div", (a, b) => a / b],
  "%": ["__mod", (a, b) => a - Math.floor(a / b) * b],
  "^": ["__pow", (a, b) => a ** b],
};

function arithmetic(operator: string, a: LuaValue, b: LuaValue, named: readonly [string, string]): LuaValue {
  const found = ARITHMETIC[operator];
  if (!found) throw new LuaFault(`unknown operator ${operator}`);
  const [name, act] = found;
  const [x, y] = [toNumber(a), toNumber(b)];
  if (x !== undefined && y !== undefined) return act(x, y);
  const handler = event(a, name) ?? event(b, name);
  if (isFunction(handler)) return handler.call([a, b])[0];
  const [wrong, what] = x === undefined ? [a, named[0]] : [b, named[1]];
  throw new LuaFault(`attempt to perform arithmetic on ${described(what, wrong)}`);
}

export function equal(a: LuaValue, b: LuaValue): boolean {
  if (a === b) return true;
  if (!isTable(a) || !isTable(b)) return false;
  const handler = a.metatable?.get("__eq");
  return isFunction(handler) && handler === b.metatable?.get("__eq") && truthy(handler.call([a, b])[0]);
}

export function less(a: LuaValue, b: LuaValue, orEqual: boolean): boolean {
  if (typeof a === "number" && typeof b === "number") return orEqual ? a <= b : a < b;
  if (typeof a === "string" && typeof b === "string") return orEqual ? a <= b : a < b;
  const handler = event(a, orEqual ? "__le" : "__lt");
  if (isFunction(handler)) return truthy(handler.call([a, b])[0]);
  const [x, y] = [typeOf(a), typeOf(b)];
  throw new LuaFault(x === y ? `attempt to compare two ${x} values` : `attempt to compare ${x} with ${y}`);
}

function concatenated(a: LuaValue, b: LuaValue, named: readonly [string, string]): LuaValue {
  const [x, y] = [toText(a), toText(b)];
  if (x !== undefined && y !== undefined) return x + y;
  const handler = event(a, "__concat") ?? event(b, "__concat");
  if (isFunction(handler)) return handler.call([a, b])[0];
  const [wrong, what] = x === undefined ? [a, named[0]] : [b, named[1]];
  throw new LuaFault(`attempt to concatenate ${described(what, wrong)}`);
}

export function binary(operator: string, a: LuaValue, b: LuaValue, named: readonly [string, string]): LuaValue {
  switch (operator) {
    case "==":
      return equal(a, b);
    case "~=":
      return !equal(a, b);
    case "<":
      return less(a, b, false);
    case "<=":
      return less(a, b, true);
    case ">":
      return less(b, a, false);
    case ">=":
      return less(b, a, true);
    case "..":
      return concatenated(a, b, named);
    default:
      return arithmetic(operator, a, b, named);
  }
}

export function unary(operator: string, v: LuaValue, named: string): LuaValue {
  if (operator === "not") return !truthy(v);
  if (operator === "-") {
    const n = toNumber(v);
    if (n !== undefined) return -n;
    const handler = event(v, "__unm");
    if (isFunction(handler)) return handler.call([v])[0];
    throw new LuaFault(`attempt to perform arithmetic on ${described(named, v)}`);
  }
  if (typeof v === "string") return v.length;
  if (isTable(v)) return v.length;
  throw new LuaFault(`attempt to get length of ${described(named, v)}`);
}
