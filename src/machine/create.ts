import type { EngineView } from "../api/view.ts";
import type { Files } from "../filesystem/files.ts";
import { createKernel } from "../kernel/create.ts";
import type { KernelHandle, KernelProcess } from "../kernel/kernel.ts";
import type { Program } from "../kernel/process.ts";
import { servers } from "../programs/servers/table.ts";
import { programTable } from "../programs/table.ts";
import { toBase64 } from "../std/base64.ts";
import { type Digest, digestOf } from "../std/digest.ts";
import type { Micros } from "../std/time.ts";
import { createEngineHolder } from "./engine-holder.ts";
import { createExecShell } from "./exec-shell.ts";
import { createHost, type HostSpawn } from "./host.ts";
import { applyInput, type Settle } from "./inputs.ts";
import { createRecorder } from "./log.ts";
import type { MachineOptions } from "./options.ts";
import { createFreePacer } from "./pacer.ts";
import { createTerminals } from "./terminals.ts";
import type {
  ExecResult,
  FetchRequest,
  FetchResponse,
  HostEntry,
  InputLog,
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
  /** Runs a line in the machine's one bash (`cd` and variables last), stdin empty. */
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
  /** Of what `view` shows. */
  stateDigest(): Digest;
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
  inject(input: LoggedInput, at?: { readonly step: number; readonly time: Micros }): Promise<unknown>;
}

/** 2026-11-24T15:00:00Z: after the newest image of both catalogs was made. */
const START: Micros = Date.UTC(2026, 10, 24, 15) * 1000;
const EXEC_FILES = { command: "/run/exec/cmd", stdout: "/run/exec/out", stderr: "/run/exec/err" };

export function createMachine(options: MachineOptions): Machine {
  const seed = options.seed ?? "drydock";
  const startTime = options.startTime ?? START;
  const recorder = createRecorder({ seed, startTime, catalog: options.catalogName ?? "custom" });
  const notices = new Set<(notice: MachineNotice) => void>();
  const notify = (notice: MachineNotice) => {
    for (const fn of notices) fn(notice);
  };

  const programs = new Map<string, () => Promise<Program>>(programTable);
  const kernel = createKernel({ seed, startTime, programs, pacer: options.pacer ?? createFreePacer() });
  programs.set("init", async () => host.init);
  for (const name of ["docker", "docker-compose"]) programs.set(name, async () => holder.program);
  const host = createHost(
    kernel,
    options,
    [...programs.keys()].filter((name) => !(name in servers)),
  );
  const holder = createEngineHolder({ kernel, host, options, notify });
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

  const inject: Machine["inject"] = (input, at) =>
    new Promise((resolve, reject) => {
      const settle: Settle = (outcome) => ("error" in outcome ? reject(outcome.error) : resolve(outcome.value));
      kernel.deliver(() => {
        for (const kept of terminals.loggable(input)) recorder.add(kernel.steps, kernel.now(), kept);
        applyInput(input, { kernel, shell, terminals, put: host.put }, settle);
        if (input.kind !== "exec" && input.kind !== "fetch") resolve(undefined);
      }, at);
    });

  /** An input of now, and running until it has settled. */
  async function input(what: LoggedInput, giveUp: () => boolean = () => false): Promise<unknown> {
    let settled = false;
    const outcome = inject(what).finally(() => {
      settled = true;
    });
    outcome.catch(() => {});
    if (await drive(() => settled || giveUp())) return outcome;
    // The promise of a settled input needs a turn of the microtask queue to say so.
    await Promise.resolve();
    if (!settled) throw new ExecTimeout(giveUp() ? "it took too long" : "nothing can run any more");
    return outcome;
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
  let nextTerminal = 1;
  const machine: Machine = {
    kernel,
    files: host.files,
    async exec(line, limits = {}) {
      const end = limits.span === undefined ? undefined : kernel.now() + limits.span;
      const giveUp = () => (end !== undefined && kernel.now() >= end) || (limits.giveUp?.() ?? false);
      try {
        return (await input({ kind: "exec", line }, giveUp)) as ExecResult;
      } catch (e) {
        if (e instanceof ExecTimeout) host.killAll();
        throw e;
      }
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
    log: () => recorder.log(machine.stateDigest()),
    stateDigest: () => digestOf(JSON.stringify(holder.view())),
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
  return machine;
}

/** A new machine to which the log's inputs come at the same steps and times as they did; it stands as that one stood. */
export async function replay(log: InputLog, options: MachineOptions): Promise<Machine> {
  const machine = createMachine({ ...options, seed: log.seed, startTime: log.startTime });
  let open = log.entries.length;
  for (const { step, time, input } of log.entries) {
    void machine
      .inject(input, { step, time })
      .catch(() => {})
      .finally(() => open--);
  }
  await machine.run(() => open === 0);
  return machine;
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
