import { binary } from "../../filesystem/binary.ts";
import type { Files } from "../../filesystem/files.ts";
import { createMountNamespace } from "../../filesystem/namespace.ts";
import { emptyTree } from "../../filesystem/tree.ts";
import { createFiles } from "../../filesystem/view.ts";
import { createKernel } from "../../kernel/create.ts";
import type { KernelHandle, ProcessSpec } from "../../kernel/kernel.ts";
import type { Program, ProgramTable } from "../../kernel/process.ts";
import { statusCode } from "../../kernel/signal.ts";
import { concat, encode } from "../../std/text.ts";
import { decodeLossless } from "../lib/bytes.ts";
import { programTable } from "../table.ts";

// A small machine for the tests of programs: an image's files and one process at a time.

export interface ToolRun {
  readonly argv: readonly string[];
  readonly flavour?: "gnu" | "busybox";
  /** Texts by path; a path that ends in `/` is a folder. Relative ones lie in /work, the working folder. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** Run on a terminal of this many columns. */
  readonly columns?: number;
  /** Typed at the terminal, each when everything before it has been done. */
  readonly keys?: readonly string[];
  readonly uid?: number;
}

export interface ToolResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
  readonly files: Files;
}

/** 2026-11-24T14:00:00Z: when the tests' machine starts. */
export const START = Date.UTC(2026, 10, 24, 14) * 1000;

export interface TestMachine {
  readonly kernel: KernelHandle;
  readonly files: Files;
  run(run: ToolRun): Promise<ToolResult>;
}

export function createTestMachine(
  flavour: "gnu" | "busybox" = "gnu",
  extra: ReadonlyMap<string, () => Promise<Program>> = new Map(),
): TestMachine {
  const programs: ProgramTable = new Map([...programTable, ...extra]);
  const kernel = createKernel({ seed: "test", startTime: START, programs, pacer: freePacer() });
  const mounts = createMountNamespace({ tree: emptyTree() });
  const files = createFiles({
    mounts,
    root: "/",
    cwd: "/work",
    credentials: { uid: 0, gid: 0, groups: [] },
    umask: 0o022,
    now: () => kernel.now(),
  });
  fill(files, flavour, programs.keys());
  for (const mount of kernel.systemMounts(kernel.hostPids)) mounts.mount(mount);
  return { kernel, files, run: (run) => runOne(kernel, mounts, files, run) };
}

function fill(files: Files, flavour: "gnu" | "busybox", names: Iterable<string>): void {
  for (const dir of ["/usr/bin", "/etc", "/root", "/tmp", "/work", "/proc", "/sys", "/dev", "/home/user"])
    files.mkdirs(dir);
  files.chmod("/tmp", 0o1777);
  files.writeFile(
    "/etc/passwd",
    "root:x:0:0:root:/root:/bin/sh\ndaemon:x:1:1:daemon:/:/usr/sbin/nologin\nuser:x:1000:1000::/home/user:/bin/sh\n",
  );
  files.writeFile("/etc/group", "root:x:0:\ndaemon:x:1:\nwheel:x:10:user\nuser:x:1000:\n");
  if (flavour === "gnu") files.symlink("usr/bin", "/bin");
  else files.mkdir("/bin");
  if (flavour === "busybox") files.writeFile("/bin/busybox", binary("busybox"), 0o755);
  files.symlink(flavour === "gnu" ? "dash" : "busybox", "/bin/sh");
  for (const name of names) {
    if (flavour === "gnu") files.writeFile(`/usr/bin/${name}`, binary(name), 0o755);
    else if (name !== "busybox") files.symlink("busybox", `/bin/${name}`);
  }
}

async function runOne(
  kernel: KernelHandle,
  mounts: ProcessSpec["mounts"],
  files: Files,
  run: ToolRun,
): Promise<ToolResult> {
  for (const [path, data] of Object.entries(run.files ?? {})) {
    if (path.endsWith("/")) files.mkdirs(path);
    else {
      files.mkdirs(path.replace(/[^/]*$/, "") || ".");
      files.writeFile(path, data);
    }
  }
  const stdout: Uint8Array[] = [];
  const stderr: Uint8Array[] = [];
  const sink = (to: Uint8Array[]) =>
    kernel.createSink((chunk) => {
      if (chunk) to.push(chunk.slice());
      return undefined;
    });
  const pty = run.columns === undefined ? undefined : kernel.createPty({ columns: run.columns, rows: 24 });
  pty?.onOutput((chunk) => stdout.push(chunk.slice()));
  const input = kernel.createPipe();
  const { writer } = input;
  input.writeEnd.release();
  const slave = pty && kernel.terminalDescription(pty);
  const uid = run.uid ?? 0;
  const child = kernel.spawn({
    argv: run.argv,
    env: new Map(
      Object.entries({
        PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
        HOME: "/root",
        ...(pty ? { TERM: "xterm" } : {}),
        ...run.env,
      }),
    ),
    cwd: "/work",
    credentials: { uid, gid: uid, groups: [] },
    mounts,
    pids: kernel.createPidNamespace(),
    network: kernel.network.createNamespace(),
    uts: { hostname: "box", domainname: "" },
    fds: new Map([
      [0, slave ?? input.readEnd],
      [1, slave ?? sink(stdout)],
      [2, slave ?? sink(stderr)],
    ]),
    ...(pty ? { terminal: pty } : {}),
  });
  slave?.release();
  input.readEnd.release();
  kernel.thread("stdin", async () => {
    const data = typeof run.stdin === "string" ? encode(run.stdin) : run.stdin;
    try {
      if (data?.length) await writer.write(data);
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
  await kernel.run(() => child.status !== undefined);
  if (!child.status) throw new Error(`${run.argv.join(" ")}: it waits for ever`);
  return {
    stdout: decodeLossless(concat(stdout)),
    stderr: decodeLossless(concat(stderr)),
    status: statusCode(child.status),
    files,
  };
}

function freePacer() {
  return {
    async until() {},
    async turn() {},
    wantsTurn: () => false,
    inputTime: (current: number) => current,
  };
}
