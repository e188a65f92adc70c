import type { Process } from "../../../kernel/process.ts";
import { isErrno } from "../../../std/errno.ts";
import { findUid } from "../../lib/users.ts";
import { errnoText } from "./errno.ts";
import { type Block, blocks, setting } from "./parse.ts";
import { ConfigError } from "./tokens.ts";

const KINDS = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];

/** The folders for bodies that do not fit in memory, made at every start. Throws ConfigError. */
export function makeTempFolders(p: Process, root: Block, debian: boolean): void {
  const http = blocks(root, "http")[0];
  if (!http) return;
  const uid = findUid(p.files, setting(root, "user")?.[0] ?? "nobody");
  for (const kind of KINDS) {
    const standard = debian
      ? `/var/lib/nginx/${kind === "client_body" ? "body" : kind}`
      : `/var/cache/nginx/${kind === "client_body" ? "client" : kind}_temp`;
    const path = setting(http, `${kind}_temp_path`)?.[0] ?? standard;
    try {
      if (p.files.exists(path)) continue;
      p.files.mkdir(path, 0o700);
      if (uid !== undefined && p.credentials.uid === 0) p.files.chown(path, uid, -1);
    } catch (e) {
      if (!isErrno(e)) throw e;
      throw new ConfigError(`mkdir() "${path}" failed (${errnoText(e.code)})`);
    }
  }
}
