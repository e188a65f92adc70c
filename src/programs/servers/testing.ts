import { binary } from "../../filesystem/binary.ts";
import type { Files } from "../../filesystem/files.ts";
import type { MountNamespace } from "../../filesystem/mounts.ts";
import { createMountNamespace } from "../../filesystem/namespace.ts";
import { emptyTree } from "../../filesystem/tree.ts";
import { createFiles } from "../../filesystem/view.ts";
import { createKernel } from "../../kernel/create.ts";
import type { Description } from "../../kernel/descriptor.ts";
import type { KernelProcess, PidNamespace } from "../../kernel/kernel.ts";
import type { NetworkNamespace } from "../../kernel/network.ts";
import type { Process, ProgramTable } from "../../kernel/process.ts";
import { statusCode } from "../../kernel/signal.ts";
import type { Pty } from "../../kernel/terminal.ts";
import { concat, decode, encode } from "../../std/text.ts";
import { BUSYBOX, type Tool } from "../lib/flavour.ts";
import { networkTools } from "../net/table.ts";
import { servers } from "./table.ts";

const tools: ReadonlyMap<string, () => Promise<Tool>> = new Map(Object.entries({ ...networkTools, ...servers }));

/** Every tool under its name, and as BusyBox has it under `busybox-NAME`. */
const programTable: ProgramTable = new Map(
  [...tools].flatMap(([name, load]) => [
    [name, load] as const,
    [
      `busybox-${name}`,
      async () => {
        const tool = await load();
        return (p: Process) => tool(p, BUSYBOX);
      },
    ] as const,
  ]),
);

// A few containers on one bridge, for the tests of servers and network tools.

interface Box {
  readonly files: Files;
  readonly address: string;
  /** Starts a process; its output (both streams) is gathered. */
  start(line: string, env?: Readonly<Record<string, string>>): Running;
  /** Runs a command to its end: its output, and `=> STATUS` where that is not 0. `input`: its standard input, as it is. */
  run(line: string, input?: string): Promise<string>;
  /**
   * Runs a command on a terminal of 500 columns and types each line when the prompt is there; a line's end is Enter.
   * What stood on the terminal, without the sequences that move or mark, until the command ends.
   */
  typed(line: string, lines: readonly string[], prompt: RegExp): Promise<string>;
}

interface Running {
  readonly process: KernelProcess;
  output(): string;
  /** Sends a signal from outside, and waits until it has ended. */
  stop(signal: number): Promise<string>;
}

export interface Net {
  box(name: string, files?: Readonly<Record<string, string>>, notes?: Readonly<Record<string, string>>): Box;
  /** Lets simulated time pass. */
  pass(seconds: number): Promise<void>;
}

/** 2026-11-24T14:16:33Z. */
const START = Date.UTC(2026, 10, 24, 14, 16, 33) * 1000;

export function createNet(): Net {
  const free = {
    async until() {},
    async turn() {},
    wantsTurn: () => false,
    inputTime: (t: number) => t,
  };
  const kernel = createKernel({ seed: "net", startTime: START, programs: programTable, pacer: free });
  const bridge = kernel.network.createBridge({
    name: "docker0",
    subnet: "172.17.0.0/16",
    gateway: "172.17.0.1",
    internal: false,
  });
  const names = new Map<string, string>();
  let count = 1;
  return {
    box(name, contents = {}, notes = {}) {
      const network = kernel.network.createNamespace();
      const address = `172.17.0.${++count}`;
      names.set(name, address);
      network.setResolver((n) => {
        const a = names.get(n);
        return a === undefined ? undefined : [a];
      });
      bridge.connect(network, {
        interface: "eth0",
        mac: `02:42:ac:11:00:0${count}`,
        address,
        prefixLength: 16,
        gateway: "172.17.0.1",
      });
      return createBox(kernel, network, name, address, contents, notes);
    },
    async pass(seconds) {
      const end = kernel.now() + seconds * 1_000_000;
      let over = false;
      kernel.thread("pass", async () => {
        await kernel.sleep(end - kernel.now());
        over = true;
      });
      await kernel.run(() => over);
    },
  };
}

function createBox(
  kernel: ReturnType<typeof createKernel>,
  network: NetworkNamespace,
  name: string,
  address: string,
  contents: Readonly<Record<string, string>>,
  notes: Readonly<Record<string, string>>,
): Box {
  const mounts: MountNamespace = createMountNamespace({ tree: emptyTree(START) });
  const files = createFiles({
    mounts,
    root: "/",
    cwd: "/",
    credentials: { uid: 0, gid: 0, groups: [] },
    umask: 0o022,
    now: () => kernel.now(),
  });
  for (const dir of ["/bin", "/etc", "/proc", "/sys", "/dev", "/tmp", "/root", "/run", "/var"]) files.mkdirs(dir);
  files.writeFile(
    "/etc/passwd",
    "root:x:0:0:root:/root:/bin/sh\nnginx:x:101:101::/:/bin/false\nredis:x:999:999::/:/bin/sh\n",
  );
  files.writeFile("/etc/hosts", `127.0.0.1\tlocalhost\n::1\tlocalhost\n${address}\t${name}\n`);
  files.mkdirs("/busybox");
  for (const name of tools.keys()) {
    files.writeFile(`/busybox/${name}`, binary(`busybox-${name}`), 0o755);
    files.writeFile(`/bin/${name}`, binary(name, notes[name] ?? ""), 0o755);
  }
  const pids: PidNamespace = kernel.createPidNamespace();
  for (const mount of kernel.systemMounts(pids)) mounts.mount(mount);
  for (const [path, text] of Object.entries(contents)) {
    files.mkdirs(path.replace(/[^/]*$/, ""));
    if (text.startsWith("-> ")) files.symlink(text.slice(3), path);
    else files.writeFile(path, text);
  }
  const spawn = (command: string, env: Readonly<Record<string, string>>, fds: [Description, Description], pty?: Pty) =>
    kernel.spawn({
      argv: [...command.matchAll(/'([^']*)'|(\S+)/g)].map((m) => m[1] ?? m[2] ?? ""),
      env: new Map(Object.entries({ PATH: "/bin", ...env })),
      cwd: "/root",
      credentials: { uid: 0, gid: 0, groups: [] },
      mounts,
      pids,
      network,
      uts: { hostname: name, domainname: "" },
      fds: new Map([
        [0, fds[0]],
        [1, fds[1]],
        [2, fds[1]],
      ]),
      ...(pty ? { terminal: pty } : {}),
    });
  const start = (line: string, env: Readonly<Record<string, string>> = {}, given?: string): Running => {
    const out: Uint8Array[] = [];
    const sink = kernel.createSink((chunk) => {
      if (chunk) out.push(chunk.slice());
      return undefined;
    });
    const [command = "", short] = line.split(" <<< ");
    const input = given ?? short?.replaceAll("\\n", "\n").replaceAll("\\r", "\r");
    const pipe = kernel.createPipe();
    pipe.writeEnd.release();
    kernel.thread("stdin", async () => {
      if (input !== undefined) await pipe.writer.write(encode(input));
      pipe.writer.close();
    });
    const process = spawn(command, env, [pipe.readEnd, sink]);
    sink.release();
    pipe.readEnd.release();
    return {
      process,
      output: () => decode(concat(out)),
      async stop(signal) {
        process.signal(signal);
        await kernel.run(() => process.status !== undefined);
        return decode(concat(out));
      },
    };
  };
  return {
    files,
    address,
    start,
    async run(line, input) {
      const running = start(line, {}, input);
      await kernel.run(() => running.process.status !== undefined);
      if (!running.process.status) throw new Error(`${line}: it waits for ever`);
      const code = statusCode(running.process.status);
      return running.output() + (code ? `=> ${code}\n` : "");
    },
    async typed(line, lines, prompt) {
      const pty = kernel.createPty({ columns: 500, rows: 50 });
      const slave = kernel.terminalDescription(pty);
      const out: Uint8Array[] = [];
      pty.onOutput((chunk) => out.push(chunk.slice()));
      const process = spawn(line, { TERM: "xterm" }, [slave, slave], pty);
      slave.release();
      const screen = () => decode(concat(out)).replace(/\x1b\[[0-9;?]*[A-Za-z]|\r/g, "");
      let seen = 0;
      const ended = () => process.status !== undefined;
      for (const typing of lines) {
        await kernel.run(() => ended() || (out.length > seen && prompt.test(screen().slice(-100))));
        if (ended()) break;
        seen = out.length;
        pty.push(encode(`${typing}\r`));
      }
      await kernel.run(ended);
      if (!ended()) throw new Error(`${line}: it waits for ever: ${screen().slice(-300)}`);
      return screen();
    },
  };
}
