import { contextOf } from "../catalog/names.ts";
import { PgError } from "../error.ts";
import { textOf } from "../types/text.ts";
import type { Activation, Flow } from "./activation.ts";
import type { Node, Sql } from "./ast.ts";
import { sqlState } from "./conditions.ts";
import type { Environment } from "./environment.ts";
import { evaluate } from "./evaluate.ts";

/** RAISE. */
export function raise(a: Activation, n: Extract<Node, { k: "raise" }>, env: Environment): Flow {
  const { s } = a;
  if (n.format === undefined && n.condition === undefined && n.using.length === 0) {
    if (!a.caught) throw new PgError("RAISE without parameters cannot be used outside an exception handler", "0Z002");
    throw a.caught;
  }
  const show = (sql: Sql): string => {
    const got = evaluate(env, sql);
    return got.value === null ? "<NULL>" : textOf(got.value, got.type, contextOf(s));
  };
  let k = 0;
  let message = n.format?.replace(/%%|%/g, (m) => (m === "%%" ? "%" : show(n.args[k++] as Sql)));
  let state = n.condition === undefined ? (n.level === "EXCEPTION" ? "P0001" : "00000") : sqlState(n.condition);
  let detail: string | undefined;
  let hint: string | undefined;
  for (const u of n.using) {
    const text = show(u.value);
    if (u.name === "message") message = text;
    else if (u.name === "detail") detail = text;
    else if (u.name === "hint") hint = text;
    else if (u.name === "errcode") state = sqlState(text);
  }
  message ??= n.condition ?? state;
  if (n.level === "EXCEPTION") throw new PgError(message, state, { detail, hint });
  if (n.level !== "DEBUG" && n.level !== "LOG") s.notices.push({ severity: n.level, message, detail, hint });
  return undefined;
}
