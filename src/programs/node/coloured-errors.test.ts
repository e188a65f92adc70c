import { expect, test } from "vitest";
import { nodeMachine } from "./testing/machine.ts";

// As Node 20.20.2 prints them on a terminal: its own calls are grey, the working folder is too, a package's name is underlined.

const grey = (text: string) => `\u001b[90m${text}\u001b[39m`;
const own = (call: string) => grey(`    at ${call}`);
const LOADER = [
  own("Module._compile (node:internal/modules/cjs/loader:1521:14)"),
  own("Module._extensions..js (node:internal/modules/cjs/loader:1623:10)"),
  own("Module.load (node:internal/modules/cjs/loader:1266:32)"),
  own("Module._load (node:internal/modules/cjs/loader:1091:12)"),
  own("Function.executeUserEntryPoint [as runMain] (node:internal/modules/run_main:164:12)"),
  own("node:internal/main/run_main_module:28:49"),
];

const run = async (text: string, env: Record<string, string> = {}) => {
  const files = {
    "a.js": text,
    "node_modules/pk/index.js": 'module.exports = function boom() { throw new Error("in pkg"); }\n',
  };
  const { stdout } = await nodeMachine().run({ argv: ["node", "a.js"], files, env, keys: [] });
  return stdout.replaceAll("\r\n", "\n").split("\n");
};

test("an error that nobody catches", async () => {
  expect(await run('require("pk")();\n')).toEqual([
    "/app/node_modules/pk/index.js:1",
    'module.exports = function boom() { throw new Error("in pkg"); }',
    "                                   ^",
    "",
    "Error: in pkg",
    `    at boom ${grey("(/app/")}node_modules/\u001b[4mpk\u001b[24m/index.js:1:42${grey(")")}`,
    `    at Object.<anonymous> ${grey("(/app/")}a.js:1:14${grey(")")}`,
    ...LOADER,
    "",
    "Node.js v20.20.2",
    "",
  ]);
});

test("an error event that nobody hears", async () => {
  expect(await run('require("net").connect(1);\n')).toEqual([
    "node:events:502",
    "      throw er; // Unhandled 'error' event",
    "      ^",
    "",
    "Error: connect ECONNREFUSED 127.0.0.1:1",
    own("TCPConnectWrap.afterConnect [as oncomplete] (node:net:1611:16)"),
    "Emitted 'error' event on Socket instance at:",
    own("emitErrorNT (node:internal/streams/destroy:169:8)"),
    own("emitErrorCloseNT (node:internal/streams/destroy:128:3)"),
    `${own("process.processTicksAndRejections (node:internal/process/task_queues:82:21)")} {`,
    "  errno: \u001b[33m-111\u001b[39m,",
    "  code: \u001b[32m'ECONNREFUSED'\u001b[39m,",
    "  syscall: \u001b[32m'connect'\u001b[39m,",
    "  address: \u001b[32m'127.0.0.1'\u001b[39m,",
    "  port: \u001b[33m1\u001b[39m",
    "}",
    "",
    "Node.js v20.20.2",
    "",
  ]);
});

test("without colours where none are wanted", async () => {
  expect(await run("throw { a: 1 };\n", { NO_COLOR: "1" })).toEqual([
    "",
    "/app/a.js:1",
    "throw { a: 1 };",
    "^",
    "{ a: 1 }",
    "",
    "Node.js v20.20.2",
    "",
  ]);
});
