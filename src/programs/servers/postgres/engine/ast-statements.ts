import type { Change, ColumnDef, ConstraintDef, Expr, Query, TableName, TypeName } from "./ast.ts";

export type TableElement =
  | { readonly k: "column"; readonly column: ColumnDef }
  | { readonly k: "constraint"; readonly constraint: ConstraintDef }
  | { readonly k: "like"; readonly table: TableName; readonly all: boolean; readonly including: readonly string[] };

export type Alteration =
  | { readonly k: "add column"; readonly column: ColumnDef; readonly ifNotExists: boolean }
  | { readonly k: "drop column"; readonly name: string; readonly ifExists: boolean; readonly cascade: boolean }
  | { readonly k: "rename column"; readonly from: string; readonly to: string }
  | { readonly k: "rename"; readonly to: string }
  | { readonly k: "rename constraint"; readonly from: string; readonly to: string }
  | { readonly k: "type"; readonly name: string; readonly type: TypeName; readonly using: Expr | undefined }
  | { readonly k: "default"; readonly name: string; readonly value: Expr | undefined }
  | { readonly k: "not null"; readonly name: string; readonly on: boolean }
  | {
      readonly k: "identity";
      readonly name: string;
      readonly kind: "always" | "by default" | undefined;
      readonly ifExists: boolean;
    }
  | { readonly k: "add constraint"; readonly constraint: ConstraintDef }
  | { readonly k: "drop constraint"; readonly name: string; readonly ifExists: boolean; readonly cascade: boolean }
  | { readonly k: "owner"; readonly to: string }
  | { readonly k: "schema"; readonly to: string }
  | { readonly k: "trigger"; readonly name: string | undefined; readonly on: boolean }
  | { readonly k: "row security" };

export interface SequenceOptions {
  readonly start?: number;
  readonly increment?: number;
  readonly min?: number | null;
  readonly max?: number | null;
  readonly restart?: number | null;
  readonly cycle?: boolean;
  readonly ownedBy?: readonly string[];
  readonly type?: string;
}

export interface IndexKey {
  readonly e: Expr;
  readonly descending: boolean;
  readonly nullsFirst: boolean | undefined;
}

export interface FunctionArg {
  readonly name: string | undefined;
  readonly type: TypeName;
  readonly mode: "in" | "out" | "inout" | "variadic" | "table";
  readonly default: Expr | undefined;
}

export interface CopyStatement {
  readonly k: "copy";
  readonly table: TableName | undefined;
  readonly columns: readonly string[] | undefined;
  readonly query: Query | Change | undefined;
  readonly into: boolean;
  /** A file; undefined for STDIN or STDOUT. */
  readonly file: string | undefined;
  readonly program: boolean;
  readonly options: ReadonlyMap<string, string>;
}

export type Statement =
  | Query
  | Change
  | {
      readonly k: "create table";
      readonly table: TableName;
      readonly temp: boolean;
      readonly ifNotExists: boolean;
      readonly elements: readonly TableElement[];
      readonly inherits: readonly TableName[];
      readonly onCommitDrop: boolean;
    }
  | {
      readonly k: "create table as";
      readonly table: TableName;
      readonly temp: boolean;
      readonly ifNotExists: boolean;
      readonly columns: readonly string[];
      readonly query: Query;
      readonly noData: boolean;
      readonly materialized: boolean;
      readonly text: string;
    }
  | {
      readonly k: "create view";
      readonly table: TableName;
      readonly replace: boolean;
      readonly temp: boolean;
      readonly columns: readonly string[];
      readonly query: Query;
      readonly text: string;
    }
  | {
      readonly k: "create index";
      readonly name: string | undefined;
      readonly table: TableName;
      readonly unique: boolean;
      readonly ifNotExists: boolean;
      readonly method: string;
      readonly keys: readonly IndexKey[];
      readonly include: readonly string[];
      readonly where: Expr | undefined;
    }
  | {
      readonly k: "create sequence";
      readonly table: TableName;
      readonly temp: boolean;
      readonly ifNotExists: boolean;
      readonly options: SequenceOptions;
    }
  | {
      readonly k: "alter sequence";
      readonly table: TableName;
      readonly ifExists: boolean;
      readonly options: SequenceOptions;
    }
  | {
      readonly k: "create schema";
      readonly name: string;
      readonly ifNotExists: boolean;
      readonly owner: string | undefined;
    }
  | {
      readonly k: "create type";
      readonly name: TableName;
      readonly labels: readonly string[] | undefined;
      readonly fields: readonly { readonly name: string; readonly type: TypeName }[];
    }
  | {
      readonly k: "create domain";
      readonly name: TableName;
      readonly type: TypeName;
      readonly notNull: boolean;
      readonly default: Expr | undefined;
      readonly checks: readonly { readonly name: string | undefined; readonly e: Expr }[];
    }
  | {
      readonly k: "alter type";
      readonly name: TableName;
      readonly add:
        | {
            readonly label: string;
            readonly ifNotExists: boolean;
            readonly before: string | undefined;
            readonly after: string | undefined;
          }
        | undefined;
      readonly renameValue: readonly [string, string] | undefined;
      readonly rename: string | undefined;
      readonly owner: string | undefined;
    }
  | {
      readonly k: "create function";
      readonly name: TableName;
      readonly replace: boolean;
      readonly procedure: boolean;
      readonly args: readonly FunctionArg[];
      readonly returns: TypeName | undefined;
      readonly language: string;
      readonly body: string;
      readonly volatility: string;
      readonly strict: boolean;
      readonly definer: boolean;
      readonly at: number;
      readonly bodyAt: number;
    }
  | {
      readonly k: "create trigger";
      readonly name: string;
      readonly replace: boolean;
      readonly timing: "BEFORE" | "AFTER" | "INSTEAD OF";
      readonly events: readonly string[];
      readonly columns: readonly string[];
      readonly table: TableName;
      readonly row: boolean;
      readonly when: Expr | undefined;
      readonly whenText: string;
      readonly fn: TableName;
      readonly args: readonly string[];
    }
  | { readonly k: "create extension"; readonly name: string; readonly ifNotExists: boolean }
  | {
      readonly k: "drop";
      readonly what: string;
      readonly names: readonly TableName[];
      readonly ifExists: boolean;
      readonly cascade: boolean;
    }
  | {
      readonly k: "drop function";
      readonly what: "function" | "procedure";
      readonly fns: readonly { readonly name: TableName; readonly args: readonly TypeName[] | undefined }[];
      readonly ifExists: boolean;
      readonly cascade: boolean;
    }
  | { readonly k: "drop trigger"; readonly name: string; readonly table: TableName; readonly ifExists: boolean }
  | {
      readonly k: "truncate";
      readonly tables: readonly TableName[];
      readonly restart: boolean;
      readonly cascade: boolean;
    }
  | {
      readonly k: "alter table";
      readonly what: "table" | "view" | "index" | "materialized view" | "sequence";
      readonly table: TableName;
      readonly ifExists: boolean;
      readonly changes: readonly Alteration[];
    }
  | {
      readonly k: "alter schema";
      readonly name: string;
      readonly rename: string | undefined;
      readonly owner: string | undefined;
    }
  | { readonly k: "refresh"; readonly table: TableName }
  | {
      readonly k: "create database";
      readonly name: string;
      readonly owner: string | undefined;
      readonly template: string | undefined;
    }
  | { readonly k: "drop database"; readonly name: string; readonly ifExists: boolean }
  | {
      readonly k: "alter database";
      readonly name: string;
      readonly rename: string | undefined;
      readonly owner: string | undefined;
    }
  | {
      readonly k: "role";
      readonly verb: "create" | "alter";
      readonly word: string;
      readonly name: string;
      readonly options: ReadonlyMap<string, string | number | boolean | null>;
      readonly inRole: readonly string[];
      readonly rename: string | undefined;
      readonly at: number;
    }
  | { readonly k: "drop role"; readonly names: readonly string[]; readonly ifExists: boolean }
  | {
      readonly k: "owned";
      readonly verb: "drop" | "reassign";
      readonly roles: readonly string[];
      readonly to: string | undefined;
    }
  | {
      readonly k: "grant";
      readonly grant: boolean;
      readonly privileges: readonly { readonly name: string; readonly columns: readonly string[] }[];
      readonly on: "table" | "sequence" | "database" | "schema" | "function" | "type";
      readonly allIn: readonly string[] | undefined;
      readonly names: readonly TableName[];
      readonly roles: readonly string[];
      readonly option: boolean;
    }
  | {
      readonly k: "grant role";
      readonly grant: boolean;
      readonly roles: readonly string[];
      readonly to: readonly string[];
    }
  | { readonly k: "default privileges"; readonly text: string }
  | {
      readonly k: "comment";
      readonly on: string;
      readonly name: readonly string[];
      readonly text: string | null;
      readonly at: number;
    }
  | {
      readonly k: "begin";
      readonly word: "BEGIN" | "START TRANSACTION";
      readonly readOnly: boolean | undefined;
      readonly isolation: string | undefined;
    }
  | { readonly k: "end"; readonly commit: boolean; readonly chain: boolean }
  | { readonly k: "savepoint"; readonly word: "SAVEPOINT" | "ROLLBACK" | "RELEASE"; readonly name: string }
  | {
      readonly k: "set";
      readonly local: boolean;
      readonly name: string;
      readonly value: string | undefined;
      readonly at: number;
    }
  | { readonly k: "set transaction"; readonly readOnly: boolean | undefined; readonly isolation: string | undefined }
  | { readonly k: "set role"; readonly session: boolean; readonly role: string | undefined; readonly reset: boolean }
  | { readonly k: "set constraints" }
  | { readonly k: "show"; readonly name: string }
  | { readonly k: "explain"; readonly options: ReadonlyMap<string, string>; readonly of: Statement }
  | CopyStatement
  | {
      readonly k: "vacuum";
      readonly verb: "VACUUM" | "ANALYZE" | "REINDEX" | "CLUSTER" | "CHECKPOINT";
      readonly tables: readonly TableName[];
    }
  | {
      readonly k: "prepare";
      readonly name: string;
      readonly types: readonly TypeName[];
      readonly of: Statement;
      readonly text: string;
    }
  | { readonly k: "execute"; readonly name: string; readonly args: readonly Expr[] }
  | { readonly k: "deallocate"; readonly name: string | undefined }
  | { readonly k: "discard"; readonly what: string }
  | { readonly k: "listen"; readonly channel: string }
  | { readonly k: "unlisten"; readonly channel: string | undefined }
  | { readonly k: "notify"; readonly channel: string; readonly payload: string }
  | { readonly k: "declare"; readonly name: string; readonly query: Query; readonly hold: boolean }
  | {
      readonly k: "fetch";
      readonly move: boolean;
      readonly name: string;
      readonly count: number;
      readonly direction: "forward" | "backward" | "absolute" | "relative";
    }
  | { readonly k: "close"; readonly name: string | undefined }
  | { readonly k: "lock"; readonly tables: readonly TableName[] }
  | { readonly k: "do"; readonly body: string; readonly language: string; readonly bodyAt: number }
  | { readonly k: "call"; readonly call: Expr };
