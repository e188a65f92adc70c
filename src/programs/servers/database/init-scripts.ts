import type { Process } from "../../../kernel/process.ts";
import { isErrno } from "../../../std/errno.ts";
import { runCommand } from "../../lib/run-command.ts";
import { execute } from "../sql/execute.ts";
import { SqlError, splitStatements } from "../sql/lexer.ts";
import type { Result, Session } from "../sql/session.ts";

const FOLDER = "/docker-entrypoint-initdb.d";

/** The files of /docker-entrypoint-initdb.d in their order. */
export function initFiles(p: Process): string[] {
  try {
    return p.files
      .readdir(FOLDER)
      .map((e) => `${FOLDER}/${e.name}`)
      .sort();
  } catch (e) {
    if (isErrno(e)) return [];
    throw e;
  }
}

/** Runs one: a `.sh` is executed, the statements of a `.sql` are carried out. The error that ends it, if one does. */
export async function runInitFile(
  p: Process,
  path: string,
  session: Session,
  done: (result: Result) => Promise<void>,
): Promise<SqlError | undefined> {
  if (path.endsWith(".sh")) {
    await runCommand(p, p.files.access(path, "x") ? [path] : ["/bin/sh", path]);
    return undefined;
  }
  const { statements, rest } = splitStatements(p.files.readText(path));
  for (const sql of rest.trim() === "" ? statements : [...statements, rest]) {
    if (sql.replace(/--[^\n]*|\/\*[^]*?\*\//g, "").trim() === "") continue;
    try {
      await done(execute(session, sql));
    } catch (e) {
      if (e instanceof SqlError) return e;
      throw e;
    }
  }
  return undefined;
}
