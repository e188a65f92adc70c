/** A type as it was written: `numeric(10,2)[]`. */
export interface TypeName {
  readonly names: readonly string[];
  readonly mods: readonly number[];
  readonly dims: number;
  readonly setof: boolean;
  readonly at: number;
}

export interface SortItem {
  readonly by: Expr;
  readonly descending: boolean;
  readonly nullsFirst: boolean | undefined;
}

export type FrameBound =
  | { readonly kind: "unbounded preceding" | "unbounded following" | "current row" }
  | { readonly kind: "preceding" | "following"; readonly by: Expr };

export interface WindowSpec {
  readonly name: string | undefined;
  readonly partitionBy: readonly Expr[];
  readonly orderBy: readonly SortItem[];
  readonly frame:
    | { readonly mode: "rows" | "range" | "groups"; readonly start: FrameBound; readonly end: FrameBound }
    | undefined;
}

export interface CallExpr {
  readonly k: "call";
  readonly name: readonly string[];
  readonly args: readonly Expr[];
  /** Names of arguments given by name, beside `args`. */
  readonly argNames: readonly (string | undefined)[];
  readonly star: boolean;
  readonly distinct: boolean;
  readonly variadic: boolean;
  readonly orderBy: readonly SortItem[];
  readonly within: readonly SortItem[] | undefined;
  readonly filter: Expr | undefined;
  readonly over: WindowSpec | undefined;
  readonly at: number;
}

export type Expr =
  | {
      readonly k: "const";
      readonly t: "int" | "num" | "str" | "bool" | "null";
      readonly s: string;
      readonly at: number;
    }
  | { readonly k: "param"; readonly n: number; readonly at: number }
  | { readonly k: "col"; readonly parts: readonly string[]; readonly at: number }
  | { readonly k: "star"; readonly table: readonly string[]; readonly at: number }
  | { readonly k: "op"; readonly op: string; readonly l: Expr | undefined; readonly r: Expr; readonly at: number }
  | { readonly k: "and" | "or"; readonly l: Expr; readonly r: Expr; readonly at: number }
  | { readonly k: "not"; readonly e: Expr; readonly at: number }
  | {
      readonly k: "is";
      readonly e: Expr;
      readonly what: "null" | "true" | "false" | "unknown";
      readonly not: boolean;
      readonly at: number;
    }
  | { readonly k: "distinct"; readonly l: Expr; readonly r: Expr; readonly not: boolean; readonly at: number }
  | { readonly k: "in"; readonly e: Expr; readonly list: readonly Expr[]; readonly not: boolean; readonly at: number }
  | { readonly k: "inquery"; readonly e: Expr; readonly query: Query; readonly not: boolean; readonly at: number }
  | {
      readonly k: "quantified";
      readonly e: Expr;
      readonly op: string;
      readonly all: boolean;
      readonly list: Expr | Query;
      readonly at: number;
    }
  | {
      readonly k: "between";
      readonly e: Expr;
      readonly from: Expr;
      readonly to: Expr;
      readonly not: boolean;
      readonly symmetric: boolean;
      readonly at: number;
    }
  | { readonly k: "cast"; readonly e: Expr; readonly type: TypeName; readonly at: number }
  | {
      readonly k: "case";
      readonly of: Expr | undefined;
      readonly when: readonly (readonly [Expr, Expr])[];
      readonly otherwise: Expr | undefined;
      readonly at: number;
    }
  | { readonly k: "coalesce" | "greatest" | "least"; readonly args: readonly Expr[]; readonly at: number }
  | { readonly k: "nullif"; readonly l: Expr; readonly r: Expr; readonly at: number }
  | { readonly k: "array"; readonly items: readonly Expr[]; readonly at: number }
  | { readonly k: "arrayquery"; readonly query: Query; readonly at: number }
  | { readonly k: "row"; readonly items: readonly Expr[]; readonly at: number }
  | { readonly k: "field"; readonly e: Expr; readonly name: string; readonly at: number }
  | {
      readonly k: "index";
      readonly e: Expr;
      readonly from: Expr | undefined;
      readonly to: Expr | undefined;
      readonly slice: boolean;
      readonly at: number;
    }
  | { readonly k: "subquery"; readonly query: Query; readonly at: number }
  | { readonly k: "exists"; readonly query: Query; readonly at: number }
  | CallExpr;

export interface Output {
  readonly e: Expr;
  readonly alias: string | undefined;
}

export interface TableName {
  readonly schema: string | undefined;
  readonly name: string;
  readonly at: number;
}

export interface Alias {
  readonly name: string;
  readonly columns: readonly string[];
  /** Of a function that gives records: names with types. */
  readonly types: readonly TypeName[];
}

export type FromItem =
  | { readonly k: "table"; readonly table: TableName; readonly alias: Alias | undefined }
  | {
      readonly k: "query";
      readonly query: Query;
      readonly alias: Alias | undefined;
      readonly lateral: boolean;
      readonly at: number;
    }
  | {
      readonly k: "function";
      readonly calls: readonly Expr[];
      readonly alias: Alias | undefined;
      readonly ordinality: boolean;
      readonly at: number;
    }
  | {
      readonly k: "join";
      readonly kind: "inner" | "left" | "right" | "full" | "cross";
      readonly l: FromItem;
      readonly r: FromItem;
      readonly on: Expr | undefined;
      readonly using: readonly string[] | undefined;
      readonly natural: boolean;
      readonly at: number;
    };

export type GroupItem =
  | { readonly k: "expr"; readonly e: Expr }
  | { readonly k: "sets"; readonly sets: readonly (readonly Expr[])[] };

export interface Select {
  readonly k: "select";
  readonly distinct: boolean;
  readonly distinctOn: readonly Expr[] | undefined;
  readonly outputs: readonly Output[];
  readonly from: readonly FromItem[];
  readonly where: Expr | undefined;
  readonly groupBy: readonly GroupItem[];
  readonly having: Expr | undefined;
  readonly windows: readonly (WindowSpec & { readonly as: string })[];
}

export type Body =
  | Select
  | { readonly k: "values"; readonly rows: readonly (readonly (Expr | "default")[])[]; readonly at: number }
  | {
      readonly k: "set";
      readonly op: "UNION" | "INTERSECT" | "EXCEPT";
      readonly all: boolean;
      readonly l: Body;
      readonly r: Body;
      readonly at: number;
    }
  | { readonly k: "nested"; readonly query: Query; readonly at: number };

export interface Cte {
  readonly name: string;
  readonly columns: readonly string[];
  readonly query: Query | Change;
  readonly at: number;
}

export interface Query {
  readonly k: "query";
  readonly ctes: readonly Cte[];
  readonly recursive: boolean;
  readonly body: Body;
  readonly orderBy: readonly SortItem[];
  readonly limit: Expr | undefined;
  readonly offset: Expr | undefined;
  readonly locking: string | undefined;
  /** SELECT … INTO: a table to be made. */
  readonly into: TableName | undefined;
  readonly at: number;
}

/** `column = value`, or several columns from one row. */
export interface Assignment {
  readonly column: string;
  readonly path: readonly Expr[];
  readonly value: Expr | "default" | { readonly k: "pick"; readonly query: Query; readonly index: number };
  readonly at: number;
}

export interface Conflict {
  readonly columns: readonly Expr[] | undefined;
  readonly constraint: string | undefined;
  readonly set: readonly Assignment[] | undefined;
  readonly where: Expr | undefined;
  readonly at: number;
}

export interface Insert {
  readonly k: "insert";
  readonly ctes: readonly Cte[];
  readonly recursive: boolean;
  readonly table: TableName;
  readonly alias: string | undefined;
  readonly columns: readonly { readonly name: string; readonly at: number }[] | undefined;
  /** undefined: DEFAULT VALUES. */
  readonly source: Query | undefined;
  readonly overriding: "system" | "user" | undefined;
  readonly conflict: Conflict | undefined;
  readonly returning: readonly Output[] | undefined;
}

export interface Update {
  readonly k: "update";
  readonly ctes: readonly Cte[];
  readonly recursive: boolean;
  readonly table: TableName;
  readonly alias: string | undefined;
  readonly set: readonly Assignment[];
  readonly from: readonly FromItem[];
  readonly where: Expr | undefined;
  readonly returning: readonly Output[] | undefined;
}

export interface Delete {
  readonly k: "delete";
  readonly ctes: readonly Cte[];
  readonly recursive: boolean;
  readonly table: TableName;
  readonly alias: string | undefined;
  readonly using: readonly FromItem[];
  readonly where: Expr | undefined;
  readonly returning: readonly Output[] | undefined;
}

export interface MergeArm {
  readonly matched: boolean;
  readonly when: Expr | undefined;
  readonly act:
    | { readonly k: "update"; readonly set: readonly Assignment[] }
    | { readonly k: "delete" }
    | { readonly k: "nothing" }
    | {
        readonly k: "insert";
        readonly columns: readonly { readonly name: string; readonly at: number }[] | undefined;
        readonly values: readonly (Expr | "default")[];
      };
}

export interface Merge {
  readonly k: "merge";
  readonly ctes: readonly Cte[];
  readonly recursive: boolean;
  readonly table: TableName;
  readonly alias: string | undefined;
  readonly using: FromItem;
  readonly on: Expr;
  readonly arms: readonly MergeArm[];
}

export type Change = Insert | Update | Delete | Merge;

export type Action = "NO ACTION" | "RESTRICT" | "CASCADE" | "SET NULL" | "SET DEFAULT";

export type ConstraintDef = { readonly name: string | undefined; readonly at: number } & (
  | { readonly k: "primary" | "unique"; readonly columns: readonly string[] }
  | { readonly k: "check"; readonly e: Expr }
  | {
      readonly k: "foreign";
      readonly columns: readonly string[];
      readonly table: TableName;
      readonly references: readonly string[];
      readonly onDelete: Action;
      readonly onUpdate: Action;
      readonly deferrable: boolean;
      readonly deferred: boolean;
    }
);

export interface ColumnDef {
  readonly name: string;
  readonly type: TypeName;
  readonly notNull: boolean;
  readonly identity: "always" | "by default" | undefined;
  readonly default: Expr | undefined;
  readonly generated: Expr | undefined;
  readonly constraints: readonly ConstraintDef[];
  readonly at: number;
}
