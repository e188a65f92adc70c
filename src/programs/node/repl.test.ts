import { expect, test } from "vitest";
import { nodeMachine } from "./testing/machine.ts";

// Ctrl-C while what was typed at the prompt runs: the terminal makes a SIGINT of it, and only that line ends.

const BANNER = 'Welcome to Node.js v20.20.2.\r\nType ".help" for more information.\r\n';
const PROMPT = "\u001b[1G\u001b[0J> \u001b[3G";
const grey = (text: string) => `\u001b[90m${text}\u001b[39m`;
const yellow = (text: string) => `\u001b[33m${text}\u001b[39m`;
const CODE = "code: \u001b[32m'ERR_SCRIPT_EXECUTION_INTERRUPTED'\u001b[39m";
const INTERRUPTED = [
  "Uncaught Error: Script execution was interrupted by `SIGINT`",
  ...[
    "ContextifyScript.runInThisContext (node:vm:137:12)",
    "REPLServer.defaultEval (node:repl:595:22)",
    "bound (node:domain:433:15)",
    "REPLServer.runBound [as eval] (node:domain:444:12)",
    "REPLServer.onLine (node:repl:924:10)",
    "REPLServer.emit (node:events:536:35)",
    "REPLServer.emit (node:domain:489:12)",
    "[_onLine] [as _onLine] (node:internal/readline/interface:419:12)",
    "[_line] [as _line] (node:internal/readline/interface:896:18)",
  ].map((frame, i) => grey(`    at ${frame}`) + (i === 8 ? " {" : "")),
  `  ${CODE}`,
  "}",
  "",
].join("\r\n");
const EXIT = `${PROMPT}.exit\r\r\n`;

const typed = (...lines: readonly string[]) =>
  nodeMachine().run({ argv: ["node"], keys: [...lines.map((l) => (l === "\x03" ? l : `${l}\r`)), ".exit\r"] });

test("a busy loop ends, and the prompt has all its variables", async () => {
  expect(await typed("var n = 5", "while (true) n++", "\x03", "n > 5")).toEqual({
    stdout: `${BANNER}${PROMPT}var n = 5\r\r\n${grey("undefined")}\r\n${PROMPT}while (true) n++\r\r\n^C${INTERRUPTED}${PROMPT}n > 5\r\r\n${yellow("true")}\r\n${EXIT}`,
    stderr: "",
    status: 0,
  });
});

test("no code of the loop's catches it", async () => {
  const line = "try { for (;;); } catch { console.log(1) } finally { console.log(2) }";
  expect((await typed(line, "\x03")).stdout).toBe(`${BANNER}${PROMPT}${line}\r\r\n^C${INTERRUPTED}${EXIT}`);
});

test("a call that waits ends as well, and what was typed before it is there", async () => {
  const line = 'require("child_process").execSync("sleep 100")';
  expect((await typed("a = 1", line, "\x03", "a")).stdout).toBe(
    `${BANNER}${PROMPT}a = 1\r\r\n${yellow("1")}\r\n${PROMPT}${line}\r\r\n^C${INTERRUPTED}${PROMPT}a\r\r\n${yellow("1")}\r\n${EXIT}`,
  );
});

test("the wait for a promise ends without a trace", async () => {
  const line = "await new Promise(() => {})";
  expect((await typed(line, "\x03", "1")).stdout).toBe(
    `${BANNER}${PROMPT}${line}\r\r\nUncaught:\r\n[Error [ERR_SCRIPT_EXECUTION_INTERRUPTED]: Script execution was interrupted by \`SIGINT\`] {\r\n  ${CODE}\r\n}\r\n${PROMPT}1\r\r\n${yellow("1")}\r\n${EXIT}`,
  );
});

test("lines that were typed ahead run when the one before has ended", async () => {
  expect((await nodeMachine().run({ argv: ["node"], keys: ["a = 1\ra + 1\r", ".exit\r"] })).stdout).toBe(
    `${BANNER}${PROMPT}a = 1\r\r\n${yellow("1")}\r\n${PROMPT}a + 1\r\r\n${yellow("2")}\r\n${EXIT}`,
  );
});
