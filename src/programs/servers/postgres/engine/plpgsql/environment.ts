import { checkDomain } from "../analyse/domains.ts";
import type { Ex } from "../analyse/scope.ts";
import { findRelation } from "../catalog/lookup.ts";
import { contextOf } from "../catalog/names.ts";
import { resolveType, typeByOid, typeOfObject } from "../catalog/types.ts";
import { PgError } from "../error.ts";
import { castFunction, fitMod } from "../functions/casts.ts";
import { parseTypeName } from "../parse/type-name.ts";
import type { Session } from "../session.ts";
import { type Mod, NO_MOD, type PgType, Rec, T, type Value } from "../types/type.ts";

/** A variable of a function's. */
export interface Variable {
  readonly name: string;
  readonly type: PgType;
  readonly mod: Mod;
  readonly constant: boolean;
  readonly notNull: boolean;
  /** Takes any row: its columns are those of what it was given. */
  readonly record: boolean;
  value: Value;
}

/** Variables of a block, and of those around it. */
export interface Environment {
  readonly s: Session;
  readonly variables: Map<string, Variable>;
  readonly label: string | undefined;
  readonly up: Environment | undefined;
}

export function newVariable(name: string, type: PgType, value: Value = null, more: Partial<Variable> = {}): Variable {
  return { name, type, mod: NO_MOD, constant: false, notNull: false, record: type.name === "record", value, ...more };
}

export function find(env: Environment | undefined, name: string): Variable | undefined {
  for (let e = env; e; e = e.up) {
    const v = e.variables.get(name);
    if (v) return v;
  }
  return undefined;
}

/** What a name in an expression means, when it is a variable's or a field's of one. */
export function resolveVariable(env: Environment, parts: readonly string[], at: number): Ex | undefined {
  const [first = "", second] = parts;
  if (parts.length === 1) {
    const v = find(env, first);
    return v && variableEx(v, at);
  }
  for (let e: Environment | undefined = env; e; e = e.up)
    if (e.label === first && second !== undefined) {
      const v = e.variables.get(second);
      if (v) return parts.length === 2 ? variableEx(v, at) : fieldEx(v, parts[2] ?? "", at);
    }
  const v = find(env, first);
  return v && parts.length === 2 && second !== undefined ? fieldEx(v, second, at) : undefined;
}

function variableEx(v: Variable, at: number): Ex {
  if (v.record && v.value instanceof Rec)
    return {
      type: { ...T.record, fields: v.value.fields, kind: "composite" },
      mod: NO_MOD,
      at,
      ev: () => v.value,
      show: () => v.name,
    };
  return { type: v.type, mod: v.mod, at, ev: () => v.value, show: () => v.name };
}

function fieldEx(v: Variable, name: string, at: number): Ex | undefined {
  const fields = v.value instanceof Rec ? v.value.fields : v.type.fields;
  if (!fields) {
    if (!v.record) return undefined;
    const e = new PgError(`record "${v.name}" is not assigned yet`, "55000", {
      detail: "The tuple structure of a not-yet-assigned record is indeterminate.",
    });
    throw e;
  }
  const i = fields.findIndex((f) => f.name === name);
  const f = fields[i];
  if (!f) throw new PgError(`record "${v.name}" has no field "${name}"`, "42703", { at });
  return {
    type: f.type,
    mod: f.mod,
    at,
    ev: () => (v.value instanceof Rec ? (v.value.values[i] ?? null) : null),
    show: () => `${v.name}.${name}`,
  };
}

/** A variable's type: a type's name, `table.column%TYPE`, `table%ROWTYPE`, `record`. */
export function declaredType(env: Environment, text: string): { readonly type: PgType; readonly mod: Mod } {
  const { s } = env;
  const copied = /^\s*([\w."]+)\s*%\s*(type|rowtype)\s*$/i.exec(text);
  if (copied) {
    const parts = (copied[1] ?? "").split(".").map((p) => (p.startsWith('"') ? p.slice(1, -1) : p.toLowerCase()));
    if (copied[2]?.toLowerCase() === "rowtype") {
      const r = findRelation(s, { schema: parts.length > 1 ? parts[0] : undefined, name: parts.at(-1) ?? "" });
      if (r?.k !== "table" && r?.k !== "view")
        throw new PgError(`relation "${parts.join(".")}" does not exist`, "42P01");
      return { type: typeOfObject(s, r), mod: NO_MOD };
    }
    if (parts.length === 1) {
      const v = find(env, parts[0] ?? "");
      if (!v) throw new PgError(`variable "${parts[0]}" does not exist`, "42704");
      return { type: v.type, mod: v.mod };
    }
    const r = findRelation(s, { schema: parts.length > 2 ? parts[0] : undefined, name: parts[parts.length - 2] ?? "" });
    if (!r || !("columns" in r))
      throw new PgError(`relation "${parts.slice(0, -1).join(".")}" does not exist`, "42P01");
    const c = r.columns.find((x) => x.name === parts.at(-1));
    if (!c) throw new PgError(`column "${parts.at(-1)}" of relation "${r.name}" does not exist`, "42703");
    return { type: typeByOid(s, c.type), mod: c.mod };
  }
  return resolveType(s, parseTypeName(text));
}

/** Gives a variable a value, in its type. Throws PgError. */
export function assign(s: Session, v: Variable, value: Value, type: PgType): void {
  if (v.constant) throw new PgError(`variable "${v.name}" is declared CONSTANT`, "22005");
  v.value = converted(s, v, value, type);
}

export function converted(s: Session, v: Variable, value: Value, type: PgType): Value {
  if (value === null) {
    if (v.notNull)
      throw new PgError(`null value cannot be assigned to variable "${v.name}" declared NOT NULL`, "22004");
    return null;
  }
  if (v.record) return value;
  return convertTo(s, value, type, v.type, v.mod);
}

export function convertTo(s: Session, value: Value, from: PgType, to: PgType, mod: Mod): Value {
  if (value === null) return null;
  const made =
    from.oid === to.oid ? value : castFunction(from.name === "unknown" ? T.text : from, to)(value, contextOf(s));
  const fitted = fitMod(made, to, mod, false);
  if (to.kind === "domain") checkDomain(s, fitted, to);
  return fitted;
}
