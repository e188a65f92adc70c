import { binary } from "../../../filesystem/binary.ts";
import type { Files } from "../../../filesystem/files.ts";
import { createMountNamespace } from "../../../filesystem/namespace.ts";
import { emptyTree } from "../../../filesystem/tree.ts";
import { createFiles } from "../../../filesystem/view.ts";
import { createKernel } from "../../../kernel/create.ts";
import type { KernelHandle, KernelProcess, PidNamespace } from "../../../kernel/kernel.ts";
import type { NetworkNamespace } from "../../../kernel/network.ts";
import { statusCode } from "../../../kernel/signal.ts";
import type { Pty } from "../../../kernel/terminal.ts";
import { dash } from "../../../shell/main.ts";
import { concat, decode, encode } from "../../../std/text.ts";
import { programTable } from "../../table.ts";

// A small machine with node, npm and a shell, a network with a way out, and /app as working folder.

export interface Run {
  readonly argv: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly limits?: { readonly memory?: number };
  /** Typed at a terminal of 80 columns, each a second after the one before. */
  readonly keys?: readonly string[];
}

export interface Running {
  readonly process: KernelProcess;
  readonly pids: PidNamespace;
  stdout(): string;
  stderr(): string;
}

export interface NodeMachine {
  readonly kernel: KernelHandle;
  readonly files: Files;
  readonly network: NetworkNamespace;
  start(run: Run): Running;
  run(run: Run): Promise<{ stdout: string; stderr: string; status: number }>;
}

export const START = Date.UTC(2026, 10, 24, 14) * 1000;

export function nodeMachine(): NodeMachine {
  const programs = new Map([...programTable, ["sh", async () => dash] as const]);
  const nothing = Promise.resolve();
  const kernel = createKernel({
    seed: "test",
    startTime: START,
    programs,
    pacer: { until: () => nothing, turn: () => nothing, wantsTurn: () => false, inputTime: (t) => t },
  });
  const mounts = createMountNamespace({ tree: emptyTree() });
  const files = createFiles({
    mounts,
    root: "/",
    cwd: "/app",
    credentials: { uid: 0, gid: 0, groups: [] },
    umask: 0o022,
    now: () => kernel.now(),
  });
  for (const dir of ["/bin", "/usr/bin", "/etc", "/root", "/tmp", "/app", "/proc", "/sys", "/dev"]) files.mkdirs(dir);
  files.writeFile("/etc/passwd", "root:x:0:0:root:/root:/bin/sh\n");
  for (const name of programs.keys())
    files.writeFile(`/usr/bin/${name}`, binary(name, name === "node" ? "20.20.2" : ""), 0o755);
  files.writeFile("/bin/sh", binary("sh"), 0o755);
  for (const mount of kernel.systemMounts(kernel.hostPids)) mounts.mount(mount);
  const network = kernel.network.createNamespace();
  const bridge = kernel.network.createBridge({
    name: "br0",
    subnet: "172.17.0.0/16",
    gateway: "172.17.0.1",
    internal: false,
  });
  bridge.connect(network, {
    interface: "eth0",
    mac: "02:42:ac:11:00:02",
    address: "172.17.0.2",
    prefixLength: 16,
    gateway: "172.17.0.1",
  });

  const start = (run: Run): Running => {
    for (const [path, text] of Object.entries(run.files ?? {})) {
      files.mkdirs(`/app/${path}`.replace(/\/[^/]*$/, ""));
      files.writeFile(`/app/${path}`, text);
    }
    const out: Uint8Array[] = [];
    const err: Uint8Array[] = [];
    const sink = (to: Uint8Array[]) =>
      kernel.createSink((chunk) => {
        if (chunk) to.push(chunk.slice());
        return undefined;
      });
    const pty: Pty | undefined = run.keys && kernel.createPty({ columns: 80, rows: 24 });
    pty?.onOutput((chunk) => out.push(chunk.slice()));
    const input = kernel.createPipe();
    const { writer } = input;
    input.writeEnd.release();
    const slave = pty && kernel.terminalDescription(pty);
    const pids = kernel.createPidNamespace();
    const process = kernel.spawn({
      argv: run.argv,
      env: new Map(
        Object.entries({
          PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
          HOME: "/root",
          ...(pty ? { TERM: "xterm" } : {}),
          ...run.env,
        }),
      ),
      cwd: "/app",
      credentials: { uid: 0, gid: 0, groups: [] },
      mounts,
      pids,
      network,
      uts: { hostname: "box", domainname: "" },
      fds: new Map([
        [0, slave ?? input.readEnd],
        [1, slave ?? sink(out)],
        [2, slave ?? sink(err)],
      ]),
      ...(pty ? { terminal: pty } : {}),
      ...(run.limits ? { limits: run.limits } : {}),
    });
    slave?.release();
    input.readEnd.release();
    kernel.thread("stdin", async () => {
      try {
        if (run.stdin) await writer.write(encode(run.stdin));
      } catch {}
      writer.close();
    });
    if (pty && run.keys)
      kernel.thread("keys", async () => {
        for (const keys of run.keys ?? []) {
          await kernel.sleep(1_000_000);
          pty.push(encode(keys));
        }
      });
    return { process, pids, stdout: () => decode(concat(out)), stderr: () => decode(concat(err)) };
  };

  return {
    kernel,
    files,
    network,
    start,
    async run(run) {
      const it = start(run);
      await kernel.run(() => it.process.status !== undefined);
      if (!it.process.status) throw new Error(`${run.argv.join(" ")} waits for ever`);
      return { stdout: it.stdout(), stderr: it.stderr(), status: statusCode(it.process.status) };
    },
  };
}
