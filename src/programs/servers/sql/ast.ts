import type { Value } from "./values/value.ts";

export interface OrderItem {
  readonly by: Expression;
  readonly descending: boolean;
}

export interface Window {
  /** Of a window that stands under WINDOW. */
  readonly name?: string | undefined;
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly OrderItem[];
  /** ROWS BETWEEN: how far before and behind the row; undefined is without end. */
  readonly frame: { readonly before: number | undefined; readonly after: number | undefined } | undefined;
}

export type Call = {
  readonly kind: "call";
  readonly name: string;
  readonly args: readonly Expression[];
  readonly distinct: boolean;
  readonly orderBy: readonly OrderItem[];
  readonly over: Window | undefined;
  readonly at: number;
};

export type ColumnRef = {
  readonly kind: "column";
  readonly table: string | undefined;
  readonly name: string;
  readonly at: number;
};

export type Expression =
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "decimal"; readonly text: string }
  /** A value that was computed before. */
  | { readonly kind: "constant"; readonly value: Value }
  | { readonly kind: "parameter"; readonly index: number }
  | ColumnRef
  | { readonly kind: "star"; readonly table: string | undefined }
  | { readonly kind: "unary"; readonly operator: string; readonly of: Expression }
  | {
      readonly kind: "binary";
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
      readonly at: number;
    }
  | { readonly kind: "is"; readonly of: Expression; readonly what: null | boolean; readonly not: boolean }
  | {
      readonly kind: "in";
      readonly of: Expression;
      readonly list: readonly Expression[] | Query;
      readonly not: boolean;
    }
  | {
      /** `x = ANY (…)`. */
      readonly kind: "any";
      readonly of: Expression;
      readonly operator: string;
      readonly list: Query;
      readonly all: boolean;
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
      readonly how: "like" | "ilike" | "regex" | "iregex";
    }
  | Call
  | { readonly kind: "cast"; readonly of: Expression; readonly type: string }
  | { readonly kind: "interval"; readonly of: Expression; readonly unit: string }
  | { readonly kind: "row"; readonly items: readonly Expression[] }
  | {
      readonly kind: "case";
      readonly of: Expression | undefined;
      readonly when: readonly (readonly [Expression, Expression])[];
      readonly otherwise: Expression | undefined;
    }
  | { readonly kind: "subquery"; readonly query: Query }
  | { readonly kind: "exists"; readonly query: Query };

export interface Output {
  readonly expression: Expression;
  readonly alias: string | undefined;
  /** As written: MySQL heads the column with it. */
  readonly text: string;
}

export interface TableRef {
  readonly kind: "table";
  readonly schema: string | undefined;
  readonly name: string;
  readonly alias: string | undefined;
  readonly at: number;
}

export type FromItem =
  | TableRef
  | {
      readonly kind: "derived";
      readonly query: Query;
      readonly alias: string;
      readonly columns: readonly string[] | undefined;
      readonly lateral: boolean;
    }
  | {
      readonly kind: "function";
      readonly call: Call;
      readonly alias: string;
      readonly columns: readonly string[] | undefined;
    };

export interface Join {
  readonly kind: "inner" | "left" | "right" | "cross";
  readonly item: FromItem;
  readonly on: Expression | undefined;
  readonly using: readonly string[] | undefined;
  readonly natural: boolean;
}

export interface Core {
  readonly kind: "core";
  readonly distinct: boolean;
  /** DISTINCT ON. */
  readonly outputs: readonly Output[];
  readonly from: FromItem | undefined;
  readonly joins: readonly Join[];
  readonly where: Expression | undefined;
  readonly groupBy: readonly Expression[];
  /** MySQL's WITH ROLLUP. */
  readonly rollup?: boolean;
  readonly having: Expression | undefined;
}

export type Body =
  | Core
  | { readonly kind: "values"; readonly rows: readonly (readonly Expression[])[] }
  | {
      readonly kind: "set";
      readonly operator: "UNION" | "INTERSECT" | "EXCEPT";
      readonly all: boolean;
      readonly left: Body;
      readonly right: Body;
    }
  | { readonly kind: "nested"; readonly query: Query };

export interface Cte {
  readonly name: string;
  readonly columns: readonly string[] | undefined;
  readonly query: Query;
}

export interface Query {
  readonly kind: "query";
  readonly ctes: readonly Cte[];
  readonly recursive: boolean;
  readonly body: Body;
  readonly orderBy: readonly OrderItem[];
  readonly limit: Expression | undefined;
  readonly offset: Expression | undefined;
}

export type Action = "NO ACTION" | "RESTRICT" | "CASCADE" | "SET NULL" | "SET DEFAULT";

export type ConstraintDefinition =
  | { readonly kind: "primary"; readonly name: string | undefined; readonly columns: readonly string[] }
  | { readonly kind: "unique"; readonly name: string | undefined; readonly columns: readonly string[] }
  | { readonly kind: "check"; readonly name: string | undefined; readonly test: Expression; readonly text: string }
  | {
      readonly kind: "foreign";
      readonly name: string | undefined;
      readonly columns: readonly string[];
      readonly table: TableRef;
      /** Empty: the other table's primary key. */
      readonly references: readonly string[];
      readonly onDelete: Action;
      readonly onUpdate: Action;
    };

export interface ColumnDefinition {
  readonly name: string;
  /** In lower case with its length: `varchar(100)`. */
  readonly type: string;
  readonly notNull: boolean;
  /** Where numbers come from when none is given. */
  readonly numbered: "auto_increment" | undefined;
  readonly default: Expression | undefined;
  readonly defaultText: string | undefined;
  /** GENERATED ALWAYS AS (…) STORED. */
  readonly computed: { readonly of: Expression; readonly text: string; readonly stored: boolean } | undefined;
  /** MySQL's. */
  readonly comment?: string;
  /** MySQL's ON UPDATE CURRENT_TIMESTAMP. */
  readonly touched: boolean;
}

export interface TableDefinition {
  readonly columns: readonly ColumnDefinition[];
  readonly constraints: readonly ConstraintDefinition[];
  /** MySQL's KEY and INDEX within a table's definition. */
  readonly indexes: readonly { readonly name: string | undefined; readonly columns: readonly string[] }[];
}

export type Assignment = readonly [column: string, value: Expression | "default"];

/** MySQL's FIRST and AFTER: the column behind which it stands, "" for none; undefined: where it is, or last. */
export type Place = string | undefined;

export type Alteration =
  | {
      readonly kind: "add column";
      readonly definition: TableDefinition;
      readonly ifNotExists: boolean;
      readonly place: Place;
    }
  | { readonly kind: "drop column"; readonly name: string; readonly ifExists: boolean }
  | { readonly kind: "rename column"; readonly from: string; readonly to: string }
  | { readonly kind: "rename table"; readonly to: string }
  | { readonly kind: "modify"; readonly from: string; readonly definition: TableDefinition; readonly place: Place }
  | { readonly kind: "default"; readonly name: string; readonly value: Expression | undefined; readonly text: string }
  | { readonly kind: "add constraint"; readonly definition: TableDefinition }
  | { readonly kind: "drop constraint"; readonly name: string; readonly what: string; readonly ifExists: boolean }
  | { readonly kind: "rename index"; readonly from: string; readonly to: string }
  /** MySQL's options of a table. */
  | { readonly kind: "options"; readonly options: TableOptions }
  /** MySQL's ORDER BY: InnoDB keeps its own order. */
  | { readonly kind: "order" }
  | { readonly kind: "keys" };

export interface TableOptions {
  readonly autoIncrement?: number;
  readonly comment?: string;
}

/** One assignment of SET; `session` and `global` are the server's variables. */
export interface Setting {
  readonly scope: "user" | "session" | "global";
  readonly name: string;
  readonly value: Expression | "default";
}

/** An account of MySQL's: `'name'@'host'`. `current`: CURRENT_USER(). */
export interface Account {
  readonly name: string;
  readonly host: string;
  readonly current: boolean;
}

type MysqlStatement =
  | { readonly kind: "password"; readonly account: Account | undefined; readonly password: string }
  | {
      readonly kind: "account";
      readonly verb: "create" | "alter" | "drop";
      readonly word: "USER" | "ROLE";
      readonly ifExists: boolean;
      readonly users: readonly {
        readonly account: Account;
        readonly password: string | undefined;
        readonly locked: boolean | undefined;
      }[];
    }
  | {
      readonly kind: "rights";
      readonly word: "GRANT" | "REVOKE";
      readonly rights: readonly { readonly name: string; readonly columns: readonly string[] }[];
      readonly roles: readonly Account[];
      /** `""`: the database that is in use. */
      readonly target: { readonly schema: string; readonly table: string } | undefined;
      readonly users: readonly Account[];
      readonly option: boolean;
      readonly ifExists: boolean;
    }
  | { readonly kind: "rename user"; readonly users: readonly (readonly [Account, Account])[] }
  | { readonly kind: "rename"; readonly tables: readonly (readonly [TableRef, TableRef])[] }
  | { readonly kind: "lock"; readonly tables: readonly TableRef[] }
  | { readonly kind: "maintenance"; readonly verb: string; readonly tables: readonly TableRef[] }
  /** UPDATE of what a join finds. */
  | {
      readonly kind: "update join";
      readonly from: FromItem;
      readonly joins: readonly Join[];
      readonly set: readonly (readonly [table: string | undefined, column: string, value: Expression | "default"])[];
      readonly where: Expression | undefined;
    }
  /** DELETE from some of the tables that a join reads, named by their aliases. */
  | {
      readonly kind: "delete join";
      readonly targets: readonly string[];
      readonly from: FromItem;
      readonly joins: readonly Join[];
      readonly where: Expression | undefined;
    }
  | { readonly kind: "do"; readonly all: readonly Expression[] }
  | { readonly kind: "shutdown" }
  | { readonly kind: "prepare"; readonly name: string; readonly text: string; readonly variable: string | undefined }
  | { readonly kind: "execute"; readonly name: string; readonly variables: readonly string[] }
  | { readonly kind: "deallocate"; readonly name: string }
  | { readonly kind: "call"; readonly procedure: TableRef }
  | { readonly kind: "kill"; readonly query: boolean; readonly id: Expression };

export type Returning = readonly Output[] | undefined;

export type Statement =
  | Query
  | {
      readonly kind: "insert";
      readonly ctes: readonly Cte[];
      readonly table: TableRef;
      readonly columns: readonly string[] | undefined;
      readonly rows: readonly (readonly (Expression | "default")[])[] | Query;
      readonly returning: Returning;
      /** What happens to a row that another one's key forbids. */
      readonly conflict:
        | {
            readonly target: readonly string[] | string | undefined;
            readonly set: readonly Assignment[] | undefined;
            readonly where: Expression | undefined;
          }
        | undefined;
      readonly replace: boolean;
      /** MySQL's name for the new row. */
      readonly rowAlias: string | undefined;
    }
  | {
      readonly kind: "update";
      readonly table: TableRef;
      readonly set: readonly Assignment[];
      readonly where: Expression | undefined;
      readonly orderBy: readonly OrderItem[];
      readonly limit: Expression | undefined;
    }
  | {
      readonly kind: "delete";
      readonly table: TableRef;
      readonly where: Expression | undefined;
      readonly orderBy: readonly OrderItem[];
      readonly limit: Expression | undefined;
      readonly returning: Returning;
    }
  | {
      readonly kind: "create table";
      readonly table: TableRef;
      readonly ifNotExists: boolean;
      readonly definition: TableDefinition;
      readonly options: TableOptions;
      readonly temporary: boolean;
      readonly as: Query | undefined;
      readonly like: TableRef | undefined;
    }
  | {
      readonly kind: "create view";
      readonly name: TableRef;
      readonly replace: boolean;
      readonly columns: readonly string[] | undefined;
      readonly query: Query;
      readonly text: string;
    }
  | {
      readonly kind: "drop";
      readonly what: "table" | "view";
      readonly tables: readonly TableRef[];
      readonly ifExists: boolean;
    }
  | {
      readonly kind: "truncate";
      readonly tables: readonly TableRef[];
    }
  | {
      readonly kind: "alter table";
      readonly table: TableRef;
      readonly ifExists: boolean;
      readonly changes: readonly Alteration[];
    }
  | {
      readonly kind: "create index";
      readonly table: TableRef;
      readonly name: string | undefined;
      readonly columns: readonly string[];
      readonly unique: boolean;
      readonly ifNotExists: boolean;
    }
  | {
      readonly kind: "drop index";
      readonly name: string;
      readonly table: TableRef | undefined;
      readonly ifExists: boolean;
    }
  | { readonly kind: "create database"; readonly name: string; readonly ifNotExists: boolean }
  | { readonly kind: "drop database"; readonly name: string; readonly ifExists: boolean }
  | { readonly kind: "use"; readonly name: string }
  | {
      readonly kind: "transaction";
      readonly word: "BEGIN" | "START TRANSACTION" | "COMMIT" | "ROLLBACK";
      readonly readOnly: boolean;
    }
  | { readonly kind: "savepoint"; readonly word: "SAVEPOINT" | "ROLLBACK" | "RELEASE"; readonly name: string }
  | { readonly kind: "set"; readonly assignments: readonly Setting[] }
  | MysqlStatement
  /** Of a store's upkeep: there is nothing to do. */
  | { readonly kind: "upkeep"; readonly tag: string }
  | {
      readonly kind: "show";
      readonly what: string;
      readonly like: string | undefined;
      readonly where: Expression | undefined;
      readonly at: number;
    }
  | { readonly kind: "describe"; readonly table: TableRef };
