import { binary } from "../../filesystem/binary.ts";
import type { Files } from "../../filesystem/files.ts";
import type { MountNamespace } from "../../filesystem/mounts.ts";
import { createMountNamespace } from "../../filesystem/namespace.ts";
import { emptyTree } from "../../filesystem/tree.ts";
import { createFiles } from "../../filesystem/view.ts";
import { decode } from "../../std/text.ts";
import type { Micros } from "../../std/time.ts";
import { createKernel } from "../create.ts";
import type { Description } from "../descriptor.ts";
import type { KernelHandle, KernelProcess, Pacer, PidNamespace, ProcessSpec } from "../kernel.ts";
import type { Program } from "../process.ts";

const nothing = Promise.resolve();
export const FREE: Pacer = {
  until: () => nothing,
  turn: () => nothing,
  wantsTurn: () => false,
  inputTime: (t) => t,
};

export const START: Micros = Date.UTC(2026, 0, 5, 9) * 1000;

export interface TestMachine {
  readonly kernel: KernelHandle;
  readonly mounts: MountNamespace;
  readonly files: Files;
  /** Starts a program of the table in a namespace of its own; what it prints is gathered. */
  start(argv: readonly string[], options?: StartOptions): Started;
  /** Starts it and runs until it has ended. */
  run(argv: readonly string[], options?: StartOptions): Promise<Ended>;
}

export interface StartOptions extends Partial<Omit<ProcessSpec, "argv">> {
  readonly stdin?: Description;
}

interface Started {
  readonly process: KernelProcess;
  readonly pids: PidNamespace;
  output(): string;
}

interface Ended {
  readonly status: KernelProcess["status"];
  readonly output: string;
}

/** A machine whose /bin holds these programs. */
export function testMachine(
  programs: Readonly<Record<string, Program>>,
  options: { seed?: string; pacer?: Pacer } = {},
): TestMachine {
  const table = new Map(Object.entries(programs).map(([name, p]) => [name, async () => p] as const));
  const kernel = createKernel({
    seed: options.seed ?? "test",
    startTime: START,
    programs: table,
    pacer: options.pacer ?? FREE,
  });
  const mounts = createMountNamespace({ tree: emptyTree(START) });
  const files = createFiles({
    mounts,
    root: "/",
    cwd: "/",
    credentials: { uid: 0, gid: 0, groups: [0] },
    umask: 0o022,
    now: () => kernel.now(),
  });
  for (const folder of ["/bin", "/tmp", "/etc"]) files.mkdirs(folder);
  files.chmod("/tmp", 0o1777);
  files.writeFile("/etc/passwd", "root:x:0:0::/root:/bin/sh\nstudent:x:1000:1000::/home/student:/bin/sh\n");
  for (const name of Object.keys(programs)) files.writeFile(`/bin/${name}`, binary(name), 0o755);

  const start = (argv: readonly string[], o: StartOptions = {}): Started => {
    let output = "";
    const sink = kernel.createSink((chunk) => {
      if (chunk) output += decode(chunk);
      return undefined;
    });
    const pids = o.pids ?? kernel.createPidNamespace();
    const input = o.stdin ?? kernel.nullDescription();
    const { stdin: _stdin, ...rest } = o;
    const process = kernel.spawn({
      env: new Map([["PATH", "/bin"]]),
      cwd: "/",
      credentials: { uid: 0, gid: 0, groups: [0] },
      mounts,
      pids,
      network: kernel.network.createNamespace(),
      uts: { hostname: "box", domainname: "" },
      fds: new Map([
        [0, input],
        [1, sink],
        [2, sink],
      ]),
      ...rest,
      argv,
    });
    sink.release();
    return { process, pids, output: () => output };
  };
  return {
    kernel,
    mounts,
    files,
    start,
    async run(argv, o) {
      const started = start(argv, o);
      await kernel.run(() => started.process.status !== undefined);
      return { status: started.process.status, output: started.output() };
    },
  };
}
