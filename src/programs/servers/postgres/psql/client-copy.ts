import { isErrno } from "../../../../std/errno.ts";
import { failureText } from "./run.ts";
import { complain, type Psql, prefix, put } from "./state.ts";
import { interpolate } from "./variables.ts";

/** `\copy`: COPY whose file is the client's. False: it failed. */
export async function clientCopy(s: Psql, given: string, rows?: () => Promise<string>): Promise<boolean> {
  const text = interpolate(given.replace(/;\s*$/, ""), s.variables);
  const m = /^(\s*(?:\([^]*\)|[\w."]+\s*(?:\([^)]*\))?))\s+(from|to)\s+(?:'((?:[^']|'')*)'|(\S+))([^]*)$/i.exec(text);
  if (!m) {
    await complain(s, text.trim() === "" ? "\\copy: arguments required\n" : `\\copy: parse error at end of line\n`);
    return false;
  }
  const [, what = "", direction = "", quoted, word = "", options = ""] = m;
  const file = quoted?.replaceAll("''", "'") ?? word;
  const into = direction.toLowerCase() === "from";
  const standard = quoted === undefined && /^p?std(in|out)$/i.test(word);
  if (quoted === undefined && /^program$/i.test(word)) {
    await complain(s, "drydock: psql's \\copy with program is not simulated\n");
    return false;
  }
  let data: string | undefined;
  if (into && !standard) {
    try {
      data = s.p.files.readText(file);
    } catch (e) {
      if (!isErrno(e)) throw e;
      await complain(s, `${file}: ${e.strerror}\n`);
      return false;
    }
  }
  const sql = `COPY ${what} ${into ? "FROM STDIN" : "TO STDOUT"}${options}`;
  let reply = await s.db.ask(sql);
  if (reply && "result" in reply && reply.result.wantsData) reply = await s.db.ask(sql, data ?? (await rows?.()) ?? "");
  if (!reply || "failure" in reply) {
    s.broken = reply?.broken === true;
    await s.p.write(
      2,
      `${prefix(s)}${reply ? failureText(sql, reply.failure) : "server closed the connection unexpectedly\n"}`,
    );
    return false;
  }
  const { result } = reply;
  if (result.copied !== undefined) {
    if (standard) {
      await put(s, result.copied);
      return true;
    }
    try {
      s.p.files.writeFile(file, result.copied);
    } catch (e) {
      if (!isErrno(e)) throw e;
      await complain(s, `${file}: ${e.strerror}\n`);
      return false;
    }
  }
  if (!s.quiet) await put(s, `${result.tag}\n`);
  return true;
}
