import { expect, test } from "vitest";
import { nodeMachine, type Run } from "./testing/machine.ts";

// Calls that stop a program in the middle of synchronous code.

const run = (script: string, more: Partial<Run> = {}) =>
  nodeMachine().run({ argv: ["node", "main.js"], files: { "main.js": script }, ...more });

test("each thing that was done before a stop is done once", async () => {
  const m = nodeMachine();
  const script = `
const fs = require("fs");
const { execSync } = require("child_process");
fs.appendFileSync("log", "a");
console.log(execSync("cat log; echo b >> log").toString());
fs.appendFileSync("log", "c");
console.log(execSync("cat log").toString());
setTimeout(() => {
  fs.appendFileSync("log", "d");
  console.log(JSON.stringify(execSync("cat log", { encoding: "utf8" })), Math.random() === Math.random());
}, 10);
`;
  const got = await m.run({ argv: ["node", "main.js"], files: { "main.js": script } });
  expect(got).toEqual({ stdout: 'a\nab\nc\n"ab\\ncd" false\n', stderr: "", status: 0 });
});

test("time passes while a program is stopped, and only then", async () => {
  const got = await run(`
const { execSync } = require("child_process");
const t = Date.now();
execSync("sleep 2");
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
const span = Date.now() - t;
console.log(span >= 2500 && span < 2600, Atomics.add(new Int32Array([1]), 0, 2));
`);
  expect(got).toEqual({ stdout: "true 1\n", stderr: "", status: 0 });
});

test("standard input is read synchronously: byte by byte, to its end, and what is left by a stream", async () => {
  const got = await run(
    `
const fs = require("fs");
const b = Buffer.alloc(1);
let line = "";
while (fs.readSync(0, b, 0, 1) === 1 && b[0] !== 10) line += b;
console.log(line);
process.stdin.on("data", (d) => console.log(JSON.stringify(String(d))));
`,
    { stdin: "one two\nthree\n" },
  );
  expect(got).toEqual({ stdout: 'one two\n"three\\n"\n', stderr: "", status: 0 });
});

test("a program asks at a terminal and goes on with what is typed", async () => {
  const got = await run(
    `
const fs = require("fs");
process.stdout.write("name? ");
const b = Buffer.alloc(100);
const n = fs.readSync(0, b);
console.log("hi " + b.toString("utf8", 0, n).trim());
`,
    { keys: ["Ann\r"] },
  );
  expect(got).toEqual({ stdout: "name? Ann\r\nhi Ann\r\n", stderr: "", status: 0 });
});

test("ES modules, -e, standard input and functions that other files name stop as well", async () => {
  const m = nodeMachine();
  const files = {
    "a.mjs": `import { execSync } from "node:child_process"; import { say } from "./b.mjs"; say(execSync("echo esm"));`,
    "b.mjs": `export const say = (x) => console.log(String(x).trim());`,
    "c.js": `require("./lib/run")("echo lib");`,
    "lib/run.js": `const cp = require("child_process"); module.exports = (c) => cp.execSync(c, { stdio: "inherit" });`,
  };
  const out = async (argv: readonly string[], stdin = "") => (await m.run({ argv, files, stdin })).stdout;
  expect(await out(["node", "a.mjs"])).toBe("esm\n");
  expect(await out(["node", "c.js"])).toBe("lib\n");
  expect(await out(["node", "-p", "child_process.execSync('echo e')+1"])).toBe("e\n1\n");
  expect(await out(["node"], "console.log(require('child_process').spawnSync('false').status)")).toBe("1\n");
});

test("a program whose files do not name such a call is told so", async () => {
  const got = await run(`try { require("child_process")["exec" + "Sync"]("ls") } catch (e) { console.log(e.message) }`);
  expect(got.stdout).toBe("drydock: execSync is simulated only in a program whose own files name it\n");
});

test("SIGKILL ends a program that is stopped, and its limits end its child", async () => {
  const m = nodeMachine();
  const it = m.start({
    argv: ["node", "main.js"],
    files: { "main.js": `console.log("up"); require("child_process").execSync("sleep 100"); console.log("never");` },
  });
  await m.kernel.run(() => it.stdout() === "up\n");
  it.process.signal(9);
  await m.kernel.run(() => it.process.status !== undefined);
  expect(it.stdout()).toBe("up\n");
  const limited = await run(`
const { spawnSync } = require("child_process");
const a = spawnSync("sleep", ["100"], { timeout: 50 });
console.log(a.error.code, a.signal, a.status);
const b = spawnSync("yes", [], { maxBuffer: 5, encoding: "latin1" });
console.log(b.error.code, JSON.stringify(b.stdout));
`);
  expect(limited).toEqual({ stdout: 'ETIMEDOUT SIGTERM null\nENOBUFS "y\\ny\\ny"\n', stderr: "", status: 0 });
});
