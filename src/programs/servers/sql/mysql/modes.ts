import type { Session } from "../session.ts";
import { show } from "../values/show.ts";

function has(s: Session, mode: RegExp): boolean {
  const set = s.settings.get("sql_mode") ?? s.server.globals.get("sql_mode");
  return set === undefined || mode.test(show(set));
}

/** SQL_MODE's parts that change what statements do here; all of them are on in a fresh server. */
export const isStrict = (s: Session) => has(s, /strict_(trans|all)_tables|traditional/i);
export const warnsOfZero = (s: Session) => has(s, /error_for_division_by_zero|traditional/i);
export const groupsFully = (s: Session) => has(s, /only_full_group_by/i) && !/MariaDB/.test(s.version);
