import { passwordWord, setPasswordWord } from "../lib/accounts.ts";
import { checkPassword, cryptPassword, makeSalt } from "../lib/crypt.ts";
import { askPassword } from "../lib/password.ts";
import type { Call } from "../lib/tool.ts";
import { passwdEntries, userName } from "../lib/users.ts";

/** BusyBox's passwd. */
export async function busyboxPasswd(c: Call): Promise<number> {
  const { p, options: o } = c;
  const me = userName(p.files, p.credentials.uid) ?? "root";
  const root = p.credentials.uid === 0;
  const fixed = ["d", "l", "u"].filter((l) => o.has(l));
  if (fixed.length > 1 || (fixed.length && (!c.operands.length || !root))) await c.badUsage(undefined);
  const [name = me] = c.operands;
  const entry = passwdEntries(p.files).find((e) => e.name === name);
  if (!entry) return await c.fail(`unknown user ${name}`);
  if (!root && entry.uid !== p.credentials.uid) return await c.fail(`${me} can't change password for ${name}`);
  const word = passwordWord(p.files, name) ?? "";
  const [letter] = fixed;
  let next: string;
  if (letter === "l" || letter === "u") {
    const locked = word.startsWith("!");
    if (locked === (letter === "l"))
      return await c.fail(`password for ${name} is already ${letter === "l" ? "" : "un"}locked`);
    next = locked ? word.slice(1) : `!${word}`;
  } else if (letter === "d") next = "";
  else {
    if (!root && word.startsWith("!")) return await c.fail(`can't change locked password for ${name}`);
    await c.out.write(`Changing password for ${name}\n`);
    await c.out.flush();
    const typed = await newPassword(c, word, name);
    if (typed === undefined) return await c.fail(`password for ${name} is unchanged`);
    next = cryptPassword(typed, makeSalt(p.chance));
  }
  setPasswordWord(p, name, next);
  await p.write(2, `${c.name}: password for ${name} changed by ${me}\n`);
  return 0;
}

async function newPassword(c: Call, word: string, name: string): Promise<string | undefined> {
  const { p } = c;
  const root = p.credentials.uid === 0;
  if (!root && word !== "") {
    const old = await askPassword(p, "Old password: ", 1);
    if (old === null) return undefined;
    if (!checkPassword(old, word)) {
      await c.out.write("Incorrect password\n");
      return undefined;
    }
  }
  const first = await askPassword(p, "New password: ", 1);
  if (first === null) return undefined;
  const weak = weakness(first, name);
  if (weak !== undefined) {
    await c.out.write(`Bad password: ${weak}\n`);
    await c.out.flush();
    if (!root) return undefined;
  }
  const second = await askPassword(p, "Retype password: ", 1);
  if (second === null) return undefined;
  if (first === second) return first;
  await c.out.write("Passwords don't match\n");
  return undefined;
}

function weakness(password: string, name: string): string | undefined {
  if (password.length < 6) return "too short";
  if (password.toLowerCase().includes(name.toLowerCase())) return "similar to username";
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(password)).length;
  return password.length < 12 - 2 * kinds ? "too weak" : undefined;
}
