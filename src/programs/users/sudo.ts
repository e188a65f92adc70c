import type { Process, Program } from "../../kernel/process.ts";
import { isErrno } from "../../std/errno.ts";
import { groupEntries, passwdEntries } from "../lib/users.ts";

const PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
const USAGE = "usage: sudo [-u user] [-E] [VAR=value] command [arg ...]\n       sudo -i | -s\n";

/**
 * `sudo`: runs a command as root, or as `-u USER`. The file is root's with the set-user-id bit; who may use it is in the group
 * `sudo` (or is root already). No password is asked for, as for the first user of a cloud machine.
 */
export const sudo: Program = async (p) => {
  const { user, keep, shell, settings, command, bad } = parse(p.argv.slice(1));
  if (bad !== undefined) {
    await p.write(2, bad === "" ? USAGE : `sudo: ${bad}\n${USAGE}`);
    return 1;
  }
  const caller = p.env.get("USER") ?? "root";
  const group = groupEntries(p.files).find((g) => g.name === "sudo");
  if (caller !== "root" && !p.credentials.groups.includes(group?.gid ?? -1)) {
    await p.write(2, `${caller} is not in the sudoers file.\n`);
    return 1;
  }
  const target = passwdEntries(p.files).find((e) => e.name === user || String(e.uid) === user.replace(/^#/, ""));
  if (!target) {
    await p.write(2, `sudo: unknown user ${user}\nsudo: error initializing audit plugin sudoers_audit\n`);
    return 1;
  }
  const env = new Map(keep ? p.env : [...p.env].filter(([name]) => /^(TERM|LANG|LC_.*|DISPLAY|COLORTERM)$/.test(name)));
  for (const [name, value] of [
    ["PATH", PATH],
    ["HOME", target.home],
    ["USER", target.name],
    ["LOGNAME", target.name],
    ["SHELL", target.shell],
    ["SUDO_USER", caller],
    ...settings,
  ] as const) {
    env.set(name, value);
  }
  p.setCredentials({ uid: target.uid, gid: target.gid, groups: [target.gid] });
  if (shell === "login") p.chdir(target.home);
  const argv = shell
    ? [target.shell, ...(shell === "login" ? ["--login"] : []), ...(command.length ? ["-c", command.join(" ")] : [])]
    : command;
  return become(p, argv, env);
};

async function become(p: Process, argv: readonly string[], env: ReadonlyMap<string, string>): Promise<number> {
  try {
    return await p.exec(argv, env);
  } catch (e) {
    if (!isErrno(e)) throw e;
    await p.write(
      2,
      e.code === "ENOENT"
        ? `sudo: ${argv[0]}: command not found\n`
        : `sudo: unable to execute ${argv[0]}: ${e.strerror}\n`,
    );
    return 1;
  }
}

interface Wish {
  readonly user: string;
  readonly keep: boolean;
  readonly shell: "login" | "plain" | undefined;
  readonly settings: readonly (readonly [string, string])[];
  readonly command: readonly string[];
  /** What is wrong with the command line; "" for nothing but the usage. */
  readonly bad: string | undefined;
}

function parse(args: readonly string[]): Wish {
  let user = "root";
  let keep = false;
  let shell: Wish["shell"];
  let bad: string | undefined;
  let i = 0;
  for (; i < args.length; i++) {
    const arg = args[i] ?? "";
    if (arg === "--") {
      i++;
      break;
    }
    if (!arg.startsWith("-")) break;
    if (arg === "-u" || arg === "--user") user = args[++i] ?? "";
    else if (arg === "-E" || arg === "-H" || arg === "-n") keep ||= arg === "-E";
    else if (arg === "-i") shell = "login";
    else if (arg === "-s") shell = "plain";
    else bad ??= `invalid option -- '${arg.slice(1)}'`;
  }
  const settings: [string, string][] = [];
  for (; /^[A-Za-z_]\w*=/.test(args[i] ?? ""); i++) {
    const [name = "", ...value] = (args[i] ?? "").split("=");
    settings.push([name, value.join("=")]);
  }
  const command = args.slice(i);
  if (command.length === 0 && !shell) bad ??= "";
  return { user, keep, shell, settings, command, bad };
}
