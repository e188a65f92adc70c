import { expect, test } from "vitest";
import { nodeMachine } from "./testing/machine.ts";

// What a program does to the engine's own objects is its own affair: Node goes on with what they were.

const run = (script: string) => nodeMachine().run({ argv: ["node", "main.js"], files: { "main.js": script } });

test.each([
  ["process", 'globalThis.process = null; setTimeout(() => console.log("b"), 5); console.log("a");', "a\nb\n"],
  [
    "a promise's class",
    'globalThis.Promise = null; require("fs").promises.readFile("main.js").then((d) => console.log(d.length > 9));',
    "true\n",
  ],
  [
    "methods of arrays",
    "for (const k of ['map', 'join', 'forEach', 'slice', 'push']) Array.prototype[k] = null; console.log({ a: [1, 2], b: 'x' }, new Map([[1, 2]]));",
    "{ a: [ 1, 2 ], b: 'x' } Map(1) { 1 => 2 }\n",
  ],
  [
    "functions of Object and JSON",
    'Object.keys = null; Object.defineProperty = null; JSON.stringify = null; console.log({ a: 1 }); console.log("%s %d", "x", 5);',
    "{ a: 1 }\nx 5\n",
  ],
  [
    "the classes that messages need",
    "Map = null; Set = null; Error = null; Number = null; String = null; try { null.x } catch (e) { console.log(e.message) } console.log({ c: 1.5 });",
    "Cannot read properties of null (reading 'x')\n{ c: 1.5 }\n",
  ],
  [
    "console's own method, which the others print with",
    'const { log } = console; console.log = (...a) => log("LOG", ...a); console.count();',
    "LOG default: 1\n",
  ],
])("%s", async (_what, script, stdout) => {
  expect(await run(script)).toEqual({ stdout, stderr: "", status: 0 });
});

test("an error that nobody catches is shown in any case", async () => {
  expect(
    await run(
      'String.prototype.split = () => { throw new Error("x") }; RegExp.prototype.exec = null; throw new Error("boom");',
    ),
  ).toEqual({
    stdout: "",
    stderr: `/app/main.js:1
String.prototype.split = () => { throw new Error("x") }; RegExp.prototype.exec = null; throw new Error("boom");
                                                                                       ^

Error: boom
    at Object.<anonymous> (/app/main.js:1:94)
    at Module._compile (node:internal/modules/cjs/loader:1521:14)
    at Module._extensions..js (node:internal/modules/cjs/loader:1623:10)
    at Module.load (node:internal/modules/cjs/loader:1266:32)
    at Module._load (node:internal/modules/cjs/loader:1091:12)
    at Function.executeUserEntryPoint [as runMain] (node:internal/modules/run_main:164:12)
    at node:internal/main/run_main_module:28:49

Node.js v20.20.2
`,
    status: 1,
  });
});
