/** A piece of SQL within a body. */
export interface Sql {
  readonly text: string;
  readonly line: number;
}

export interface Declaration {
  readonly name: string;
  /** As written; `%TYPE` and `%ROWTYPE` too. */
  readonly type: string;
  readonly constant: boolean;
  readonly notNull: boolean;
  readonly value: Sql | undefined;
  readonly cursor: Sql | undefined;
}

export interface Block {
  readonly k: "block";
  readonly line: number;
  readonly label: string | undefined;
  readonly declarations: readonly Declaration[];
  readonly body: readonly Node[];
  readonly handlers: readonly { readonly conditions: readonly string[]; readonly body: readonly Node[] }[];
}

export type Node = { readonly line: number } & (
  | Block
  | { readonly k: "assign"; readonly target: string; readonly index: Sql | undefined; readonly value: Sql }
  | {
      readonly k: "if";
      readonly arms: readonly { readonly test: Sql; readonly body: readonly Node[] }[];
      readonly otherwise: readonly Node[] | undefined;
    }
  | {
      readonly k: "case";
      readonly of: Sql | undefined;
      readonly arms: readonly { readonly tests: readonly Sql[]; readonly body: readonly Node[] }[];
      readonly otherwise: readonly Node[] | undefined;
    }
  | { readonly k: "loop"; readonly label: string | undefined; readonly body: readonly Node[] }
  | { readonly k: "while"; readonly label: string | undefined; readonly test: Sql; readonly body: readonly Node[] }
  | {
      readonly k: "range";
      readonly label: string | undefined;
      readonly name: string;
      readonly reverse: boolean;
      readonly from: Sql;
      readonly to: Sql;
      readonly by: Sql | undefined;
      readonly body: readonly Node[];
    }
  | {
      readonly k: "rows";
      readonly label: string | undefined;
      readonly names: readonly string[];
      readonly query: Sql;
      readonly dynamic: boolean;
      readonly using: readonly Sql[];
      readonly body: readonly Node[];
    }
  | {
      readonly k: "each";
      readonly label: string | undefined;
      readonly name: string;
      readonly array: Sql;
      readonly body: readonly Node[];
    }
  | { readonly k: "exit"; readonly again: boolean; readonly label: string | undefined; readonly when: Sql | undefined }
  | { readonly k: "return"; readonly value: Sql | undefined }
  | { readonly k: "return next"; readonly value: Sql | undefined }
  | { readonly k: "return query"; readonly query: Sql; readonly dynamic: boolean; readonly using: readonly Sql[] }
  | {
      readonly k: "raise";
      readonly level: string;
      readonly format: string | undefined;
      readonly condition: string | undefined;
      readonly args: readonly Sql[];
      readonly using: readonly { readonly name: string; readonly value: Sql }[];
    }
  | { readonly k: "perform"; readonly query: Sql }
  | {
      readonly k: "execute";
      readonly query: Sql;
      readonly into: readonly string[];
      readonly strict: boolean;
      readonly using: readonly Sql[];
    }
  | { readonly k: "sql"; readonly query: Sql; readonly into: readonly string[]; readonly strict: boolean }
  | { readonly k: "diagnostics"; readonly items: readonly { readonly name: string; readonly what: string }[] }
  | { readonly k: "assert"; readonly test: Sql; readonly message: Sql | undefined }
  | { readonly k: "null" }
);
