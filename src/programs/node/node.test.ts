import { expect, test } from "vitest";
import { statusCode } from "../../kernel/signal.ts";
import { nodeMachine, type Run } from "./testing/machine.ts";

const run = (script: string, more: Partial<Run> = {}) =>
  nodeMachine().run({ argv: ["node", "main.js"], files: { "main.js": script }, ...more });

const SERVER = `const http = require("http");
http.createServer((req, res) => res.end("hi\\n")).listen(80, () => console.log("up"));
`;

async function stopAfterStart(script: string) {
  const m = nodeMachine();
  const it = m.start({ argv: ["node", "main.js"], files: { "main.js": script } });
  await m.kernel.run(() => it.stdout().includes("up"));
  it.process.signal(15);
  const since = m.kernel.now();
  await m.kernel.run(() => it.process.status !== undefined || m.kernel.now() - since > 10_000_000);
  return { status: it.process.status && statusCode(it.process.status), stdout: it.stdout() };
}

test("PID 1 without a handler ignores SIGTERM; with one it ends as the handler says", async () => {
  const keep = "setInterval(() => {}, 1000);";
  expect(await stopAfterStart(SERVER + keep)).toEqual({ status: undefined, stdout: "up\n" });
  const handled = `process.on("SIGTERM", () => { console.log("closing"); process.exit(0); });`;
  expect(await stopAfterStart(SERVER + keep + handled)).toEqual({ status: 0, stdout: "up\nclosing\n" });
});

test("a turn that spins keeps the process at 100 % CPU until SIGKILL; the machine goes on", async () => {
  const m = nodeMachine();
  const it = m.start({ argv: ["node", "-e", "console.log('before'); while (true) {}"] });
  const since = m.kernel.now();
  await m.kernel.run(() => m.kernel.now() - since > 5_000_000);
  expect(it.stdout()).toBe("before\n");
  it.process.signal(9);
  await m.kernel.run(() => it.process.status !== undefined);
  expect(it.process.status && statusCode(it.process.status)).toBe(137);
}, 20_000);

/** What a shell with a program in it prints, of which nothing waits. */
const shell = async (line: string, script: string) => {
  const m = nodeMachine();
  const before = m.kernel.now();
  const r = await m.run({ argv: ["sh", "-c", line], files: { "main.js": script, "main.mjs": script } });
  return { ...r, seconds: (m.kernel.now() - before) / 1e6 };
};

test("a signal ends a loop at once, wherever it stands, and others run meanwhile", async () => {
  const kill = (command: string) => `${command} & sleep 0.2; cat out; kill -TERM $!; wait $!; echo $?`;
  const loop = "console.log('up'); while (true) {}";
  for (const command of [
    "node main.js > out",
    "node main.mjs > out",
    'node -e "$(cat main.js)" > out',
    "node -e \"setTimeout(() => require('./main.js'))\" > out",
    "node -e \"Promise.resolve().then(() => import('./main.mjs'))\" > out",
  ]) {
    const { stdout, seconds } = await shell(kill(command), loop);
    expect([command, stdout]).toEqual([command, "up\n143\n"]);
    expect(seconds).toBeLessThan(0.4);
  }
});

test("a handler never runs in a blocked loop: the signal is lost on it, and Ctrl-C as well", async () => {
  const script = "process.on('SIGINT', () => console.log('handled')); console.log('up'); while (true) {}";
  const it = "node main.js > out & sleep 0.2; kill -INT $!; sleep 0.2; cat out; kill -TERM $!; wait $!; echo $?";
  expect((await shell(it, script)).stdout).toBe("up\n143\n");
});

test("Ctrl-C at the terminal ends the loop in the foreground, not the shell", async () => {
  const r = await nodeMachine().run({
    argv: ["sh"],
    files: { "main.js": "console.log('up'); for (;;) {}" },
    keys: ["node main.js\r", "\x03", "echo $?\r", "\x04"],
  });
  expect(r.stdout.replace(/.*(?=up)/s, "")).toBe("up\r\n^C\r\n# echo $?\r\n130\r\n# \r\n");
});

test("a long computation comes to its end, and what it prints on the way is there at once", async () => {
  const script = "console.log('a'); let n = 0; for (let i = 0; i < 6e7; i++) n += i; console.log(n);";
  const { stdout } = await shell("node main.js > out & sleep 0.1; cat out; wait; cat out", script);
  expect(stdout).toBe("a\na\n1799999970000000\n");
}, 60_000);

test("a busy wait on the clock ends when its time has come", async () => {
  const r = await run("const t = Date.now(); while (Date.now() - t < 2000) {} console.log(Date.now() - t >= 2000);");
  expect(r).toEqual({ stdout: "true\n", stderr: "", status: 0 });
});

test("a heap without end is Node's own fatal error", async () => {
  const r = await run("const l = []; for (;;) l.push(new Array(10000).fill(l.length));");
  expect(r.status).toBe(134);
  expect(r.stderr).toContain("JavaScript heap out of memory");
}, 120_000);

test("nothing of the host is in reach, and tampering with prototypes stays inside", async () => {
  const r = await run(`
Object.prototype.polluted = 1; Array.prototype.push = () => { throw new Error("mine") };
console.log(typeof window, typeof document, typeof WebAssembly, typeof importScripts, Object.keys(process.binding ? {} : {}).length);
`);
  expect(r.stdout).toBe("undefined undefined undefined undefined 0\n");
  expect(({} as Record<string, unknown>)["polluted"]).toBe(undefined);
});

test("what nests deeper than the host's own stack ends the program as deep recursion does, and nothing else", async () => {
  const m = nodeMachine();
  const nested = "let d = []; for (let i = 0; i < 1e5; i++) d = [d]; JSON.stringify(d);";
  const deep = await m.run({ argv: ["node", "-e", nested] });
  expect(deep.status).toBe(1);
  expect(deep.stderr).toContain("Maximum call stack size exceeded");
  expect(await m.run({ argv: ["node", "-p", "1 + 1"] })).toEqual({ stdout: "2\n", stderr: "", status: 0 });
}, 60_000);

test("a text that grows beyond all bounds is a RangeError", async () => {
  const script = "let s = 'x'; try { for (;;) s += s; } catch (e) { console.log(e instanceof RangeError, e.message); }";
  const r = await nodeMachine().run({ argv: ["node", "-e", script] });
  expect(r).toEqual({ stdout: "true Invalid string length\n", stderr: "", status: 0 });
});

test("nested calls are as many as on Node's own stack, whatever stands between them; one too many is a RangeError", async () => {
  const r = await run(`
const depth = (f) => { let n = 0; try { f(() => { n++; }) } catch (e) { return e instanceof RangeError && e.message === "Maximum call stack size exceeded" && n } };
const simple = (count) => { count(); simple(count); };
class Tree { visit(count) { count(); return [1].map(() => this.visit(count)); } }
const generator = function* (count) { count(); yield* generator(count); };
const tried = [simple, (c) => new Tree().visit(c), (c) => [...generator(c)], (c) => { const o = { toJSON() { c(); return JSON.stringify(o); } }; JSON.stringify(o); }];
console.log(tried.map(depth).map((n, i) => n > [9000, 2500, 2500, 1500][i]));
const down = (n) => (n === 0 ? "down" : down(n - 1));
console.log(down(5000), [2, 1].sort((a, b) => (down(3000), a - b)));
Promise.resolve().then(() => down(5000)).then(console.log);
`);
  expect(r).toEqual({ stdout: "[ true, true, true, true ]\ndown [ 1, 2 ]\ndown\n", stderr: "", status: 0 });
});

test("a program that kills itself, and one whose children do, end by the signal", async () => {
  const m = nodeMachine();
  const got = await m.run({
    argv: ["sh", "-c", 'node -e "process.kill(process.pid)"; echo $?; node -e "process.abort()"; echo $?'],
  });
  expect(got.stdout).toBe("143\n134\n");
});

test("local time is the container's, whatever the host's is", async () => {
  const script = "const d = new Date(1710000000000); console.log(d.getHours(), d.getTimezoneOffset(), String(d))";
  const at = (env: Record<string, string>) => run(script, { env });
  expect((await at({})).stdout).toBe("16 0 Sat Mar 09 2024 16:00:00 GMT+0000 (Coordinated Universal Time)\n");
  expect((await at({ TZ: "KST-9" })).stdout).toContain("1 -540 Sun Mar 10 2024 01:00:00 GMT+0900");
});

test("whoever awaits stands in the stack of what failed, and a store stays, whatever the awaited expression is", async () => {
  const script = `
const { AsyncLocalStorage } = require("async_hooks");
const als = new AsyncLocalStorage();
const v = async (x) => x, o = { v, deep: { f: () => v(v) }, await: 1 };
async function all(a) {
  const out = [await v(1), await o.v(2), await o["v"](3), await (await o.deep.f())(4), -(await v(5)), await o?.v?.(6), typeof await v(""), !await v(0)];
  out.push(\`\${await v(7)}\`, await (async () => 8)(), await new Promise((r) => r(9)), await (async function () { return /[)}]/.test(")"); })(), await [10][0], await class { static x = 11 }.x, o.await);
  const s = await v\`t\`; out.push(s[0]); for await (const x of [12]) out.push(x);
  await v(1)
  return [out, als.getStore()]; // await in a comment, "await in a string"
}
als.run("kept", () => all()).then(console.log).then(async () => {
  const fails = async function fails() { await 0; throw new Error("late"); };
  class Jobs { async run() { try { await fails(); } finally { console.log("finally"); } } }
  try { await new Jobs().run(); } catch (e) { console.log(e.stack); }
});
`;
  const { stdout, stderr } = await run(script);
  expect(stderr).toBe("");
  expect(stdout).toBe(`[
  [
    1,        2,    3,
    4,        -5,   6,
    'string', true, '7',
    8,        9,    true,
    10,       11,   1,
    't',      12
  ],
  'kept'
]
finally
Error: late
    at fails (/app/main.js:13:57)
    at async Jobs.run (/app/main.js:14:36)
    at async /app/main.js:15:9
`);
});
