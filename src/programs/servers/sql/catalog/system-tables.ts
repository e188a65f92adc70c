import type { TableRef } from "../ast.ts";
import { accountOf } from "../mysql/accounts.ts";
import { isMaria } from "../mysql/variables.ts";
import type { Relation } from "../run/scope.ts";
import { type Session, storeFor } from "../session.ts";
import { informationSchema, relation } from "./information-schema.ts";

/** The tables in which the servers tell of themselves, with the columns that are asked for every day. */
export function systemTable(s: Session, ref: TableRef): Relation | undefined {
  const schema = ref.schema?.toLowerCase();
  const name = ref.name.toLowerCase();
  if (schema === "information_schema") return informationSchema(s, name);
  if ((schema ?? s.database) !== "mysql" || name !== "user") return undefined;
  return relation(
    ["Host", "User", "plugin", "account_locked", "password_expired"],
    [...storeFor(s).users]
      .map(([key, u]) => ({ ...accountOf(key), locked: u.nologin }))
      .sort((a, b) => (a.host === b.host ? (a.name < b.name ? -1 : 1) : a.host < b.host ? -1 : 1))
      .map((a) => [
        a.host,
        a.name,
        isMaria(s) ? "mysql_native_password" : "caching_sha2_password",
        a.locked ? "Y" : "N",
        "N",
      ]),
    isMaria(s),
  );
}
