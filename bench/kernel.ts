// The kernel by itself: `npx tsx --expose-gc bench/kernel.ts`.
import { binary } from "../src/filesystem/binary.ts";
import { createTreeEditor } from "../src/filesystem/editor.ts";
import { createMountNamespace } from "../src/filesystem/namespace.ts";
import { emptyTree, file } from "../src/filesystem/tree.ts";
import { createFiles } from "../src/filesystem/view.ts";
import { createKernel } from "../src/kernel/create.ts";
import type { KernelHandle, KernelProcess } from "../src/kernel/kernel.ts";
import type { Program } from "../src/kernel/process.ts";
import { createFreePacer } from "../src/machine/pacer.ts";
import { DAY } from "../src/std/time.ts";

const SLEEPERS = 10_000;
const PIPE_BYTES = 256 * 1024 ** 2;
const CALLS = 1_000_000;

function machine(programs: Record<string, Program>) {
  const table = new Map(Object.entries(programs).map(([name, p]) => [name, async () => p]));
  const kernel = createKernel({ seed: "bench", startTime: 0, programs: table, pacer: createFreePacer() });
  const cell = { tree: emptyTree() };
  const mounts = createMountNamespace(cell);
  const root = { uid: 0, gid: 0, groups: [0] };
  const files = createFiles({ mounts, root: "/", cwd: "/", credentials: root, umask: 0o022, now: () => 0 });
  files.mkdirs("/bin");
  for (const name of table.keys()) files.writeFile(`/bin/${name}`, binary(name), 0o755);
  const nothing = kernel.nullDescription();
  const start = (kernel_: KernelHandle, argv: readonly string[]): KernelProcess =>
    kernel_.spawn({
      argv,
      env: new Map([["PATH", "/bin"]]),
      cwd: "/",
      credentials: root,
      // A container has its own mounts, pids and network.
      mounts: createMountNamespace(cell),
      pids: kernel.createPidNamespace(),
      network: kernel.network.createNamespace(),
      uts: { hostname: "box", domainname: "" },
      fds: new Map([0, 1, 2].map((fd) => [fd, nothing])),
    });
  return { kernel, start: (argv: readonly string[]) => start(kernel, argv) };
}

async function time(what: string, run: () => Promise<string>): Promise<void> {
  const before = performance.now();
  const more = await run();
  const took = performance.now() - before;
  console.log(`${what.padEnd(44)} ${took.toFixed(0).padStart(7)} ms  ${more}`);
}

const heap = () => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};

const sleep: Program = async (p) => {
  await p.sleep(DAY);
  return 0;
};

const sleepers = machine({ sleep });
const before = heap();
await time(`${SLEEPERS} processes of sleep 1d`, async () => {
  const all: KernelProcess[] = [];
  for (let i = 0; i < SLEEPERS; i++) all.push(sleepers.start(["sleep", "1d"]));
  await sleepers.kernel.run(() => sleepers.kernel.steps >= SLEEPERS);
  return "";
});
console.log(`${"held".padEnd(44)} ${((heap() - before) / SLEEPERS / 1024).toFixed(1).padStart(7)} KB each`);
await time("the day passes, all end", async () => {
  await sleepers.kernel.run();
  return `${sleepers.kernel.steps} steps`;
});

await time(`${PIPE_BYTES / 1024 ** 2} MiB through a pipe`, async () => {
  const m = machine({
    yes: async (p) => {
      const chunk = new Uint8Array(65_536);
      for (let sent = 0; sent < PIPE_BYTES; sent += chunk.length) await p.write(1, chunk);
      return 0;
    },
    main: async (p) => {
      const [r, w] = p.pipe();
      p.spawn(["yes"], { fds: { 1: w } });
      p.close(w);
      while (await p.read(r));
      return 0;
    },
  });
  m.start(["main"]);
  await m.kernel.run();
  return `${m.kernel.steps} steps`;
});

await time(`${CALLS / 10} lines of 20 bytes through a pipe`, async () => {
  const m = machine({
    yes: async (p) => {
      for (let i = 0; i < CALLS / 10; i++) await p.write(1, "12345678901234567890");
      return 0;
    },
    main: async (p) => {
      const [r, w] = p.pipe();
      p.spawn(["yes"], { fds: { 1: w } });
      p.close(w);
      while (await p.read(r));
      return 0;
    },
  });
  m.start(["main"]);
  await m.kernel.run();
  return `${m.kernel.steps} steps`;
});

await time(`${CALLS} calls that do not wait`, async () => {
  const m = machine({
    main: async (p) => {
      for (let i = 0; i < CALLS; i++) await p.tick();
      return 0;
    },
  });
  m.start(["main"]);
  await m.kernel.run();
  return `${m.kernel.steps} steps`;
});

await time(`${CALLS / 100} children, one after the other`, async () => {
  const m = machine({
    true: async () => 0,
    main: async (p) => {
      for (let i = 0; i < CALLS / 100; i++) {
        p.spawn(["true"]);
        await p.wait(-1);
      }
      return 0;
    },
  });
  m.start(["main"]);
  await m.kernel.run();
  return `${m.kernel.steps} steps`;
});

const FILES = 5_000;

await time(`${FILES} files into one folder, in a batch`, async () => {
  const editor = createTreeEditor(emptyTree());
  for (let i = 0; i < FILES; i++) editor.put(`/dir/f${i}`, file(""));
  editor.finish();
  return "";
});

await time(`${FILES} files into one folder, one at a time`, async () => {
  const cell = { tree: emptyTree() };
  const files = createFiles({
    mounts: createMountNamespace(cell),
    root: "/",
    cwd: "/",
    credentials: { uid: 0, gid: 0, groups: [0] },
    umask: 0o022,
    now: () => 0,
  });
  for (let i = 0; i < FILES; i++) files.writeFile(`/f${i}`, "x");
  return "";
});
