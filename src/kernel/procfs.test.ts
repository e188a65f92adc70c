import { expect, test } from "vitest";
import { isErrno } from "../std/errno.ts";
import { SECOND } from "../std/time.ts";
import type { Program } from "./process.ts";
import { type TestMachine, testMachine } from "./testing/machine.ts";

function withSystem(programs: Readonly<Record<string, Program>>): {
  m: TestMachine;
  pids: ReturnType<TestMachine["kernel"]["createPidNamespace"]>;
} {
  const m = testMachine(programs);
  const pids = m.kernel.createPidNamespace();
  for (const folder of ["/proc", "/dev", "/sys"]) m.files.mkdirs(folder);
  for (const mount of m.kernel.systemMounts(pids)) m.mounts.mount(mount);
  return { m, pids };
}

test("/proc of a process: what it was started as, its files, its state", async () => {
  const { m, pids } = withSystem({
    main: async (p) => {
      const read = (path: string) => p.files.readText(path).replaceAll("\0", "|");
      const fd = await p.open("/etc/passwd", { read: true });
      const [r] = p.pipe();
      const say = [
        read("/proc/self/cmdline"),
        read("/proc/1/comm"),
        read("/proc/self/environ"),
        read("/proc/self/status").split("\n").slice(0, 7).join(" "),
        read("/proc/self/stat").split(" ").slice(0, 8).join(" "),
        p.files.readlink("/proc/self/exe"),
        p.files.readlink("/proc/self/cwd"),
        p.files.readlink("/proc/self"),
        p.files.readlink(`/proc/self/fd/${fd}`),
        p.files.readlink(`/proc/self/fd/${r}`).replace(/\d+/, "N"),
        p.files.stat(`/proc/self/fd/${r}`).kind,
        read("/proc/mounts").split("\n")[1],
        read("/proc/self/limits").split("\n")[8],
        read("/proc/uptime"),
        read("/proc/version"),
        read("/proc/sys/kernel/hostname"),
        read("/proc/sys/kernel/random/uuid").replace(/[0-9a-f]/g, "x"),
        p.files
          .readdir("/proc")
          .filter((e) => /^\d/.test(e.name))
          .map((e) => e.name)
          .join(" "),
        p.files
          .readdir("/sys/class/net")
          .map((e) => e.name)
          .join(" "),
        read("/sys/fs/cgroup/memory.max"),
        read("/sys/fs/cgroup/cpu.max"),
        read("/sys/fs/cgroup/pids.max"),
      ];
      await p.write(1, say.map((s) => `${s?.trimEnd()}\n`).join(""));
      return 0;
    },
  });
  const limits = { memory: 64 * 1024 ** 2, pids: 50, cpu: { quota: 50_000, period: 100_000 } };
  const { output } = await m.run(["main", "a b", "c"], { pids, limits });
  expect(output.split("\n")).toEqual([
    "main|a b|c|",
    "main",
    "PATH=/bin|",
    "Name:\tmain Umask:\t0022 State:\tR (running) Tgid:\t1 Ngid:\t0 Pid:\t1 PPid:\t0",
    "1 (main) R 0 1 1 0 -1",
    "/bin/main",
    "/",
    "1",
    "/etc/passwd",
    "pipe:[N]",
    "fifo",
    "proc /proc proc rw,nosuid,nodev,noexec,relatime 0 0",
    "Max open files            1024                 1024                 files",
    "0.00 0.00",
    "Linux version 6.12.48 (drydock@simulated) #1 SMP PREEMPT_DYNAMIC",
    "box",
    "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
    "1",
    "lo",
    "67108864",
    "50000 100000",
    "50",
    "",
  ]);
});

test("/dev: devices, the own open files by number, /dev/shm to write in", async () => {
  const { m, pids } = withSystem({
    main: async (p) => {
      const say = (text: unknown) => p.write(1, `${text}\n`);
      const open = (path: string) => p.open(path, { read: true, write: true });
      const zero = await open("/dev/zero");
      await say((await p.read(zero, 4))?.join());
      const nothing = await open("/dev/null");
      await p.write(nothing, "gone");
      await say(await p.read(nothing));
      const full = await open("/dev/full");
      await say(await p.write(full, "x").catch((e) => (isErrno(e) ? e.code : e)));
      await say((await p.read(await open("/dev/urandom"), 100_000))?.length);
      await say(await open("/dev/tty").catch((e) => (isErrno(e) ? e.message : e)));
      for (const path of ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "/tmp/log"])
        await p.write(await p.open(path, { write: true, create: true, append: true }), `to ${path}\n`);
      p.files.writeFile("/dev/shm/x", "shared");
      await say(p.files.readText("/dev/shm/x"));
      await say(
        p.files
          .readdir("/dev")
          .map((e) => e.name)
          .join(" "),
      );
      await say(p.files.stat("/dev/shm").mode.toString(8));
      return 0;
    },
  });
  m.files.symlink("/dev/stdout", "/tmp/log");
  const { output } = await m.run(["main"], { pids });
  expect(output.split("\n")).toEqual([
    "0,0,0,0",
    "null",
    "ENOSPC",
    "100000",
    "ENXIO: No such device or address, /dev/tty",
    "to /dev/stdout",
    "to /dev/fd/1",
    "to /proc/self/fd/1",
    "to /tmp/log",
    "shared",
    "fd full mqueue null ptmx pts random shm stderr stdin stdout tty urandom zero",
    "1777",
    "",
  ]);
});

test("a fifo joins who opens it for writing and who opens it for reading; each waits for the other", async () => {
  const { m, pids } = withSystem({
    writer: async (p) => {
      const fd = await p.open("/tmp/fifo", { read: false, write: true });
      await p.write(1, `writer after ${Math.round(p.uptime() / SECOND)} s\n`);
      await p.write(fd, "through");
      return 0;
    },
    main: async (p) => {
      p.files.mkfifo("/tmp/fifo");
      p.spawn(["writer"]);
      await p.sleep(2 * SECOND);
      const fd = await p.open("/tmp/fifo", { read: true });
      for (let c = await p.read(fd); c; c = await p.read(fd)) await p.write(1, c);
      await p.write(1, "\n");
      return 0;
    },
  });
  expect((await m.run(["main"], { pids })).output).toBe("writer after 2 s\nthrough\n");
});

test("descriptors of one opening share their offset; append writes at the end", async () => {
  const { m, pids } = withSystem({
    main: async (p) => {
      const fd = await p.open("/tmp/f", { read: true, write: true, create: true, truncate: true });
      const same = p.dup(fd, 10);
      await p.write(fd, "one ");
      await p.write(same, "two ");
      const end = await p.open("/tmp/f", { write: true, append: true });
      await p.write(end, "three");
      p.seek(fd, 1);
      const text = new TextDecoder().decode((await p.read(same)) ?? undefined);
      await p.write(1, `${same} ${text} ${p.fstat(fd).size} ${p.descriptors().join()}\n`);
      return 0;
    },
  });
  expect((await m.run(["main"], { pids })).output).toBe("10 ne two three 13 0,1,2,3,4,10\n");
});
