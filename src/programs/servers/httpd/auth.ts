import { sha1 } from "@noble/hashes/legacy.js";
import { fromBase64, toBase64 } from "../../../std/base64.ts";
import { isErrno } from "../../../std/errno.ts";
import { decode, encode } from "../../../std/text.ts";
import { apr1 } from "./apr1.ts";
import { type Ask, lastOf } from "./ask.ts";

/** Who the request says that it is, when its password is right; null: there is nothing to look it up in. What is wrong stands in the log. */
export async function authenticated(a: Ask): Promise<string | null | undefined> {
  const code = /^Basic\s+(\S+)$/i.exec(a.head.headers.get("authorization") ?? "")?.[1];
  const bytes = code === undefined ? undefined : fromBase64(code);
  if (!bytes) return undefined;
  const [user = "", password = ""] = decode(bytes).split(/:(.*)/s);
  a.claimed = user;
  const file = lastOf(a, "authuserfile")?.args[0];
  const entry = file === undefined ? undefined : await entryOf(a, file, user);
  if (entry === null) return null;
  if (entry === undefined) {
    await a.complain("auth_basic", "error", `AH01618: user ${user} not found: ${a.uri}`);
    return undefined;
  }
  if (passwordFits(password, entry)) return user;
  await a.complain(
    "auth_basic",
    "error",
    `AH01617: user ${user}: authentication failure for "${a.uri}": Password Mismatch`,
  );
  return undefined;
}

async function entryOf(a: Ask, file: string, user: string): Promise<string | null | undefined> {
  const path = file.startsWith("/") ? file : `${a.config.root}/${file}`;
  try {
    for (const line of a.p.files.readText(path).split("\n")) {
      const [name, hash] = line.trim().split(":");
      if (name === user) return hash;
    }
  } catch (e) {
    if (!isErrno(e)) throw e;
    const from = `${a.client.address}:${a.client.port}`;
    await a.complain(
      "authn_file",
      "error",
      `(2)${e.strerror}: [client ${from}] AH01620: Could not open password file: ${path}`,
      true,
    );
    return null;
  }
  return undefined;
}

/** A password against its entry: APR's MD5, SHA-1, or the password itself. */
export function passwordFits(password: string, entry: string): boolean {
  const salt = /^\$apr1\$([^$]*)\$/.exec(entry)?.[1];
  if (salt !== undefined) return apr1(password, salt) === entry;
  if (entry.startsWith("{SHA}")) return `{SHA}${toBase64(sha1(encode(password)))}` === entry;
  return entry === password;
}
