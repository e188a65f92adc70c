import { expect, test } from "vitest";
import { type ErrnoError, isErrno } from "../std/errno.ts";
import { SECOND } from "../std/time.ts";
import type { Program } from "./process.ts";
import { SIGNALS } from "./signal.ts";
import { START, testMachine } from "./testing/machine.ts";

const echo: Program = async (p) => {
  await p.write(1, `${p.argv.slice(1).join(" ")}\n`);
  return 0;
};
const cat: Program = async (p) => {
  for (let c = await p.read(0); c; c = await p.read(0)) await p.write(1, c);
  return 0;
};
const sleep: Program = async (p) => {
  await p.sleep(Number(p.argv[1]) * SECOND);
  return 0;
};

test("a program prints and ends with its status", async () => {
  const m = testMachine({ echo, fail: async () => 3 });
  expect(await m.run(["echo", "hi"])).toEqual({ status: { kind: "exited", code: 0 }, output: "hi\n" });
  expect(await m.run(["fail"])).toEqual({ status: { kind: "exited", code: 3 }, output: "" });
});

test("time passes in sleeps, and by 10 µs in each call", async () => {
  const m = testMachine({ sleep });
  await m.run(["sleep", "5"]);
  expect(m.kernel.now()).toBe(START + 5 * SECOND + 10);
});

test("a child is waited for; wait without children is ECHILD", async () => {
  const m = testMachine({
    echo,
    parent: async (p) => {
      const pid = p.spawn(["echo", "child"]);
      const ended = await p.wait(-1);
      await p.write(1, `${pid} ${JSON.stringify(ended)}\n`);
      await p.wait(-1).catch((e: ErrnoError) => p.write(1, `${e.code}\n`));
      return 0;
    },
  });
  expect((await m.run(["parent"])).output).toBe('child\n7 {"pid":7,"status":{"kind":"exited","code":0}}\nECHILD\n');
});

test("spawn throws ENOENT, EACCES and ENOEXEC at once; PATH passes over what may not be run", async () => {
  const m = testMachine({
    echo,
    main: async (p) => {
      for (const name of ["nothing", "/tmp/plain", "/tmp/text", "/tmp", "/bin/echo/x", "both", "only"]) {
        try {
          p.spawn([name], { env: new Map([["PATH", "/tmp:/bin"]]) });
          await p.wait(-1);
        } catch (e) {
          await p.write(1, `${isErrno(e) ? e.message : e}\n`);
        }
      }
      return 0;
    },
  });
  m.files.writeFile("/tmp/plain", "x", 0o644);
  m.files.writeFile("/tmp/text", "echo hi\n", 0o755);
  m.files.writeFile("/tmp/only", "x", 0o644);
  m.files.writeFile("/tmp/both", "x", 0o644);
  m.files.writeFile("/bin/both", m.files.readFile("/bin/echo"), 0o755);
  expect((await m.run(["main"])).output).toBe(
    [
      "ENOENT: No such file or directory, nothing",
      "EACCES: Permission denied, /tmp/plain",
      "ENOEXEC: Exec format error, /tmp/text",
      "EACCES: Permission denied, /tmp",
      "ENOTDIR: Not a directory, /bin/echo/x",
      "",
      "EACCES: Permission denied, only",
      "",
    ].join("\n"),
  );
});

test("#! runs the interpreter with all of its argument, the script's path and the arguments", async () => {
  const show: Program = async (p) => {
    await p.write(1, `${JSON.stringify(p.argv)} ${p.executable}\n`);
    return 0;
  };
  const m = testMachine({
    show,
    main: async (p) => {
      p.spawn(["/tmp/script", "a", "b"]);
      await p.wait(-1);
      p.spawn(["crlf"], { env: new Map([["PATH", "/tmp"]]) });
      return 0;
    },
  });
  m.files.writeFile("/tmp/script", "#! /bin/show  -x  -y \nrest\n", 0o755);
  m.files.writeFile("/tmp/crlf", "#!/bin/show\r\nrest\n", 0o755);
  expect(await m.run(["main"])).toEqual({
    status: { kind: "exited", code: 1 },
    output: '["/bin/show","-x  -y","/tmp/script","a","b"] /bin/show\nmain: crlf: No such file or directory\n',
  });
});

test("a binary whose program nobody wrote says so and exits 127", async () => {
  const m = testMachine({ echo });
  m.files.writeFile("/bin/gcc", "\x7fELF\x02\x01\x01\x00drydock:gcc\n", 0o755);
  expect(await m.run(["gcc"])).toEqual({
    status: { kind: "exited", code: 127 },
    output: "drydock: gcc is not simulated\n",
  });
});

test("exec becomes another program with the same pid; fork runs a part of the own one", async () => {
  const m = testMachine({
    echo,
    main: async (p) => {
      const pid = p.fork(async (c) => c.exec(["echo", String(c.pid), c.env.get("X") ?? ""]));
      p.env.set("X", "later");
      await p.wait(pid);
      p.env.set("X", "now");
      return p.exec(["echo", String(p.pid)]);
    },
  });
  expect((await m.run(["main"])).output).toBe("7 \n1\n");
});

test("a pipe carries bytes in order, ends when the last writer is gone, and breaks with SIGPIPE", async () => {
  const m = testMachine({
    cat,
    yes: async (p) => {
      for (;;) await p.write(1, "y\n".repeat(3000));
    },
    head: async (p) => {
      await p.write(2, `${(await p.read(0, 4))?.length}\n`);
      return 0;
    },
    main: async (p) => {
      const [r, w] = p.pipe();
      const yes = p.spawn(["yes"], { fds: { 0: 0, 1: w, 2: 2 } });
      const head = p.spawn(["head"], { fds: { 0: r, 1: 1, 2: 2 } });
      p.close(r);
      p.close(w);
      await p.wait(head);
      await p.write(1, `${JSON.stringify((await p.wait(yes))?.status)}\n`);
      return 0;
    },
  });
  expect((await m.run(["main"])).output).toBe('4\n{"kind":"signaled","signal":13}\n');
});

test("two waiting calls at once on one thread are refused", async () => {
  const m = testMachine({
    main: async (p) => {
      const first = p.sleep(SECOND);
      await p.sleep(SECOND).catch((e: Error) => {
        void first;
        throw e;
      });
      return 0;
    },
  });
  const { output } = await m.run(["main"]);
  expect(output).toMatch(/^drydock: main: Error: two waiting calls at once on one thread/);
});

test("poll gives the descriptor that can be read, or nothing at the timeout", async () => {
  const m = testMachine({
    main: async (p) => {
      const [a, toA] = p.pipe();
      const [b, toB] = p.pipe();
      p.fork(async (c) => {
        await c.sleep(2 * SECOND);
        await c.write(toB, "x");
        return 0;
      });
      p.close(toB);
      const first = await p.poll([a, b], SECOND);
      const second = (await p.poll([a, b])) === b;
      await p.read(b);
      p.close(toA);
      const third = (await p.poll([a, b])) === a;
      await p.write(1, `${first} ${second} ${third} ${await p.read(b)}\n`);
      return 0;
    },
  });
  expect((await m.run(["main"])).output).toBe("undefined true true null\n");
});

test("a fork bomb runs into its limit and leaves the machine usable", async () => {
  const m = testMachine({
    bomb: async (p) => {
      for (;;) {
        try {
          p.spawn(["bomb"]);
        } catch {}
        await p.tick();
      }
    },
    echo,
    shell: async (p) => {
      const before = p.now();
      for (let i = 0; i < 20; i++) {
        p.spawn(["echo", "hi"]);
        await p.wait(-1);
      }
      await p.write(1, `${p.now() - before < SECOND}\n`);
      return 0;
    },
  });
  const { pids, process } = m.start(["bomb"]);
  await m.kernel.run(() => m.kernel.now() > START + SECOND);
  expect(pids.processes().length).toBe(1000);
  expect((await m.run(["shell"])).output).toBe(`${"hi\n".repeat(20)}true\n`);
  process.signal(SIGNALS.SIGKILL);
  await m.kernel.run();
  expect(pids.processes().length).toBe(0);
});

test("orphans go to process 1 and stay zombies until it waits", async () => {
  const m = testMachine({
    sleep,
    parent: async (p) => {
      p.spawn(["sleep", "1"]);
      return 0;
    },
    main: async (p) => {
      const pid = p.spawn(["parent"]);
      await p.wait(pid);
      await p.sleep(2 * SECOND);
      const list = p.processes().map((i) => `${i.pid} ${i.ppid} ${i.state} ${i.comm}`);
      await p.write(1, `${list.join("\n")}\n`);
      const ended = await p.wait(-1);
      await p.write(1, `${ended?.pid} ${p.processes().length}\n`);
      return 0;
    },
  });
  expect((await m.run(["main"])).output).toBe("1 0 R main\n8 1 Z sleep\n8 1\n");
});

test("too many processes: EAGAIN, and the machine goes on", async () => {
  const m = testMachine({
    sleep,
    main: async (p) => {
      let count = 0;
      try {
        for (;;) {
          p.spawn(["sleep", "1"]);
          count++;
        }
      } catch (e) {
        await p.write(1, `${count} ${isErrno(e) ? e.code : e}\n`);
      }
      return 0;
    },
  });
  expect((await m.run(["main"], { limits: { pids: 20 } })).output).toBe("19 EAGAIN\n");
});

test("past the memory limit the biggest process is killed", async () => {
  const m = testMachine({
    main: async (p) => {
      for (let size = 1; ; size++) {
        p.setMemory(size * 1024 ** 2);
        await p.tick();
      }
    },
  });
  expect(await m.run(["main"], { limits: { memory: 64 * 1024 ** 2 } })).toEqual({
    status: { kind: "signaled", signal: 9, oomKilled: true },
    output: "",
  });
});

test("a CPU quota holds a busy namespace to its share of time; others go on", async () => {
  const m = testMachine({
    busy: async (p) => {
      while (p.uptime() < SECOND) await p.tick();
      return 0;
    },
  });
  const { process, pids } = m.start(["busy"], { limits: { cpu: { quota: 25_000, period: 100_000 } } });
  await m.kernel.run(() => process.status !== undefined);
  const share = m.kernel.usage(pids).cpu / (m.kernel.now() - START);
  expect(share).toBeGreaterThan(0.24);
  expect(share).toBeLessThan(0.26);
});

test("ps: the command of a script is its own name; users by the process's own /etc/passwd", async () => {
  const m = testMachine({ sleep });
  m.files.writeFile("/tmp/job", "#!/bin/sleep 1\n", 0o755);
  const { process } = m.start(["/tmp/job"], { credentials: { uid: 1000, gid: 1000, groups: [] } });
  expect(process.info()).toEqual({
    pid: process.pid,
    ppid: process.pid - 1,
    pgid: process.pid,
    sid: process.pid,
    uid: 1000,
    gid: 1000,
    user: "student",
    tty: "?",
    state: "R",
    argv: ["/bin/sleep", "1", "/tmp/job"],
    comm: "job",
    startTime: START,
    cpuTime: 0,
    rss: 335_872,
  });
});
