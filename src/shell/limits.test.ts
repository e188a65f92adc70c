import { expect, test } from "vitest";
import type { Program } from "../kernel/process.ts";
import { GNU } from "../programs/lib/flavour.ts";
import { programTable } from "../programs/table.ts";
import { runShell } from "./testing/run-shell.ts";
import { typeAtShell } from "./testing/type-shell.ts";

const sleep: Program = async (p) =>
  (await p.load(programTable.get("sleep") ?? (() => Promise.reject(new Error("no sleep")))))(p, GNU);
const bash = (script: string, files = {}) =>
  runShell({ shell: "bash", args: ["-c", script], files, programs: { sleep } });

test("what never ends by itself is ended with one clear line", async () => {
  const ends = async (script: string, files = {}) => (await bash(script, files)).stderr;
  expect(await ends("f() { f; }; f")).toBe("environment: line 1: f: maximum function nesting level exceeded (1000)\n");
  expect(await ends(". ./s", { "/tmp/pr/s": ". ./s\n" })).toBe(
    "./s: line 1: .: ./s: maximum source nesting level exceeded (1000)\n",
  );
  expect(await ends(`e='eval "$e"'; eval "$e"`)).toBe(
    "bash: line 1: eval: maximum eval nesting level exceeded (1000)\n",
  );
  expect(await ends("x=x; echo $((x))")).toBe(
    'bash: line 1: x: expression recursion level exceeded (error token is "x")\n',
  );
  expect(await ends("x=a; while :; do x=$x$x; done")).toBe("bash: line 1: drydock: x would hold more than 16 MiB\n");
  expect(await ends("echo {1..1000000000}")).toBe("bash: line 1: brace expansion: too many words\n");
  expect(await ends(`${"(".repeat(500)}echo${")".repeat(500)}`)).toBe(
    "bash: line 1: drydock: nested too deeply (256 levels)\n",
  );
});

test("a fork bomb comes to its end and leaves the shell usable", async () => {
  const { tty } = await typeAtShell({
    argv: ["bash", "--norc"],
    hostname: "h",
    programs: { sleep },
    keys: [":(){ :|:& };:\r", "sleep 3\r", "echo alive\r", "exit\r"],
  });
  expect(tty).toContain("fork: Resource temporarily unavailable");
  expect(tty).toContain("\x1b[?2004l\ralive\r\n");
});

test("Ctrl-C ends a loop of builtins; a paste of 1 MB is one line of input", async () => {
  const paste = `: ${"x".repeat(1_000_000)}`;
  const { tty } = await typeAtShell({
    argv: ["bash", "--norc"],
    hostname: "h",
    keys: ["while :; do :; done\r", "\x03", "echo $?\r", `\x1b[200~${paste}\x1b[201~`, "\r", "echo end\r", "exit\r"],
  });
  // A row's first character is printed where the one before it is full, and once more with its own row.
  const rows = tty.replace(/\x1b\[\?2004[hl]\r?/g, "").replace(/x\rx/g, "x");
  const shown = rows.replace(paste, "PASTE");
  expect(shown).toBe(
    "bash-5.2# while :; do :; done\r\n^Cbash-5.2# echo $?\r\n130\r\nbash-5.2# PASTE\r\nbash-5.2# echo end\r\nend\r\nbash-5.2# exit\r\nexit\r\n",
  );
});

test("100,000 rounds of builtins come to their end", async () => {
  expect((await bash("i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done; echo $i")).stdout).toBe("100000\n");
});
