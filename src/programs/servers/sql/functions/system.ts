import { ownAccount } from "../mysql/accounts.ts";
import type { Fn } from "./function.ts";

const user: Fn = (_args, s) => `${s.session.user}@${s.session.host}`;
const database: Fn = (_args, s) => s.session.database ?? null;

export const systemFunctions: Readonly<Record<string, Fn>> = {
  connection_id: (_args, s) => s.session.id,
  current_role: user,
  current_user: (_args, s) => ownAccount(s.session)?.[0] ?? "",
  database,
  isnull: ([v = null]) => v === null,
  last_insert_id: (_args, s) => s.session.lastInsertId,
  row_count: (_args, s) => s.session.rowCount,
  schema: database,
  session_user: user,
  sleep: () => 0,
  system_user: user,
  user,
  uuid: (_args, s) => s.session.uuid(),
  version: (_args, s) => s.session.version,
};
