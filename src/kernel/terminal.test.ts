import { expect, test } from "vitest";
import { decode, encode } from "../std/text.ts";
import { SECOND } from "../std/time.ts";
import type { Program } from "./process.ts";
import { SIGNALS } from "./signal.ts";
import { COOKED, RAW } from "./terminal.ts";
import { START, type StartOptions, type TestMachine, testMachine } from "./testing/machine.ts";

/** Reads lines and shows each as JSON, up to the end of file. */
const lines: Program = async (p) => {
  for (let c = await p.read(0); c; c = await p.read(0)) await p.write(1, `${JSON.stringify(decode(c))}\n`);
  await p.write(1, "end\n");
  return 0;
};

/** Starts a program on a new terminal; what it prints is gathered. */
function onTerminal(m: TestMachine, argv: readonly string[], options: StartOptions = {}) {
  const pty = m.kernel.createPty({ columns: 80, rows: 24 });
  let screen = "";
  pty.onOutput((chunk) => {
    screen += decode(chunk);
  });
  const d = m.kernel.terminalDescription(pty);
  const fds = new Map([0, 1, 2].map((fd) => [fd, d]));
  const started = m.start(argv, { terminal: pty, fds, ...options });
  d.release();
  const settle = () => m.kernel.run(() => m.kernel.now() > START + 3600 * SECOND);
  return {
    ...started,
    pty,
    screen: () => screen,
    async type(text: string) {
      await settle();
      pty.push(encode(text));
      await settle();
    },
  };
}

async function typed(text: string): Promise<string> {
  const t = onTerminal(testMachine({ lines }), ["lines"]);
  await t.type(text);
  return t.screen();
}

test("canonical mode: lines are echoed and read whole; ^D ends", async () => {
  expect(await typed("one\rtwo\r\x04")).toBe('one\r\ntwo\r\n"one\\n"\r\n"two\\n"\r\nend\r\n');
});

test("^D behind text gives the text; on an empty line the end", async () => {
  expect(await typed("ab\x04")).toBe('ab"ab"\r\n');
  expect(await typed("\x04")).toBe("end\r\n");
});

test("editing: ^H and DEL, ^W, ^U, ^R, ^V", async () => {
  expect(await typed("abc\x7fd\r")).toBe('abc\b \bd\r\n"abd\\n"\r\n');
  expect(await typed("one two  \x17x\r")).toBe(`one two  ${"\b \b".repeat(5)}x\r\n"one x\\n"\r\n`);
  expect(await typed("abc\x15d\r")).toBe(`abc${"\b \b".repeat(3)}d\r\n"d\\n"\r\n`);
  expect(await typed("ab\x12c\r")).toBe('ab^R\r\nabc\r\n"abc\\n"\r\n');
  expect(await typed("a\x16\x03\r")).toBe('a^\b^C\r\n"a\\u0003\\n"\r\n');
});

test("a character of several bytes is erased whole; a wide one takes two columns, a control character two", async () => {
  expect(await typed("é\x7f한\x7fx\r")).toBe(`é\b \b한${"\b \b".repeat(2)}x\r\n"x\\n"\r\n`);
  expect(await typed("a\x01\x7f\r")).toBe(`a^A${"\b \b".repeat(2)}\r\n"a\\n"\r\n`);
});

test("a tab is erased as far as it reached", async () => {
  expect(await typed("abc\t\x7f\r")).toBe(`abc\t${"\b \b".repeat(5)}\r\n"abc\\n"\r\n`);
});

test("^C, ^\\ and ^Z are signals for the foreground group, and drop what was typed", async () => {
  const m = testMachine({
    main: async (p) => {
      for (const s of [SIGNALS.SIGINT, SIGNALS.SIGQUIT, SIGNALS.SIGTSTP]) p.onSignal(s, (n) => void got.push(n));
      await p.sleep(SECOND);
      p.onSignal(SIGNALS.SIGINT, "ignore");
      return lines(p);
    },
  });
  const got: number[] = [];
  const t = onTerminal(m, ["main"]);
  await m.kernel.run(() => m.kernel.steps === 1);
  t.pty.push(encode("ab\x03cd\x1cef\x1ag\r"));
  await m.kernel.run();
  expect(got).toEqual([SIGNALS.SIGINT, SIGNALS.SIGQUIT, SIGNALS.SIGTSTP]);
  expect(t.screen()).toBe('^C^\\^Zg\r\n"g\\n"\r\n');
});

test("bytes typed while nobody reads are kept; in raw mode each comes as it is, without echo", async () => {
  const m = testMachine({
    main: async (p) => {
      await p.sleep(SECOND);
      p.terminal(0)?.setMode(RAW);
      await p.write(1, `${JSON.stringify(decode((await p.read(0)) ?? new Uint8Array()))}\n`);
      await p.write(1, `${JSON.stringify(decode((await p.read(0)) ?? new Uint8Array()))}\n`);
      return 0;
    },
  });
  const t = onTerminal(m, ["main"]);
  t.pty.push(encode("ls\rpart"));
  await t.type("");
  await t.type("\r\x03");
  expect(t.screen()).toBe('ls\r\npart"ls\\npart"\n"\\r\\u0003"\n');
});

test("without echo nothing shows", async () => {
  const m = testMachine({
    main: async (p) => {
      p.terminal(0)?.setMode({ ...COOKED, echo: false });
      return lines(p);
    },
  });
  const t = onTerminal(m, ["main"]);
  await t.type("secret\r");
  expect(t.screen()).toBe('"secret\\n"\r\n');
});

test("a paste of a megabyte arrives whole; ^C behind one comes through at once", async () => {
  let size = 0;
  const count: Program = async (p) => {
    for (let c = await p.read(0); c; c = await p.read(0)) size += c.length;
    return 0;
  };
  const t = onTerminal(testMachine({ count }), ["count"]);
  await t.type(`${"x".repeat(99)}\r`.repeat(10_000));
  expect(size).toBe(1_000_000);
  const m = testMachine({
    main: async (p) => {
      p.onSignal(SIGNALS.SIGINT, () => p.exit(9));
      await p.sleep(100 * SECOND);
      return 0;
    },
  });
  const idle = onTerminal(m, ["main"]);
  await m.kernel.run(() => m.kernel.steps === 1);
  idle.pty.push(encode(`${`${"x".repeat(99)}\r`.repeat(1000)}\x03`));
  await m.kernel.run();
  expect(idle.process.status).toEqual({ kind: "exited", code: 9 });
});

test("a line longer than 4095 bytes loses the rest, with a bell for each", async () => {
  const screen = await typed(`${"x".repeat(4100)}\r`);
  expect(screen).toBe(`${"x".repeat(4095)}${"\x07".repeat(5)}\r\n"${"x".repeat(4095)}\\n"\r\n`);
});

test("jobs: the foreground group reads and gets ^C; a job in the background is stopped when it reads", async () => {
  const m = testMachine({
    lines,
    shell: async (p) => {
      for (const s of [SIGNALS.SIGTTIN, SIGNALS.SIGTTOU, SIGNALS.SIGTSTP, SIGNALS.SIGINT]) p.onSignal(s, "ignore");
      const terminal = p.controllingTerminal;
      if (!terminal) return 1;
      const defaults = new Map(
        [SIGNALS.SIGTTIN, SIGNALS.SIGTTOU, SIGNALS.SIGTSTP, SIGNALS.SIGINT].map((s) => [s, "default"] as const),
      );
      const job = p.spawn(["lines"], { pgid: 0, signals: defaults });
      const report = async () => p.write(1, `${JSON.stringify((await p.wait(job, { untraced: true }))?.status)}\n`);
      await report();
      terminal.foregroundGroup = job;
      p.kill(-job, SIGNALS.SIGCONT);
      await report();
      terminal.foregroundGroup = p.pgid;
      await p.write(1, `$ ${decode((await p.read(0)) ?? new Uint8Array())}`);
      terminal.foregroundGroup = job;
      p.kill(-job, SIGNALS.SIGCONT);
      await report();
      return 0;
    },
  });
  const t = onTerminal(m, ["shell"]);
  await t.type("hello\r");
  await t.type("\x1a");
  await t.type("again\r");
  await t.type("\x03");
  expect(t.screen()).toBe(
    [
      '{"kind":"stopped","signal":21}',
      "hello",
      '"hello\\n"',
      '^Z{"kind":"stopped","signal":20}',
      "again",
      "$ again",
      '^C{"kind":"signaled","signal":2}',
      "",
    ].join("\r\n"),
  );
});

test("a new size is told by SIGWINCH; closing the master hangs up", async () => {
  const m = testMachine({
    main: async (p) => {
      p.onSignal(SIGNALS.SIGWINCH, () => sizes.push(p.terminal(0)?.size), { restart: false });
      await p.sleep(10 * SECOND).catch(() => {});
      p.onSignal(SIGNALS.SIGHUP, () => void sizes.push("hup"));
      sizes.push(await p.read(0));
      return 4;
    },
  });
  const sizes: unknown[] = [];
  const t = onTerminal(m, ["main"]);
  await m.kernel.run(() => m.kernel.now() > START);
  t.pty.resize({ columns: 80, rows: 24 });
  t.pty.resize({ columns: 100, rows: 30 });
  await m.kernel.run();
  t.pty.close();
  await m.kernel.run();
  expect(sizes).toEqual([{ columns: 100, rows: 30 }, "hup", null]);
  expect(t.process.status).toEqual({ kind: "exited", code: 4 });
});

test("^S holds the output, ^Q lets it go on", async () => {
  const m = testMachine({
    main: async (p) => {
      await p.sleep(SECOND);
      await p.write(1, "out\n");
      return 0;
    },
  });
  const t = onTerminal(m, ["main"]);
  t.pty.push(encode("\x13"));
  await m.kernel.run();
  expect(t.screen()).toBe("");
  t.pty.push(encode("\x11"));
  await m.kernel.run();
  expect(t.screen()).toBe("out\r\n");
});

test("a thread holds the master: it reads what is printed, types, and sees the end", async () => {
  const m = testMachine({ lines });
  const pty = m.kernel.createPty({ columns: 80, rows: 24 });
  const d = m.kernel.terminalDescription(pty);
  let seen = "";
  const reading = m.kernel.thread("reader", async () => {
    for (let c = await pty.output.read(); c; c = await pty.output.read()) seen += decode(c);
  });
  const fds = new Map([0, 1, 2].map((fd) => [fd, d]));
  m.start(["lines"], { terminal: pty, fds });
  d.release();
  m.kernel.thread("keys", async () => {
    await pty.input.write(encode("hi\r"));
    await pty.input.write(encode("\x04"));
    await reading.join();
    seen += "joined";
  });
  await m.kernel.run();
  expect(seen).toBe('hi\r\n"hi\\n"\r\nend\r\njoined');
});

test("a terminal is numbered in its namespace, opened as /dev/tty and /dev/pts/0", async () => {
  const m = testMachine({
    main: async (p) => {
      const tty = await p.open("/dev/tty", { read: true, write: true });
      const pts = await p.open("/dev/pts/0", { read: true, write: true });
      await p.write(tty, `${p.terminal(tty)?.name} ${p.terminal(pts)?.name} ${p.processes()[0]?.tty}\n`);
      return 0;
    },
  });
  const pids = m.kernel.createPidNamespace();
  for (const mount of m.kernel.systemMounts(pids)) m.mounts.mount(mount);
  const t = onTerminal(m, ["main"], { pids });
  await m.kernel.run();
  expect(t.screen()).toBe("/dev/pts/0 /dev/pts/0 pts/0\r\n");
});
