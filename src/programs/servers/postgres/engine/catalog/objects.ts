import type { Action, Expr, Query, TypeName } from "../ast.ts";
import type { FunctionArg } from "../ast-statements.ts";
import type { Mod } from "../types/type.ts";

/** One grantee's rights: letters as in `arwdDxtm`; a role's name, or "" for PUBLIC. */
export interface AclItem {
  readonly to: string;
  readonly by: string;
  readonly rights: string;
  readonly grantable: string;
}

interface Base {
  readonly oid: number;
  readonly name: string;
  /** The schema's name; "" for what is in none. */
  readonly schema: string;
  readonly owner: string;
  readonly acl: readonly AclItem[] | undefined;
  readonly comment: string | undefined;
}

export interface Column {
  readonly num: number;
  readonly name: string;
  readonly type: number;
  readonly mod: Mod;
  readonly notNull: boolean;
  readonly default: Expr | undefined;
  readonly identity: "always" | "by default" | undefined;
  readonly generated: Expr | undefined;
  /** The sequence that a serial or identity column has its numbers from. */
  readonly sequence: number | undefined;
  readonly comment: string | undefined;
}

export type Constraint = { readonly oid: number; readonly name: string } & (
  | { readonly k: "primary" | "unique"; readonly columns: readonly string[] }
  | { readonly k: "check"; readonly e: Expr }
  | { readonly k: "not null"; readonly column: string }
  | {
      readonly k: "foreign";
      readonly columns: readonly string[];
      readonly table: number;
      readonly references: readonly string[];
      readonly onDelete: Action;
      readonly onUpdate: Action;
      readonly deferrable: boolean;
      readonly deferred: boolean;
    }
);

export interface IndexKeyDef {
  readonly e: Expr;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

export interface Table extends Base {
  readonly k: "table" | "materialized view";
  readonly columns: readonly Column[];
  readonly constraints: readonly Constraint[];
  /** Where its rows are. */
  readonly heap: number;
  readonly temp: boolean;
  readonly nextNum: number;
  /** Of a materialized view. */
  readonly query: Query | undefined;
  readonly populated: boolean;
  /** What ANALYZE counted. */
  readonly analyzed: { readonly rows: number } | undefined;
}

export interface View extends Base {
  readonly k: "view";
  readonly columns: readonly Column[];
  readonly query: Query;
}

export interface Index extends Base {
  readonly k: "index";
  readonly table: number;
  readonly unique: boolean;
  readonly primary: boolean;
  /** Of a constraint. */
  readonly constraint: number | undefined;
  readonly method: string;
  readonly keys: readonly IndexKeyDef[];
  readonly include: readonly string[];
  readonly where: Expr | undefined;
}

export interface Sequence extends Base {
  readonly k: "sequence";
  readonly type: "int2" | "int4" | "int8";
  readonly start: number;
  readonly increment: number;
  readonly min: number;
  readonly max: number;
  readonly cycle: boolean;
  /** The column that it belongs to. */
  readonly ownedBy: { readonly table: number; readonly column: string } | undefined;
  readonly identity: boolean;
  readonly temp: boolean;
}

export interface TypeObject extends Base {
  readonly k: "type";
  readonly labels: readonly string[] | undefined;
  readonly fields: readonly { readonly name: string; readonly type: number; readonly mod: Mod }[] | undefined;
  readonly domain:
    | {
        readonly base: number;
        readonly mod: Mod;
        readonly notNull: boolean;
        readonly default: Expr | undefined;
        readonly checks: readonly { readonly name: string; readonly e: Expr }[];
      }
    | undefined;
}

export interface FunctionObject extends Base {
  readonly k: "function";
  readonly procedure: boolean;
  readonly args: readonly (Omit<FunctionArg, "type"> & { readonly type: number; readonly typeName: TypeName })[];
  readonly returns: number;
  readonly setof: boolean;
  readonly language: string;
  readonly body: string;
  readonly volatility: string;
  readonly strict: boolean;
  readonly definer: boolean;
}

export interface Trigger extends Base {
  readonly k: "trigger";
  readonly table: number;
  readonly timing: "BEFORE" | "AFTER" | "INSTEAD OF";
  readonly events: readonly string[];
  readonly columns: readonly string[];
  readonly row: boolean;
  readonly when: Expr | undefined;
  readonly fn: number;
  readonly args: readonly string[];
  readonly enabled: boolean;
}

export interface Schema extends Base {
  readonly k: "schema";
}

export interface Extension extends Base {
  readonly k: "extension";
  readonly version: string;
}

export type Relation = Table | View | Index | Sequence;
export type CatalogObject = Relation | TypeObject | FunctionObject | Trigger | Schema | Extension;

export const isRelation = (o: CatalogObject): o is Relation =>
  o.k === "table" || o.k === "view" || o.k === "materialized view" || o.k === "index" || o.k === "sequence";

export interface Role {
  readonly oid: number;
  readonly name: string;
  readonly password: string | undefined;
  readonly superuser: boolean;
  readonly createdb: boolean;
  readonly createrole: boolean;
  readonly login: boolean;
  readonly replication: boolean;
  readonly bypassrls: boolean;
  readonly inherit: boolean;
  readonly limit: number;
  readonly until: string | undefined;
  readonly memberOf: readonly string[];
}
