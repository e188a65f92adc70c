import { StartFailed } from "../../api/errors.ts";
import { createFiles } from "../../filesystem/view.ts";
import type { Description } from "../../kernel/descriptor.ts";
import type { KernelProcess } from "../../kernel/kernel.ts";
import type { Pty } from "../../kernel/terminal.ts";
import { isErrno } from "../../std/errno.ts";
import type { Daemon } from "../daemon.ts";
import { withCapabilities } from "./capabilities.ts";
import { execEnvironment } from "./environment.ts";
import { findExecutable, spawnOrSay } from "./executable.ts";
import type { Run } from "./live.ts";
import type { ContainerRecord } from "./record.ts";
import { NOT_A_FOLDER } from "./start-refused.ts";
import { type RunUser, resolveUser } from "./user.ts";

const EXEC_FAILED = "OCI runtime exec failed: exec failed: ";

/** A further process of a running container. */
export interface ExecParts {
  readonly argv: readonly string[];
  readonly user: string;
  readonly env: readonly string[];
  readonly cwd: string;
  readonly tty: boolean;
  readonly privileged: boolean;
  readonly fds: ReadonlyMap<number, Description>;
  readonly pty: Pty | undefined;
  /** For what the kernel says of a file that it cannot execute. */
  readonly say: (text: Uint8Array) => void;
}

/** Who an exec runs as. Throws what the daemon says before it asks runc. */
export function execUser(record: ContainerRecord, run: Run, user: string): RunUser {
  const source = run.mounts.mounts[0]?.source;
  const tree = source && typeof source.tree !== "function" ? source.tree : record.base;
  return resolveUser(tree, user || record.config.User, user ? [] : (record.hostConfig.GroupAdd ?? []));
}

/** Starts it in the container's namespaces. Throws StartFailed with runc's words. */
export function spawnExec(d: Daemon, record: ContainerRecord, run: Run, parts: ExecParts): KernelProcess {
  const user = execUser(record, run, parts.user);
  const cwd = parts.cwd || record.config.WorkingDir || "/";
  const env = execEnvironment(d, record, parts.env, parts.tty, user.home);
  const { mounts } = run;
  const credentials = withCapabilities(user.credentials, record.hostConfig, parts.privileged);
  if (!cwd.startsWith("/")) throw new StartFailed(`${EXEC_FAILED}Cwd must be an absolute path`, 128);
  const files = createFiles({ mounts, root: "/", cwd, credentials, umask: 0o022, now: () => d.kernel.now() });
  checkFolder(() => files.stat(cwd).kind === "directory", cwd);
  const prefix = `${EXEC_FAILED}unable to start container process: `;
  const found = findExecutable(files, parts.argv[0] ?? "", env.get("PATH"), prefix);
  return spawnOrSay(
    d.kernel,
    {
      argv: parts.argv,
      found,
      env,
      cwd,
      credentials,
      mounts,
      pids: run.pids,
      network: run.network,
      uts: run.uts,
      fds: parts.fds,
      ...(parts.pty ? { terminal: parts.pty } : {}),
      joins: run.process,
    },
    parts.fds.get(2),
    parts.say,
  );
}

function checkFolder(isFolder: () => boolean, cwd: string): void {
  const refuse = (why: string) =>
    new StartFailed(
      `${EXEC_FAILED}unable to start container process: chdir to cwd ("${cwd}") set in config.json failed: ${why}`,
      127,
    );
  try {
    if (isFolder()) return;
  } catch (e) {
    if (!isErrno(e)) throw e;
    throw refuse(e.strerror.charAt(0).toLowerCase() + e.strerror.slice(1));
  }
  throw refuse(NOT_A_FOLDER);
}
