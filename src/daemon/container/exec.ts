import type { ExecConfig, ExecInspect } from "../../api/container.ts";
import type { AttachStreams } from "../../api/engine.ts";
import { Conflict, InvalidParameter, NotFound } from "../../api/errors.ts";
import type { Description } from "../../kernel/descriptor.ts";
import { statusCode } from "../../kernel/signal.ts";
import type { Pty } from "../../kernel/terminal.ts";
import type { Cancel } from "../../std/cancel.ts";
import { isErrno } from "../../std/errno.ts";
import type { Reader, Writer } from "../../std/stream.ts";
import type { Daemon } from "../daemon.ts";
import { newID } from "../ids.ts";
import { changeContainer } from "./change.ts";
import { emitContainer } from "./emit.ts";
import type { LiveExec } from "./exec-live.ts";
import { execUser, spawnExec } from "./exec-run.ts";
import type { LiveContainer, Run } from "./live.ts";
import { findContainer, getContainer, liveOf } from "./lookup.ts";
import { createChannel, createOutput, type Output } from "./output.ts";
import type { ContainerRecord } from "./record.ts";
import { isRestarting, notRunning } from "./refusals.ts";
import { isActive } from "./states.ts";

/** `docker exec`'s first half: something to run in a running container, under an id. */
export function createExec(d: Daemon, text: string, config: ExecConfig): { Id: string } {
  const record = activeContainer(d, text);
  checkDetachKeys(config.DetachKeys);
  if (config.Cmd.length === 0) throw new InvalidParameter("No exec command specified");
  const id = newID(d.kernel.chance, "exec");
  const exec: LiveExec = {
    id,
    containerID: record.id,
    config,
    state: "created",
    process: undefined,
    pty: undefined,
    size: config.ConsoleSize && { rows: config.ConsoleSize[0], columns: config.ConsoleSize[1] },
    exitCode: null,
    ended: d.kernel.createWaitQueue(),
  };
  d.execs.set(id, exec);
  const live = liveOf(d, record);
  live.execs = [...live.execs, id];
  changeContainer(d, record.id, (r) => ({ ...r, execIDs: [...(r.execIDs ?? []), id] }));
  emitContainer(d, `exec_create: ${words(config)}`, record, { execID: id });
  return { Id: id };
}

/** The container, which must be able to run something now. */
function activeContainer(d: Daemon, text: string): ContainerRecord {
  const record = findContainer(d, text);
  if (!isActive(record.state)) throw notRunning(record.id);
  if (record.state.status === "paused") {
    throw new Conflict(`Container ${text} is paused, unpause the container before exec`);
  }
  if (record.state.status === "restarting") throw isRestarting(record.id);
  return record;
}

function words({ Cmd }: ExecConfig): string {
  return `${Cmd[0]} ${Cmd.slice(1).join(" ")}`;
}

/** `ctrl-X` or a character, with commas between. */
export function checkDetachKeys(keys: string): void {
  if (keys === "") return;
  const good = keys.split(",").every((k) => [...k].length === 1 || /^ctrl-[a-z@[\\\]^_]$/i.test(k));
  if (!good) throw new InvalidParameter(`Invalid escape keys (${keys}) provided`);
}

export function findExec(d: Daemon, id: string): LiveExec {
  const exec = d.execs.get(id);
  if (!exec) throw new NotFound(`No such exec instance: ${id}`);
  return exec;
}

/** The second half: starts it. Attached, its streams are handed out; detached, nobody sees what it prints. */
export function startExec(
  d: Daemon,
  id: string,
  options: { readonly detach: boolean; readonly tty: boolean },
  cancel: Cancel,
): AttachStreams | undefined {
  const exec = findExec(d, id);
  if (exec.state === "running") throw new Conflict(`exec command ${id} is already running`);
  if (exec.state === "exited") throw new Conflict(`exec command ${id} has already run`);
  const record = getContainer(d, exec.containerID);
  const live = record && d.live.get(record.id);
  const run = live?.run;
  if (!record || !live || !run || !isActive(record.state)) throw notRunning(exec.containerID);
  if (record.state.status === "paused") {
    throw new Conflict(`Container ${record.id} is paused, unpause the container before exec`);
  }
  exec.state = "running";
  emitContainer(d, `exec_start: ${words(exec.config)}`, record, { execID: id });
  try {
    execUser(record, run, exec.config.User);
    return begin(d, record, live, run, exec, options, cancel);
  } catch (e) {
    exec.state = "exited";
    exec.exitCode = "exitCode" in (e as object) ? Number((e as { exitCode: number }).exitCode) : 126;
    forget(d, live, exec);
    throw e;
  }
}

function begin(
  d: Daemon,
  record: ContainerRecord,
  live: LiveContainer,
  run: Run,
  exec: LiveExec,
  options: { readonly detach: boolean; readonly tty: boolean },
  cancel: Cancel,
): AttachStreams | undefined {
  const { kernel } = d;
  const { config } = exec;
  const output = createOutput();
  const attached = !options.detach;
  const fds = new Map<number, Description>();
  let stdin: Writer = NO_INPUT;
  let pty: Pty | undefined;
  if (config.Tty) {
    pty = kernel.createPty(exec.size ?? { columns: 0, rows: 0 });
    exec.pty = pty;
    const slave = kernel.terminalDescription(pty);
    for (const fd of [0, 1, 2]) fds.set(fd, slave);
    if (attached && config.AttachStdin) stdin = quiet(pty.input);
  } else {
    if (attached && config.AttachStdin) {
      const pipe = kernel.createPipe();
      stdin = quiet(pipe.writer);
      pipe.writeEnd.release();
      fds.set(0, pipe.readEnd);
    } else fds.set(0, kernel.nullDescription());
    for (const [fd, stream] of [
      [1, "stdout"],
      [2, "stderr"],
    ] as const) {
      fds.set(
        fd,
        kernel.createSink((chunk) => (chunk ? output.write(stream, chunk) : undefined)),
      );
    }
  }
  const client = {
    stdout: attached && config.AttachStdout ? createChannel(kernel) : undefined,
    stderr: attached && config.AttachStderr && !config.Tty ? createChannel(kernel) : undefined,
  };
  output.attach(client);
  try {
    exec.process = spawnExec(d, record, run, {
      argv: config.Cmd,
      user: config.User,
      env: config.Env,
      cwd: config.WorkingDir,
      tty: config.Tty,
      privileged: config.Privileged,
      fds,
      pty,
      say: (text) => void output.write(pty ? "stdout" : "stderr", text),
    });
  } catch (e) {
    pty?.close();
    throw e;
  } finally {
    for (const description of new Set(fds.values())) description.release();
  }
  watchEnd(d, record, live, exec, output, pty);
  if (!attached) return undefined;
  const detach = () => output.detach(client);
  cancel.onCancel(detach);
  return {
    stdin,
    stdout: client.stdout?.reader ?? NOTHING,
    stderr: config.Tty ? null : (client.stderr?.reader ?? NOTHING),
    detach,
  };
}

function watchEnd(
  d: Daemon,
  record: ContainerRecord,
  live: LiveContainer,
  exec: LiveExec,
  output: Output,
  pty: Pty | undefined,
): void {
  const { process } = exec;
  if (!process) return;
  const over = () => {
    output.end();
    exec.state = "exited";
    exec.exitCode = process.status ? statusCode(process.status) : 0;
    forget(d, live, exec);
    exec.ended.wakeAll();
  };
  process.onExit((status) => {
    emitContainer(d, "exec_die", getContainer(d, record.id) ?? record, {
      execID: exec.id,
      exitCode: String(statusCode(status)),
    });
    if (pty) pty.close();
    else over();
  });
  if (!pty) return;
  d.kernel.thread(`exec tty ${record.name}`, async () => {
    for (let chunk = await pty.output.read(); chunk; chunk = await pty.output.read()) {
      const pending = output.write("stdout", chunk);
      if (pending) await pending;
    }
    over();
  });
}

/** What has run is no longer listed; its exit code can be asked for until the container goes. */
function forget(d: Daemon, live: LiveContainer, exec: LiveExec): void {
  changeContainer(d, live.id, (r) => ({ ...r, execIDs: (r.execIDs ?? []).filter((id) => id !== exec.id) }));
}

/** A writer that drops what nobody reads any more. */
function quiet(to: Writer): Writer {
  let closed = false;
  return {
    async write(chunk) {
      if (closed) return;
      try {
        await to.write(chunk);
      } catch (e) {
        if (!isErrno(e)) throw e;
        closed = true;
      }
    },
    close() {
      if (!closed) to.close();
      closed = true;
    },
  };
}

const NO_INPUT: Writer = { async write() {}, close() {} };
const NOTHING: Reader = { read: async () => null };

/** The exit code, once it has one. Waits for nothing. */
export function inspectExec(d: Daemon, id: string): ExecInspect {
  const exec = findExec(d, id);
  return {
    ID: exec.id,
    ContainerID: exec.containerID,
    Running: exec.state === "running",
    ExitCode: exec.exitCode,
    Pid: exec.process?.pid ?? 0,
  };
}

export function resizeExec(d: Daemon, id: string, size: { readonly columns: number; readonly rows: number }): void {
  const exec = findExec(d, id);
  exec.size = size;
  exec.pty?.resize(size);
}
