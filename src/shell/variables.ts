import { type DynamicValue, dynamicValue, onAssign } from "./dynamic.ts";
import { fatal, option, type Shell, ShellError } from "./shell.ts";

/** A text, an indexed array (with holes) or an associative one. */
export type Value = string | string[] | Map<string, string>;

export interface Variable {
  /** Undefined: declared, but unset. */
  value: Value | undefined;
  exported: boolean;
  readonly: boolean;
  integer?: boolean;
  /** Values become lower or upper case. */
  fold?: "l" | "u";
  /** `declare -n`: the value names another variable. */
  reference?: boolean;
}

/** The variables of a shell. Scope is dynamic: a function's locals stand in the one table, what they hide in its frame. */
export interface Scope {
  readonly variables: Map<string, Variable>;
  readonly frames: Map<string, Variable | undefined>[];
}

/** Longer texts are refused, rather than let the page run out of memory. */
const MAX_TEXT = 16 * 1024 * 1024;

export const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A copy for a subshell. */
export function copyScope(scope: Scope): Scope {
  const copy = (v: Variable): Variable => ({
    ...v,
    value: typeof v.value === "object" ? (Array.isArray(v.value) ? v.value.slice() : new Map(v.value)) : v.value,
  });
  return {
    variables: new Map([...scope.variables].map(([name, v]) => [name, copy(v)])),
    frames: scope.frames.map((frame) => new Map([...frame].map(([name, v]) => [name, v && copy(v)]))),
  };
}

/** Follows `declare -n`. */
export function resolveName(sh: Shell, name: string): string {
  for (let depth = 0; depth < 10; depth++) {
    const v = sh.scope.variables.get(name);
    if (!v?.reference || typeof v.value !== "string") return name;
    name = v.value;
  }
  return name;
}

/** What a variable holds; undefined when it is unset. */
export function valueOf(sh: Shell, name: string): Value | undefined {
  const dynamic: DynamicValue = dynamicValue(sh, name);
  if (dynamic !== null) return dynamic;
  const v = sh.scope.variables.get(name);
  if (v?.reference && typeof v.value === "string") {
    const m = /^(\w+)\[(.*)\]$/.exec(v.value);
    return m?.[1] ? elementOf(valueOf(sh, m[1]), m[2] ?? "") : valueOf(sh, resolveName(sh, name));
  }
  return v?.value;
}

/** The text of a variable: of an array its element 0. */
export function textOf(sh: Shell, name: string): string | undefined {
  const value = valueOf(sh, name);
  return typeof value === "object" ? elementOf(value, "0") : value;
}

/** An element by its subscript as evaluated. Negative ones count from the end. */
export function elementOf(value: Value | undefined, subscript: string): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "string") return subscript === "0" ? value : undefined;
  if (!Array.isArray(value)) return value.get(subscript);
  const index = Number(subscript);
  return value[index < 0 ? value.length + index : index];
}

/** All elements of a value, in order. */
export function elementsOf(value: Value | undefined): string[] {
  if (value === undefined) return [];
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter(() => true) : [...value.values()];
}

/** The subscripts of a value. */
export function keysOf(value: Value | undefined): string[] {
  if (value === undefined) return [];
  if (typeof value === "string") return ["0"];
  return Array.isArray(value) ? Object.keys(value) : [...value.keys()];
}

/** The record to write to, made when missing. Refuses read-only ones. */
export function writable(sh: Shell, name: string): Variable {
  let v = sh.scope.variables.get(name);
  if (!v) {
    v = { value: undefined, exported: option(sh, "allexport"), readonly: false };
    sh.scope.variables.set(name, v);
  }
  if (v.readonly) throw fatal(sh, sh.dialect === "bash" ? `${name}: readonly variable` : `${name}: is read only`);
  if (option(sh, "allexport")) v.exported = true;
  return v;
}

/** Sets a text; of an array, its element 0. */
export function setText(sh: Shell, name: string, text: string): void {
  if (text.length > MAX_TEXT) throw new ShellError(`drydock: ${name} would hold more than 16 MiB`, "discard", 1);
  const target = resolveName(sh, name);
  const v = writable(sh, target);
  if (typeof v.value === "object") putElement(v.value, "0", text);
  else v.value = text;
  onAssign(sh, target, text);
}

export function putElement(value: string[] | Map<string, string>, subscript: string, text: string): void {
  if (!Array.isArray(value)) value.set(subscript, text);
  else {
    const index = Number(subscript);
    value[index < 0 ? value.length + index : index] = text;
  }
}

/** The array to put elements into: a plain variable becomes one. */
export function arrayOf(v: Variable): string[] | Map<string, string> {
  if (typeof v.value !== "object") v.value = v.value === undefined ? [] : [v.value];
  return v.value;
}

/** Sets one element. The subscript is evaluated; a negative one must lie inside. */
export function setElement(sh: Shell, name: string, subscript: string, text: string): void {
  const target = resolveName(sh, name);
  const array = arrayOf(writable(sh, target));
  if (Array.isArray(array) && Number(subscript) < -array.length) {
    throw fatal(sh, `${name}[${subscript}]: bad array subscript`);
  }
  putElement(array, subscript, text);
}

/** Unsets a variable; whether that was allowed. In a function, an unset local stays local. */
export function unsetVariable(sh: Shell, name: string): boolean {
  const target = resolveName(sh, name);
  const v = sh.scope.variables.get(target);
  if (v?.readonly) return false;
  if (v) {
    if (sh.scope.frames.at(-1)?.has(target))
      sh.scope.variables.set(target, { value: undefined, exported: false, readonly: false });
    else sh.scope.variables.delete(target);
  }
  onAssign(sh, target, undefined);
  return true;
}

/** Makes a variable local to the function that runs. */
export function makeLocal(sh: Shell, name: string): Variable {
  const frame = sh.scope.frames.at(-1);
  const old = sh.scope.variables.get(name);
  if (frame?.has(name) && old) return old;
  frame?.set(name, old);
  // dash and ash keep the value it had; bash begins unset, but exported stays exported.
  const v: Variable = {
    value: sh.dialect === "bash" || old === undefined ? undefined : old.value,
    exported: old?.exported ?? false,
    readonly: false,
  };
  sh.scope.variables.set(name, v);
  if (name === "OPTIND") onAssign(sh, name, "1");
  return v;
}

export function pushFrame(sh: Shell): void {
  sh.scope.frames.push(new Map());
}

export function popFrame(sh: Shell): void {
  for (const [name, old] of sh.scope.frames.pop() ?? []) {
    if (old) sh.scope.variables.set(name, old);
    else sh.scope.variables.delete(name);
    if (name === "IFS" || name === "PATH" || name === "OPTIND") onAssign(sh, name, textOf(sh, name));
  }
}

/** The environment that children get. */
export function environment(sh: Shell): Map<string, string> {
  const env = new Map(sh.foreign);
  for (const [name, v] of sh.scope.variables) {
    if (v.exported && typeof v.value === "string") env.set(name, v.value);
  }
  return env;
}
