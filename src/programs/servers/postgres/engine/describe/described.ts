export interface DescribedRelation {
  readonly schema: string;
  readonly name: string;
  readonly type: "table" | "view" | "materialized view" | "index" | "sequence";
  readonly owner: string;
  readonly table: string;
  readonly temp: boolean;
  readonly method: string;
  readonly size: string;
  readonly comment: string;
  readonly acl: readonly string[];
  /** Whether it is found without its schema. */
  readonly visible: boolean;
}

export interface DescribedTable {
  readonly schema: string;
  readonly name: string;
  readonly type: "table" | "view" | "materialized view";
  readonly columns: readonly {
    readonly name: string;
    readonly type: string;
    readonly notNull: boolean;
    readonly default: string;
    readonly storage: string;
    readonly comment: string;
    readonly identity: string;
    readonly sequence: string;
  }[];
  readonly indexes: readonly {
    readonly name: string;
    readonly text: string;
    readonly ddl: string;
    readonly constraint: boolean;
    readonly primary: boolean;
  }[];
  readonly checks: readonly { readonly name: string; readonly text: string }[];
  readonly keys: readonly { readonly name: string; readonly text: string }[];
  readonly foreign: readonly { readonly name: string; readonly text: string }[];
  readonly referencedBy: readonly { readonly table: string; readonly name: string; readonly text: string }[];
  readonly notNull: readonly string[];
  readonly triggers: readonly { readonly text: string; readonly enabled: boolean }[];
  readonly definition: string;
  readonly owner: string;
  readonly rows: readonly (readonly (string | null)[])[];
}

export interface DescribedSequence {
  readonly schema: string;
  readonly name: string;
  readonly type: string;
  readonly start: string;
  readonly min: string;
  readonly max: string;
  readonly increment: string;
  readonly cycle: boolean;
  readonly ownedBy: string;
  readonly identity: boolean;
  readonly last: string;
  readonly called: boolean;
  readonly owner: string;
}

/** What clients show of a database: psql's backslash commands, pg_dump. */
export interface PgCatalog {
  readonly databases: readonly {
    readonly name: string;
    readonly owner: string;
    readonly acl: readonly string[];
    readonly comment: string;
  }[];
  readonly roles: readonly {
    readonly name: string;
    readonly attributes: readonly string[];
    readonly memberOf: readonly string[];
    readonly superuser: boolean;
  }[];
  readonly schemas: readonly {
    readonly name: string;
    readonly owner: string;
    readonly acl: readonly string[];
    readonly comment: string;
  }[];
  readonly relations: readonly DescribedRelation[];
  readonly tables: readonly DescribedTable[];
  readonly sequences: readonly DescribedSequence[];
  readonly indexes: readonly {
    readonly schema: string;
    readonly name: string;
    readonly table: string;
    readonly method: string;
    readonly columns: readonly {
      readonly name: string;
      readonly type: string;
      readonly definition: string;
      readonly key: boolean;
    }[];
    /** Of a partial index: its condition. */
    readonly predicate: string;
    readonly unique: boolean;
    readonly primary: boolean;
  }[];
  readonly types: readonly {
    readonly schema: string;
    readonly name: string;
    readonly labels: readonly string[];
    readonly kind: string;
    readonly owner: string;
    readonly comment: string;
    readonly domain: {
      readonly base: string;
      readonly notNull: boolean;
      readonly default: string;
      readonly checks: readonly string[];
    } | null;
    readonly fields: readonly (readonly [string, string])[];
  }[];
  readonly functions: readonly {
    readonly schema: string;
    readonly name: string;
    readonly returns: string;
    readonly arguments: string;
    readonly identity: string;
    readonly kind: string;
    readonly definition: string;
    readonly owner: string;
    readonly volatility: string;
    readonly language: string;
    readonly definer: boolean;
  }[];
  readonly triggers: readonly string[];
  readonly extensions: readonly {
    readonly name: string;
    readonly version: string;
    readonly schema: string;
    readonly comment: string;
  }[];
  readonly superuser: boolean;
  readonly user: string;
}
