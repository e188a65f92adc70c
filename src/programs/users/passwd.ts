import { editRow, PASSWD, passwordWord, SHADOW, setPasswordWord, shadowRow, withField } from "../lib/accounts.ts";
import { checkPassword, cryptPassword, makeSalt } from "../lib/crypt.ts";
import { askPassword } from "../lib/password.ts";
import { type Call, defineTool } from "../lib/tool.ts";
import { passwdEntries, userName } from "../lib/users.ts";
import { busyboxPasswd } from "./busybox-passwd.ts";

const LONG = {
  all: "a",
  delete: "d",
  expire: "e",
  "inactive:": "i",
  lock: "l",
  "mindays:": "n",
  quiet: "q",
  status: "S",
  unlock: "u",
  "warndays:": "w",
  "maxdays:": "x",
};

/** The shadow file's columns that an option sets. */
const COLUMNS = [
  ["n", 3],
  ["x", 4],
  ["w", 5],
  ["i", 6],
] as const;

/** Sets, locks, unlocks and shows passwords. */
export const passwd = defineTool(
  {
    name: "passwd",
    syntax: { short: "adei:ln:qSuw:x:", long: LONG },
    busybox: { short: "a:dlu" },
    usage: "[options] [LOGIN]",
    badStatus: 2,
    busyboxBadStatus: 1,
    printsUsage: true,
    version: "shadow) 4.17",
  },
  async (c) => {
    const { files, credentials } = c.p;
    if (c.flavour.busybox) return await busyboxPasswd(c);
    const o = c.options;
    if (c.operands.length > 1 || (o.has("a") && !o.has("S"))) await c.badUsage(undefined);
    if (o.has("a")) {
      for (const e of passwdEntries(files)) await showStatus(c, e.name);
      return 0;
    }
    const own = userName(files, credentials.uid);
    const [name = own] = c.operands;
    if (name === undefined) return await c.fail("Cannot determine your user name.");
    if (!passwdEntries(files).some((e) => e.name === name)) return await c.fail(`user '${name}' does not exist`);
    if (credentials.uid !== 0 && name !== own)
      return await c.fail(`You may not view or modify password information for ${name}.`);
    if (o.has("S")) return await showStatus(c, name);
    const changes = ["d", "l", "u", "e", "n", "x", "w", "i"].filter((l) => o.has(l));
    if (!changes.length) return await change(c, name);
    if (credentials.uid !== 0) return await c.fail("Permission denied.");
    await carryOut(c, name, new Set(changes));
    if (!o.has("q")) await c.out.write(`${c.name}: password changed.\n`);
    return 0;
  },
);

async function carryOut(c: Call, name: string, changes: ReadonlySet<string>): Promise<void> {
  const { files } = c.p;
  const word = passwordWord(files, name) ?? "";
  if (changes.has("d")) setPasswordWord(c.p, name, "");
  else if (changes.has("l") && !word.startsWith("!")) setPasswordWord(c.p, name, `!${word}`);
  else if (changes.has("u") && word.startsWith("!") && word.length > 1) setPasswordWord(c.p, name, word.slice(1));
  if (changes.has("e")) editRow(files, SHADOW, name, (row) => withField(row, 2, "0"));
  for (const [letter, column] of COLUMNS) {
    const value = c.options.value(letter);
    if (value !== undefined) editRow(files, SHADOW, name, (row) => withField(row, column, value));
  }
}

/** `NAME L|NP|P DATE MIN MAX WARN INACTIVE`. */
async function showStatus(c: Call, name: string): Promise<number> {
  const word = passwordWord(c.p.files, name) ?? "";
  const state = word === "" ? "NP" : /^[!*]/.test(word) ? "L" : "P";
  const row = shadowRow(c.p.files, name);
  const days = row?.slice(2, 7).map((field) => field || "-1") ?? [];
  const date = row ? new Date(Number(row[2] || 0) * 86_400e3).toISOString().slice(0, 10) : "";
  await c.out.write(`${[name, state, ...(row ? [date, ...days.slice(1)] : [])].join(" ")}\n`);
  return 0;
}

/** Asks twice for the new password; others than root first for the old one. */
async function change(c: Call, name: string): Promise<number> {
  const { p } = c;
  const refuse = async (why: string) => {
    await p.write(2, `${why}${c.name}: Authentication token manipulation error\n${c.name}: password unchanged\n`);
    return 10;
  };
  if (p.credentials.uid !== 0) {
    await c.out.write(`Changing password for ${name}.\n`);
    await c.out.flush();
    const old = await askPassword(p, "Current password: ");
    if (old === null || !checkPassword(old, passwordWord(p.files, name) ?? "!")) return await refuse("");
  }
  const first = await askPassword(p, "New password: ");
  if (first === null) return await refuse("Password change has been aborted.\n");
  const second = await askPassword(p, "Retype new password: ");
  if (second === null) return await refuse("Password change has been aborted.\n");
  if (first === "") return await refuse("No password has been supplied.\n");
  if (first !== second) return await refuse("Sorry, passwords do not match.\n");
  if (!p.files.access(shadowRow(p.files, name) ? SHADOW : PASSWD, "w")) return await refuse("");
  setPasswordWord(p, name, cryptPassword(first, makeSalt(p.chance)));
  await p.write(2, `${c.name}: password updated successfully\n`);
  return 0;
}
