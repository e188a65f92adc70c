import type { Credentials } from "../../filesystem/files.ts";
import { CAP, capable } from "../../filesystem/permissions.ts";
import { SIGNALS } from "../../kernel/signal.ts";
import { isErrno } from "../../std/errno.ts";
import { SECOND } from "../../std/time.ts";
import { passwordWord } from "../lib/accounts.ts";
import { checkPassword } from "../lib/crypt.ts";
import { askPassword } from "../lib/password.ts";
import { execCommand, startCommand, startStatus, waitStatus } from "../lib/run-command.ts";
import { type Call, defineTool } from "../lib/tool.ts";
import { findGid, groupsOf, type PasswdEntry, passwdEntries } from "../lib/users.ts";

const LONG = {
  "command:": "c",
  "session-command:": "c",
  fast: "f",
  "group:": "g",
  "supp-group:": "G",
  login: "l",
  "preserve-environment": "m",
  pty: "P",
  "shell:": "s",
  "whitelist-environment:": "w",
};

/** Runs a shell, or with -c a command, as somebody else. Others than root are asked for that user's password. */
export const su = defineTool(
  {
    name: "su",
    syntax: { short: "c:fg:G:lmpPs:w:", long: LONG },
    busybox: { short: "mplc:s:" },
    usage: "[options] [-] [<user> [<argument>...]]",
    version: "util-linux) 2.41",
  },
  async (c) => {
    const { p, options: o, flavour } = c;
    if (o.has("P")) await c.fail("drydock: a terminal of its own is not simulated");
    const words = [...c.operands];
    const login = o.has("l") || words[0] === "-";
    if (words[0] === "-") words.shift();
    const name = words.shift() ?? "root";
    const entry = passwdEntries(p.files).find((e) => e.name === name);
    if (!entry)
      return await c.fail(
        flavour.pick(
          `user ${name} does not exist or the user entry does not contain all the required fields`,
          `unknown user ${name}`,
        ),
      );
    await authenticate(c, entry);
    const keep = (o.has("m") || o.has("p")) && !login;
    const shell = o.value("s") ?? (keep ? p.env.get("SHELL") : undefined) ?? (entry.shell || "/bin/sh");
    const env = environment(c, entry, shell, login, keep);
    await become(c, await identity(c, entry));
    if (login) await goHome(c, entry);
    const argv0 = `${login ? "-" : ""}${shell.split("/").at(-1)}`;
    const command = o.value("c");
    const args = [...(command === undefined ? [] : ["-c", command]), ...words];
    return await start(c, shell, argv0, args, env);
  },
);

async function authenticate(c: Call, entry: PasswdEntry): Promise<void> {
  const { uid, gid } = c.p.credentials;
  // Root's own processes have root's group too; the set-user-id bit gives the user only.
  if (uid === 0 && gid === 0) return;
  if (uid !== 0 && c.flavour.busybox) await c.fail("must be suid to work properly");
  const typed = await askPassword(c.p, "Password: ", c.flavour.busybox ? 1 : 2);
  const word = passwordWord(c.p.files, entry.name) ?? "!";
  if (uid === 0 && typed !== null && checkPassword(typed, word)) return;
  await c.fail(c.flavour.pick("Authentication failure", "incorrect password"));
}

async function identity(c: Call, entry: PasswdEntry) {
  const gid = async (text: string) => findGid(c.p.files, text) ?? (await c.fail(`group ${text} does not exist`));
  const main = c.options.value("g");
  const more = c.options.values("G");
  if (main === undefined && !more.length) return { uid: entry.uid, gid: entry.gid, groups: groupsOf(c.p.files, entry) };
  const groups: number[] = [];
  for (const text of more) groups.push(await gid(text));
  const first = main === undefined ? (groups[0] ?? entry.gid) : await gid(main);
  return { uid: entry.uid, gid: first, groups: [first, ...groups] };
}

async function become(c: Call, who: Credentials): Promise<void> {
  try {
    c.p.setCredentials(who);
  } catch (e) {
    if (!isErrno(e)) throw e;
    const groups = capable(c.p.credentials, CAP.SETGID)
      ? "setuid"
      : c.flavour.pick("cannot set groups", "can't set groups");
    await c.fail(`${groups}: ${e.strerror}`);
  }
}

/** A login starts afresh; otherwise HOME, SHELL and (but for root) USER are the new user's. */
function environment(c: Call, entry: PasswdEntry, shell: string, login: boolean, keep: boolean): Map<string, string> {
  const { env } = c.p;
  if (keep) return new Map(env);
  const own: [string, string][] = [
    ["HOME", entry.home],
    ["SHELL", shell],
  ];
  if (login || entry.uid !== 0) own.push(["USER", entry.name], ["LOGNAME", entry.name]);
  if (!c.flavour.busybox) own.push(["MAIL", `/var/mail/${entry.name}`]);
  if (!login) return new Map([...env, ...own]);
  const kept = ["TERM", ...(c.options.value("w")?.split(",") ?? [])];
  const root = entry.uid === 0;
  const path = c.flavour.pick(
    root
      ? "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
      : "/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games",
    root ? "/sbin:/usr/sbin:/bin:/usr/bin" : "/bin:/usr/bin",
  );
  return new Map([...[...env].filter(([name]) => kept.includes(name)), ...own, ["PATH", path]]);
}

async function goHome(c: Call, entry: PasswdEntry): Promise<void> {
  const { files } = c.p;
  try {
    c.p.chdir(entry.home);
    return;
  } catch {
    const why = files.exists(entry.home) ? "Permission denied" : "No such file or directory";
    await c.p.write(
      2,
      c.flavour.pick(
        `${c.name}: warning: cannot change directory to ${entry.home}: ${why}\n`,
        `${c.name}: can't change directory to '${entry.home}': ${why}\n`,
      ),
    );
    if (c.flavour.busybox) c.p.chdir("/");
  }
}

/** BusyBox becomes the shell; util-linux waits for it, and ends it when it is told to end itself. */
async function start(
  c: Call,
  shell: string,
  argv0: string,
  args: readonly string[],
  env: ReadonlyMap<string, string>,
): Promise<number> {
  const { p } = c;
  if (c.flavour.busybox) {
    const error = await execCommand(p, [shell, ...args], env, argv0);
    return await c.fail(`can't execute '${shell}': ${error.strerror}`);
  }
  const child = startCommand(p, [shell, ...args], { env, argv0 });
  if (typeof child !== "number")
    return await c.fail(`failed to execute ${shell}: ${child.strerror}`, startStatus(child));
  let told = false;
  p.onSignal(SIGNALS.SIGTERM, () => {
    if (told) return;
    told = true;
    p.kill(child, SIGNALS.SIGTERM);
    // An interactive shell does not listen to SIGTERM.
    p.thread(async () => {
      await p.write(2, "\nSession terminated, killing shell...");
      await p.sleep(2 * SECOND);
      p.kill(child, SIGNALS.SIGKILL);
    });
  });
  const status = await waitStatus(p, child);
  if (told) await p.write(2, " ...killed.\n");
  return status;
}
