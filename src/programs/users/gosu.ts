import type { Program } from "../../kernel/process.ts";
import { isErrno } from "../../std/errno.ts";
import { findGid, findUid, groupsOf, passwdEntries } from "../lib/users.ts";

/** `gosu USER[:GROUP] COMMAND…`: becomes the command as another user, the same process. Also `su-exec`. */
export const gosu: Program = async (p) => {
  const [who = "", ...command] = p.argv.slice(1);
  const name = p.argv[0]?.split("/").at(-1) ?? "gosu";
  if (command.length === 0) {
    await p.write(2, `Usage: ./${name} user-spec command [args]\n   eg: ./${name} myuser bash\n`);
    return 1;
  }
  const [user = "", group] = who.split(":");
  const uid = findUid(p.files, user);
  if (uid === undefined) {
    await p.write(
      2,
      `error: failed switching to "${who}": unable to find user ${user}: no matching entries in passwd file\n`,
    );
    return 1;
  }
  const entry = passwdEntries(p.files).find((e) => e.uid === uid);
  const gid = group === undefined ? (entry?.gid ?? 0) : findGid(p.files, group);
  if (gid === undefined) {
    await p.write(
      2,
      `error: failed switching to "${who}": unable to find group ${group}: no matching entries in group file\n`,
    );
    return 1;
  }
  try {
    p.setCredentials({ uid, gid, groups: group === undefined && entry ? groupsOf(p.files, entry) : [gid] });
    p.env.set("HOME", entry?.home || "/");
    return await p.exec(command, p.env);
  } catch (e) {
    if (!isErrno(e)) throw e;
    const why =
      e.code === "EPERM"
        ? `error: failed switching to "${who}": operation not permitted`
        : `error: exec: "${command[0]}": ${e.code === "ENOENT" ? "executable file not found in $PATH" : e.strerror.toLowerCase()}`;
    await p.write(2, `${why}\n`);
    return 1;
  }
};
