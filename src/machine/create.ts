import type { EngineView } from "../api/view.ts";
import type { Files } from "../filesystem/files.ts";
import { createKernel } from "../kernel/create.ts";
import type { KernelHandle, KernelProcess } from "../kernel/kernel.ts";
import type { ProgramLoader } from "../kernel/process.ts";
import { givenUp } from "../programs/lib/loading.ts";
import { servers } from "../programs/servers/table.ts";
import { programTable } from "../programs/table.ts";
import { toBase64 } from "../std/base64.ts";
import { once } from "../std/once.ts";
import type { Micros } from "../std/time.ts";
import { createEngineHolder, type EngineHolder } from "./engine-holder.ts";
import { createExecShell } from "./exec-shell.ts";
import { createHost, type Host, type HostSpawn } from "./host.ts";
import { applyInput, type Settle } from "./inputs.ts";
import { createRecorder } from "./log.ts";
import type { MachineOptions } from "./options.ts";
import { createFreePacer } from "./pacer.ts";
import type { SnapshotPiece } from "./snapshot/write.ts";
import { createTerminals } from "./terminals.ts";
import type {
  ExecResult,
  FetchRequest,
  FetchResponse,
  HostEntry,
  InputLog,
  LogEntry,
  LoggedInput,
  MachineNotice,
  MachineTerminal,
} from "./types.ts";

/** How long an `exec` may take. */
export interface ExecLimits {
  /** Simulated time. */
  readonly span?: Micros;
  /** Asked between steps: whether to give up now (a limit of real time). */
  readonly giveUp?: () => boolean;
}

/** An `exec` did not end within its limits; what ran on the host has been killed. */
export class ExecTimeout extends Error {
  override readonly name = "ExecTimeout";
}

/** A simulated host with a kernel, files, a shell, and Docker upon it. */
export interface Machine {
  readonly kernel: KernelHandle;
  /** The host's files, as root. */
  readonly files: Files;
  /** Runs a line in the machine's one bash (`cd` and variables last), stdin empty; after the lines before it. */
  exec(line: string, limits?: ExecLimits): Promise<ExecResult>;
  openTerminal(columns: number, rows: number): MachineTerminal;
  /** The terminals that are open: after a replay those of the log. */
  terminals(): readonly MachineTerminal[];
  /** Starts a program on the host, beside the log: for tests and recorders. */
  spawn(spec: HostSpawn): KernelProcess;
  view(): EngineView;
  /** Called after each change of what `view` shows. */
  onView(fn: () => void): () => void;
  onNotice(fn: (notice: MachineNotice) => void): () => void;
  onLog(fn: () => void): () => void;
  /** Everything that came in so far: a replay of it gives this state. */
  log(): InputLog;
  /** Of the engine's state and the host's files; undefined before the first docker command. */
  stateDigest(): string | undefined;
  /** The whole state as bytes: `restore` makes a machine of them. */
  snapshot(): Promise<Uint8Array>;
  /** What changed of it since the last piece, or all, to be stored piece by piece. */
  snapshotPiece(whole: boolean): Promise<SnapshotPiece>;
  /** Opens a connection from the host's network: the page's browser. */
  fetch(req: FetchRequest): Promise<FetchResponse>;
  readdir(path: string): readonly HostEntry[];
  writeFile(path: string, data: Uint8Array): Promise<void>;
  /** Lets simulated time pass until `done` holds or nothing can run. */
  run(done: () => boolean): Promise<void>;
  /** From now on it goes on by itself, held by its pacer alone; before, time passes only within a call. */
  go(): void;
  /** Fetches the code of the first docker command ahead. */
  prefetch(): Promise<void>;
  /** Delivers an input, of this moment or of a log's. */
  inject(input: LoggedInput, at?: Omit<LogEntry, "input">, watch?: DeliveryWatch): Promise<unknown>;
}

/** Who wants to know of an input's delivery. */
export interface DeliveryWatch {
  /** Called when the state before it is another than the log says. */
  diverged?(): void;
  /** Called at the moment of its delivery. */
  delivered?(): void;
}

/** 2026-11-24T15:00:00Z: after the newest image of both catalogs was made. */
const START: Micros = Date.UTC(2026, 10, 24, 15) * 1000;
const EXEC_FILES = { command: "/run/exec/cmd", stdout: "/run/exec/out", stderr: "/run/exec/err" };

export function createMachine(options: MachineOptions): Machine {
  return assembleMachine(options).machine;
}

/** A machine with its inner parts. `base`: the digest of the snapshot that it is to be given. */
export function assembleMachine(
  options: MachineOptions,
  base?: string,
): { readonly machine: Machine; readonly host: Host; readonly holder: EngineHolder } {
  const seed = options.seed ?? "drydock";
  const startTime = options.startTime ?? START;
  const recorder = createRecorder({
    seed,
    startTime,
    catalog: options.catalogName ?? "custom",
    ...(base === undefined ? {} : { base }),
  });
  const notices = new Set<(notice: MachineNotice) => void>();
  const notify = (notice: MachineNotice) => {
    for (const fn of notices) fn(notice);
  };

  const programs = new Map<string, ProgramLoader>(programTable);
  const kernel = createKernel({ seed, startTime, programs, pacer: options.pacer ?? createFreePacer() });
  programs.set("init", async () => host.init);
  const docker = Object.assign(async () => holder.program, { alone: true });
  for (const name of ["docker", "docker-compose"]) programs.set(name, docker);
  const edit = options.editor ? (path: string, folder: boolean) => notify({ kind: "edit", path, folder }) : undefined;
  programs.set("code", async () => (await import("./code-program.ts")).codeProgram(edit));
  const host = createHost(
    kernel,
    options,
    [...programs.keys()].filter((name) => !(name in servers)),
  );
  const holder = createEngineHolder({ kernel, host, options, notify });
  programs.set("registry", async () => holder.registry);
  const paths = options.execFiles ?? EXEC_FILES;
  host.own(paths.command.replace(/\/[^/]*$/, "") || "/");
  host.spawnInit();
  const terminals = createTerminals(kernel, host);
  const shell = createExecShell({
    kernel,
    files: host.files,
    paths,
    start: (fds) => host.spawn({ argv: ["bash", "--norc"], fds }),
  });
  const { drive, go } = createDriver(kernel);

  /** Where a command begins, and where the state is saved, it is noted whether what was before is as it should be. */
  const digestBefore = (input: LoggedInput) =>
    input.kind === "exec" || input.kind === "mark" || (input.kind === "type" && /[\r\n]/.test(input.text))
      ? holder.digest()
      : undefined;

  const inject: Machine["inject"] = (input, at, watch) =>
    new Promise((resolve, reject) => {
      if (input.kind === "giveUp") {
        // Time stands still: it is noted at once, and known before a replay comes to it.
        if (at) givenUp.add(at.time);
        recorder.add(at?.step ?? kernel.steps, at?.time ?? kernel.now(), input, undefined);
        watch?.delivered?.();
        return resolve(undefined);
      }
      const settle: Settle = (outcome) => ("error" in outcome ? reject(outcome.error) : resolve(outcome.value));
      kernel.deliver(() => {
        // What was pasted at a password prompt is noted in several parts.
        const digest = at?.digest === undefined ? digestBefore(input) : holder.digest();
        if (at?.digest !== undefined && at.digest !== digest) watch?.diverged?.();
        for (const kept of terminals.loggable(input)) recorder.add(kernel.steps, kernel.now(), kept, digest);
        applyInput(input, { kernel, shell, terminals, put: host.put, killAll: host.killAll }, settle);
        if (!takesTime(input)) resolve(undefined);
        watch?.delivered?.();
      }, at);
    });

  /** An input of now, and running until it has settled. */
  async function input(what: LoggedInput, giveUp: () => boolean = () => false): Promise<unknown> {
    let settled = false;
    const settle = () => {
      settled = true;
    };
    const outcome = inject(what, undefined, takesTime(what) ? {} : { delivered: settle }).finally(settle);
    outcome.catch(() => {});
    if (await drive(() => settled || giveUp())) return outcome;
    // The promise of a settled input needs a turn of the microtask queue to say so.
    await Promise.resolve();
    if (!settled) throw new ExecTimeout(giveUp() ? "it took too long" : "nothing can run any more");
    return outcome;
  }

  let lastExec: Promise<unknown> = Promise.resolve();
  async function runLine(line: string, limits: ExecLimits = {}): Promise<ExecResult> {
    const end = limits.span === undefined ? undefined : kernel.now() + limits.span;
    const giveUp = () => (end !== undefined && kernel.now() >= end) || (limits.giveUp?.() ?? false);
    try {
      return (await input({ kind: "exec", line }, giveUp)) as ExecResult;
    } catch (e) {
      if (e instanceof ExecTimeout) await input({ kind: "kill" });
      throw e;
    }
  }

  const terminal = (id: number): MachineTerminal => {
    const send = (what: LoggedInput) => void input(what);
    return {
      id,
      onOutput: (fn) => terminals.onOutput(id, fn),
      input: (text) => send({ kind: "type", terminal: id, text }),
      resize: (columns, rows) => send({ kind: "resize", terminal: id, columns, rows }),
      close: () => send({ kind: "close", terminal: id }),
    };
  };
  const snapshots = once(async () => {
    const { createSnapshots } = await import("./snapshot/take.ts");
    const atMark = (fn: () => void) =>
      new Promise<void>((resolve) => {
        let done = false;
        kernel.deliver(() => {
          recorder.add(kernel.steps, kernel.now(), { kind: "mark" }, holder.digest());
          fn();
          done = true;
          resolve();
        });
        void drive(() => done);
      });
    return createSnapshots({ kernel, host, holder, log: recorder.log, atMark });
  });
  let nextTerminal = 1;
  const machine: Machine = {
    kernel,
    files: host.files,
    exec(line, limits) {
      // There is one bash: a line waits for those before it.
      const mine = lastExec.then(() => runLine(line, limits));
      lastExec = mine.catch(() => {});
      return mine;
    },
    openTerminal(columns, rows) {
      const id = Math.max(nextTerminal, terminals.highest + 1);
      nextTerminal = id + 1;
      void input({ kind: "open", terminal: id, columns, rows });
      return terminal(id);
    },
    terminals: () => terminals.ids().map(terminal),
    spawn: host.spawn,
    view: holder.view,
    onView: holder.onView,
    onNotice(fn) {
      notices.add(fn);
      return () => notices.delete(fn);
    },
    onLog: recorder.onAdd,
    log: recorder.log,
    stateDigest: holder.digest,
    snapshot: async () => (await snapshots()).whole(),
    snapshotPiece: async (whole) => (await snapshots()).piece(whole),
    async fetch(req) {
      const request = JSON.stringify(req.body ? { ...req, body: toBase64(req.body) } : req);
      return (await input({ kind: "fetch", request })) as FetchResponse;
    },
    readdir: (path) =>
      host.files.readdir(path).map(({ name, kind }) => ({
        name,
        kind: kind === "file" || kind === "directory" || kind === "symlink" ? kind : "other",
        size: host.files.lstat(`${path}/${name}`).size,
      })),
    async writeFile(path, data) {
      await input({ kind: "write", path, base64: toBase64(data) });
    },
    async run(done) {
      await drive(done);
    },
    go,
    prefetch: holder.prefetch,
    inject,
  };
  return { machine, host, holder };
}

/**
 * A new machine to which the log's inputs come at the same steps and times as they did; it stands as that one stood.
 * `diverged` is called with the number of the entry before which the state is another than the log says: the log is of another
 * version of Drydock, of other options, or damaged.
 */
export async function replay(
  log: InputLog,
  options: MachineOptions,
  diverged: (entry: number) => void = () => {},
): Promise<Machine> {
  const machine = createMachine({ ...options, seed: log.seed, startTime: log.startTime });
  await replayOn(machine, log, diverged);
  return machine;
}

/** Whether an input is over only when something has come of it. */
function takesTime({ kind }: LoggedInput): boolean {
  return kind === "exec" || kind === "fetch";
}

/** Lets a log's inputs come to a new machine. */
export async function replayOn(machine: Machine, log: InputLog, diverged: (entry: number) => void): Promise<void> {
  let open = log.entries.length;
  const close = () => open--;
  for (const [i, { input, ...at }] of log.entries.entries()) {
    const outcome = machine
      .inject(input, at, { diverged: () => diverged(i), ...(takesTime(input) ? {} : { delivered: close }) })
      .catch(() => {});
    if (takesTime(input)) void outcome.finally(close);
  }
  await machine.run(() => open === 0);
}

/**
 * Runs the kernel: one run after another, each until it is done; after `go` one run that lasts as long as anything can
 * run. `drive` tells whether the machine goes by itself, so that there is nothing to wait for here.
 */
function createDriver(kernel: KernelHandle): { drive(done: () => boolean): Promise<boolean>; go(): void } {
  let last: Promise<void> = Promise.resolve();
  let going = false;
  let busy = false;
  const keepGoing = () => {
    if (busy) return;
    busy = true;
    last = last
      .then(() => kernel.run())
      .finally(() => {
        busy = false;
      });
  };
  return {
    async drive(done) {
      if (going) {
        keepGoing();
        return true;
      }
      last = last.then(() => kernel.run(done));
      await last;
      return false;
    },
    go() {
      going = true;
      keepGoing();
    },
  };
}
