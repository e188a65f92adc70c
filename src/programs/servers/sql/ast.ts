/** A value in a row. */
export type Value = string | number | boolean | null;

export type Expression =
  | { readonly kind: "literal"; readonly value: Value }
  | { readonly kind: "column"; readonly table: string | undefined; readonly name: string; readonly at: number }
  | { readonly kind: "star"; readonly table: string | undefined }
  | { readonly kind: "unary"; readonly operator: string; readonly of: Expression }
  | { readonly kind: "binary"; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "is null"; readonly of: Expression; readonly not: boolean }
  | {
      readonly kind: "in";
      readonly of: Expression;
      readonly list: readonly Expression[] | Select;
      readonly not: boolean;
    }
  | {
      readonly kind: "between";
      readonly of: Expression;
      readonly from: Expression;
      readonly to: Expression;
      readonly not: boolean;
    }
  | {
      readonly kind: "like";
      readonly of: Expression;
      readonly pattern: Expression;
      readonly not: boolean;
      readonly caseless: boolean;
    }
  | {
      readonly kind: "call";
      readonly name: string;
      readonly args: readonly Expression[];
      readonly distinct: boolean;
      readonly at: number;
    }
  | { readonly kind: "cast"; readonly of: Expression; readonly type: string }
  | {
      readonly kind: "case";
      readonly of: Expression | undefined;
      readonly when: readonly (readonly [Expression, Expression])[];
      readonly otherwise: Expression | undefined;
    }
  | { readonly kind: "subquery"; readonly select: Select }
  | { readonly kind: "exists"; readonly select: Select };

export interface Output {
  readonly expression: Expression;
  readonly alias: string | undefined;
  /** As written: MySQL heads the column with it. */
  readonly text: string;
}

export interface TableRef {
  readonly schema: string | undefined;
  readonly name: string;
  readonly alias: string | undefined;
  readonly at: number;
}

export interface Join {
  readonly kind: "inner" | "left" | "cross";
  readonly table: TableRef;
  readonly on: Expression | undefined;
  readonly using: readonly string[] | undefined;
}

export interface Select {
  readonly kind: "select";
  readonly distinct: boolean;
  readonly outputs: readonly Output[];
  readonly from: TableRef | undefined;
  readonly joins: readonly Join[];
  readonly where: Expression | undefined;
  readonly groupBy: readonly Expression[];
  readonly having: Expression | undefined;
  readonly orderBy: readonly { readonly by: Expression; readonly descending: boolean }[];
  readonly limit: Expression | undefined;
  readonly offset: Expression | undefined;
}

export interface ColumnDefinition {
  readonly name: string;
  /** In lower case with its length: `varchar(100)`. */
  readonly type: string;
  readonly notNull: boolean;
  readonly primaryKey: boolean;
  readonly unique: boolean;
  readonly autoIncrement: boolean;
  readonly default: Expression | undefined;
  readonly defaultText: string | undefined;
}

export type Statement =
  | Select
  | {
      readonly kind: "insert";
      readonly table: TableRef;
      readonly columns: readonly string[] | undefined;
      readonly rows: readonly (readonly (Expression | "default")[])[] | Select;
      readonly returning: readonly Output[] | undefined;
      readonly ignore: boolean;
    }
  | {
      readonly kind: "update";
      readonly table: TableRef;
      readonly set: readonly (readonly [string, Expression])[];
      readonly where: Expression | undefined;
      readonly returning: readonly Output[] | undefined;
    }
  | {
      readonly kind: "delete";
      readonly table: TableRef;
      readonly where: Expression | undefined;
      readonly returning: readonly Output[] | undefined;
    }
  | {
      readonly kind: "create table";
      readonly table: TableRef;
      readonly ifNotExists: boolean;
      readonly columns: readonly ColumnDefinition[];
    }
  | { readonly kind: "drop table"; readonly tables: readonly TableRef[]; readonly ifExists: boolean }
  | { readonly kind: "truncate"; readonly table: TableRef }
  | { readonly kind: "add column"; readonly table: TableRef; readonly column: ColumnDefinition }
  | { readonly kind: "drop column"; readonly table: TableRef; readonly column: string }
  | { readonly kind: "rename table"; readonly table: TableRef; readonly to: string }
  | { readonly kind: "create index"; readonly table: TableRef }
  | { readonly kind: "create database"; readonly name: string; readonly ifNotExists: boolean }
  | { readonly kind: "drop database"; readonly name: string; readonly ifExists: boolean }
  | { readonly kind: "use"; readonly name: string }
  | {
      readonly kind: "user";
      readonly verb: "create" | "alter" | "drop";
      readonly name: string;
      readonly password: string | undefined;
      readonly ifExists: boolean;
      readonly word: string;
    }
  | { readonly kind: "grant"; readonly word: "GRANT" | "REVOKE" | "FLUSH" }
  | { readonly kind: "transaction"; readonly word: "BEGIN" | "COMMIT" | "ROLLBACK" }
  | { readonly kind: "set" }
  | { readonly kind: "show"; readonly what: string; readonly like: string | undefined }
  | { readonly kind: "describe"; readonly table: TableRef };
