import { isErrno } from "../std/errno.ts";
import { die } from "./exit.ts";
import { NotLoaded } from "./not-loaded.ts";
import type { Process, Program } from "./process.ts";
import type { ProgramImage } from "./program-image.ts";
import { inheritedActions } from "./signals.ts";
import type { Task } from "./task.ts";
import { KernelThread } from "./thread.ts";
import { ExecRequest, ExitRequest, isUnwinding } from "./unwind.ts";
import { UserProcess } from "./user-process.ts";

/** The status of a program that a binary names but that nobody has written. */
const NOT_SIMULATED = 127;
/** The status of a program that failed in a way that is a fault of Drydock's. */
const INTERNAL = 70;

/** Starts the process's main thread. `loader` gives the program where it is not in the table. */
export function start(task: Task, image: ProgramImage, loader?: () => Promise<Program>): void {
  become(task, image);
  const thread = new KernelThread(task.core.scheduler, task, task.comm, () => runMain(task, image, loader));
  task.main = thread;
  task.core.scheduler.enqueue(thread);
}

function become(task: Task, image: ProgramImage): void {
  task.argv = image.argv;
  task.executable = image.executable;
  task.comm = image.comm;
  task.idleThreads = undefined;
  if (image.env) task.env = image.env;
  if (image.setuid !== undefined && !task.credentials.noNewPrivileges)
    task.credentials = { ...task.credentials, uid: image.setuid };
}

/** The main thread: runs the program, and each that it becomes by exec, up to the process's end. */
async function runMain(task: Task, first: ProgramImage, loader: (() => Promise<Program>) | undefined): Promise<void> {
  let image = first;
  let load = loader;
  for (;;) {
    const p = new UserProcess(task);
    try {
      const program = load ? await load() : await programFor(task, image.program);
      const code = program ? await program(p) : await notSimulated(p, image.program);
      return die(task, { kind: "exited", code: code & 0xff });
    } catch (error) {
      if (error instanceof ExecRequest && !task.status) {
        image = error.image;
        load = undefined;
        task.image++;
        task.actions = inheritedActions(task);
        for (const thread of task.others ?? []) thread.kill();
        become(task, image);
        continue;
      }
      if (error instanceof ExitRequest) return die(task, { kind: "exited", code: error.code });
      if (task.status || isUnwinding(error)) return die(task, { kind: "exited", code: 1 });
      const code = await explain(p, error).catch(() => 1);
      return die(task, { kind: "exited", code });
    }
  }
}

async function programFor(task: Task, name: string): Promise<Program | undefined> {
  const { core } = task;
  const loader = core.programs.get(name);
  if (!loader) return undefined;
  if (!loader.alone && (task.parent || task.pids.parent)) await core.loadProc();
  const loaded = core.loaded.get(name);
  if (loaded) return loaded;
  const program = await core.scheduler.load(loader);
  core.loaded.set(name, program);
  return program;
}

async function notSimulated(p: Process, name: string): Promise<number> {
  await p.write(2, `drydock: ${name} is not simulated\n`).catch(() => {});
  return NOT_SIMULATED;
}

/** A program let an error escape: says which on its standard error, and gives the status. */
async function explain(p: UserProcess, error: unknown): Promise<number> {
  const name = p.argv[0] ?? "";
  if (isErrno(error)) {
    await p.write(2, `${name}: ${error.path === undefined ? "" : `${error.path}: `}${error.strerror}\n`);
    return 1;
  }
  if (error instanceof NotLoaded) {
    await p.write(2, `${error.message}\n`);
    return INTERNAL;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  await p.write(2, `drydock: ${name}: ${text}\n`);
  return INTERNAL;
}
