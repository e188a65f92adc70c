import type { Process } from "../../../../kernel/process.ts";
import type { PgDatabase } from "../client.ts";
import type { Layout } from "./table.ts";

/** What a psql run works with. */
export interface Psql {
  readonly p: Process;
  readonly layout: Layout;
  user: string;
  /** As it was given, for \\c. */
  password: string | undefined;
  passwordUsed: boolean;
  /** Says how long each statement took. */
  timing: boolean;
  host: string | undefined;
  port: number;
  readonly version: string;
  quiet: boolean;
  stopOnError: boolean;
  /** `-a`: all lines; `-e`: statements; `-b`: those that fail. */
  echo: "none" | "all" | "queries" | "errors";
  singleTransaction: boolean;
  /** What \\set and -v have set. */
  readonly variables: Map<string, string>;
  /** The statement before, for \\g. */
  last: string;
  database: string;
  db: PgDatabase;
  inTransaction: boolean;
  /** The transaction has failed: nothing goes until it is ended. */
  broken: boolean;
  /** The connection is gone. */
  lost: boolean;
  /** Where results go: a file that \\o opened. */
  output: string | undefined;
  /** `psql:FILE:` of the script that is read, with its line. */
  script: { readonly name: string; line: number } | undefined;
  readonly interactive: boolean;
}

/** Writes results: to where \\o points. */
export async function put(s: Psql, text: string): Promise<void> {
  if (text === "") return;
  if (s.output === undefined) {
    await s.p.write(1, text);
    return;
  }
  const before = s.p.files.exists(s.output) ? s.p.files.readText(s.output) : "";
  s.p.files.writeFile(s.output, before + text);
}

/** Writes an error of psql's own, with the script's place. */
export async function complain(s: Psql, text: string): Promise<void> {
  await s.p.write(2, `${prefix(s)}${text}`);
}

export const prefix = (s: Psql): string => (s.script ? `psql:${s.script.name}:${s.script.line}: ` : "");
