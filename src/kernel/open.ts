import type { Files, OpenFlags, Stat } from "../filesystem/files.ts";
import { ErrnoError, isErrno } from "../std/errno.ts";
import type { OpenDescription } from "./description.ts";
import { DeviceDescription } from "./devices.ts";
import { FileDescription } from "./open-file.ts";
import { Pipe, PipeReadEnd, PipeWriteEnd } from "./pipe.ts";
import type { Task } from "./task.ts";
import { TerminalDescription } from "./terminal-description.ts";

const MAX_LINKS = 40;

/**
 * open(2): a file or folder, a device, a fifo (waits for its other side), or one of the process's own open files by its
 * name under /proc/PID/fd.
 */
export async function openDescription(
  task: Task,
  files: Files,
  path: string,
  flags: OpenFlags,
  mode: number | undefined,
): Promise<OpenDescription> {
  const magic = openByNumber(task, files, path);
  if (magic) return magic;
  const fifo = statOrUndefined(files, path);
  if (fifo?.kind === "fifo") return openFifo(task, files, path, flags, fifo);
  const file = files.open(path, flags, mode);
  if (file.kind !== "device") return new FileDescription(file, flags);
  const stat = file.stat();
  file.close();
  return openDevice(task, file.path, file.device, stat);
}

function openDevice(task: Task, path: string, device: Stat["device"], stat: Stat): OpenDescription {
  const pts = /^\/dev\/pts\/(\d+)$/.exec(path)?.[1];
  if (pts !== undefined) {
    const tty = task.pids.terminal(Number(pts));
    if (!tty) throw new ErrnoError("ENXIO", path);
    return new TerminalDescription(tty);
  }
  switch (device) {
    case "stdin":
    case "stdout":
    case "stderr":
      return reopen(task, { stdin: 0, stdout: 1, stderr: 2 }[device], path);
    case "tty":
    case "console": {
      const { tty } = device === "tty" ? task.group.session : (task.pids.init ?? task).group.session;
      if (!tty) throw new ErrnoError("ENXIO", path);
      return new TerminalDescription(tty);
    }
    case "ptmx":
    case undefined:
      throw new ErrnoError("ENXIO", path);
    default:
      return new DeviceDescription(device, task.core.chance, stat);
  }
}

/** The open file behind /dev/fd/N, /proc/self/fd/N, or a symlink to such a name. */
function openByNumber(task: Task, files: Files, path: string): OpenDescription | undefined {
  let at = path;
  for (let links = 0; links < MAX_LINKS; links++) {
    const [, own, pid, fd] = /^(?:\/dev\/fd\/(\d+)|\/proc\/(self|\d+)\/fd\/(\d+))$/.exec(at) ?? [];
    if (own !== undefined) return reopen(task, Number(own), path);
    if (fd !== undefined) {
      const other = pid === "self" ? task : findTask(task, Number(pid));
      if (!other) throw new ErrnoError("ENOENT", path);
      return reopen(other, Number(fd), path);
    }
    let target: string;
    try {
      if (files.lstat(at).kind !== "symlink") return undefined;
      target = files.readlink(at);
    } catch {
      return undefined;
    }
    at = target.startsWith("/") ? target : `${at.slice(0, at.lastIndexOf("/") + 1)}${target}`;
  }
  return undefined;
}

function findTask(task: Task, pid: number): Task | undefined {
  return task.pids.parent ? task.pids.members.get(pid) : task.core.table.get(pid);
}

function reopen(task: Task, fd: number, path: string): OpenDescription {
  const d = task.fds[fd];
  if (!d) throw new ErrnoError("ENOENT", path);
  return d.retain();
}

function statOrUndefined(files: Files, path: string): Stat | undefined {
  try {
    return files.stat(path);
  } catch (error) {
    if (isErrno(error)) return undefined;
    throw error;
  }
}

/** Both sides wait for each other, unless it is opened for both. */
async function openFifo(
  task: Task,
  files: Files,
  path: string,
  flags: OpenFlags,
  stat: Stat,
): Promise<OpenDescription> {
  const { core } = task;
  const wants = `${flags.read !== false ? "r" : ""}${flags.write || flags.append ? "w" : ""}`;
  if (!files.access(path, wants)) throw new ErrnoError("EACCES", path);
  const key = `${stat.dev}:${stat.ino}`;
  let pipe = core.fifos.get(key);
  if (!pipe) {
    pipe = new Pipe(core.scheduler);
    core.fifos.set(key, pipe);
  }
  const opened = pipe;
  const forget = () => {
    if (opened.readers === 0 && opened.writers === 0) core.fifos.delete(key);
  };
  if (wants === "rw") {
    const both = new PipeWriteEnd(opened, stat, forget);
    both.alsoReads(new PipeReadEnd(opened, stat, forget));
    opened.openQueue.wakeAll();
    return both;
  }
  const end = wants === "r" ? new PipeReadEnd(opened, stat, forget) : new PipeWriteEnd(opened, stat, forget);
  const other = wants === "r" ? () => opened.everWriters : () => opened.everReaders;
  const here = wants === "r" ? () => opened.writers : () => opened.readers;
  const before = other();
  opened.openQueue.wakeAll();
  try {
    while (here() === 0 && other() === before)
      await core.scheduler.wait([opened.openQueue], undefined, undefined, true);
  } catch (error) {
    end.release();
    throw error;
  }
  return end;
}
