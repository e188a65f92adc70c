import { sha1 } from "@noble/hashes/legacy.js";
import { toBase64 } from "../../../std/base64.ts";
import { isErrno } from "../../../std/errno.ts";
import { encode } from "../../../std/text.ts";
import type { Tool } from "../../lib/flavour.ts";
import { readPassword } from "../database/readline.ts";
import { apr1 } from "./apr1.ts";
import { passwordFits } from "./auth.ts";

const USAGE = `Usage:
\thtpasswd [-cimB25dpsDv] [-C cost] [-r rounds] passwordfile username
\thtpasswd -b[cmB25dpsDv] [-C cost] [-r rounds] passwordfile username password

\thtpasswd -n[imB25dps] [-C cost] [-r rounds] username
\thtpasswd -nb[mB25dps] [-C cost] [-r rounds] username password
`;
const SIGNS = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Keeps the users of basic authentication in a file. */
export const htpasswd: Tool = async (p) => {
  const flags = new Set<string>();
  const words: string[] = [];
  for (const a of p.argv.slice(1)) {
    if (a.startsWith("-") && a.length > 1) for (const c of a.slice(1)) flags.add(c);
    else words.push(a);
  }
  const unknown = [...flags].find((f) => !"cnbimdspDvB25Cr".includes(f));
  const count = (flags.has("n") ? 1 : 2) + (flags.has("b") ? 1 : 0);
  if (unknown !== undefined || words.length !== count) {
    await p.write(2, USAGE);
    return 2;
  }
  if (flags.has("B") || flags.has("2") || flags.has("5") || flags.has("d")) {
    await p.write(2, `drydock: htpasswd -${[...flags].find((f) => "B25d".includes(f))} is not simulated\n`);
    return 1;
  }
  const [file, user = "", given] = flags.has("n") ? [undefined, ...words] : words;
  if (user.includes(":")) {
    await p.write(2, "htpasswd: username contains illegal character ':'\n");
    return 5;
  }
  const old = file === undefined || flags.has("c") ? "" : readOld(p.files, file);
  if (old === undefined) {
    await p.write(2, `htpasswd: cannot modify file ${file}; use '-c' to create it\n`);
    return 1;
  }
  const lines = old.split("\n").filter((l) => l !== "");
  const at = lines.findIndex((l) => l.startsWith(`${user}:`));
  if (flags.has("D")) {
    if (at >= 0)
      p.files.writeFile(
        file ?? "",
        lines
          .filter((_, i) => i !== at)
          .map((l) => `${l}\n`)
          .join(""),
      );
    await p.write(2, at >= 0 ? `Deleting password for user ${user}\n` : `User ${user} not found\n`);
    return 0;
  }
  let password = given;
  if (password === undefined) {
    password = await readPassword(p, flags.has("v") ? "Enter password: " : "New password: ");
    if (!flags.has("v") && !flags.has("i") && (await readPassword(p, "Re-type new password: ")) !== password) {
      await p.write(2, "htpasswd: password verification error\n");
      return 3;
    }
  }
  if (flags.has("v")) {
    if (at < 0) {
      await p.write(2, `User ${user} not found\n`);
      return 6;
    }
    const fits = passwordFits(password, lines[at]?.split(":")[1] ?? "");
    await p.write(2, fits ? `Password for user ${user} correct.\n` : "password verification failed\n");
    return fits ? 0 : 3;
  }
  const entry = `${user}:${hashed(password, flags, () => p.chance.integer("htpasswd salt", 64))}`;
  if (file === undefined) {
    await p.write(1, `${entry}\n\n`);
    return 0;
  }
  if (at < 0) lines.push(entry);
  else lines[at] = entry;
  try {
    p.files.writeFile(file, lines.map((l) => `${l}\n`).join(""));
  } catch (e) {
    if (!isErrno(e)) throw e;
    await p.write(2, `htpasswd: cannot create file ${file}\n`);
    return 1;
  }
  await p.write(2, `${at < 0 ? "Adding" : "Updating"} password for user ${user}\n`);
  return 0;
};

function readOld(
  files: { exists(path: string): boolean; readText(path: string): string },
  path: string,
): string | undefined {
  return files.exists(path) ? files.readText(path) : undefined;
}

function hashed(password: string, flags: ReadonlySet<string>, sign: () => number): string {
  if (flags.has("s")) return `{SHA}${toBase64(sha1(encode(password)))}`;
  if (flags.has("p")) return password;
  return apr1(password, Array.from({ length: 8 }, () => SIGNS[sign()] ?? ".").join(""));
}
