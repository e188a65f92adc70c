import { expect, test } from "vitest";
import { nodeMachine } from "../node/testing/machine.ts";
import { moveLines } from "./older-lines.ts";

// The images' Pythons are older than the CPython that runs them: what 3.14 changed is as it was.

const program = (text: string) => nodeMachine().run({ argv: ["python3", "a.py"], files: { "a.py": text } });

test("exceptions are worded as 3.13 words them, by what was calculated with", async () => {
  const tried = [
    "1 % 0", "1 // 0", "1 / 0", "x / 0", "divmod(1, 0)", "0 ** -1", "names.index('cy')", "{[]: 1}", "{()} | {[]}", "math.sqrt(-1)",
    "math.log(0)", "1 in 5", "datetime.date(2023, 2, 30)", "json.dumps([{1}])", "dict([1])", "two(*'abc')", "user('must be so, got 3')",
  ]; // biome-ignore format: a list
  const { stdout } = await program(`import math, datetime, json
x, names = 1.5, ["ann"]
def two(*a): b, c = a
def user(text): raise ValueError("too many values to unpack (expected 2, got 3)")
for run in (${tried.map((code) => `lambda: ${code}`).join(", ")}):
    try: run()
    except Exception as e: print(e, *getattr(e, "__notes__", ()))
`);
  expect(stdout.split("\n")).toEqual([
    "integer modulo by zero",
    "integer division or modulo by zero",
    "division by zero",
    "float division by zero",
    "integer division or modulo by zero",
    "0.0 cannot be raised to a negative power",
    "'cy' is not in list",
    "unhashable type: 'list'",
    "unhashable type: 'list'",
    "math domain error",
    "math domain error",
    "argument of type 'int' is not iterable",
    "day is out of range for month",
    "Object of type set is not JSON serializable",
    "cannot convert dictionary update sequence element #0 to a sequence",
    "too many values to unpack (expected 2)",
    "too many values to unpack (expected 2, got 3)",
    "",
  ]);
});

test("annotations are evaluated where they stand, in a program and in what it imports; a deferred one is not", async () => {
  const machine = nodeMachine();
  const run = (text: string, files = {}) =>
    machine.run({ argv: ["python3", "a.py"], files: { "a.py": text, ...files } });
  expect(
    (await run("import os\ndef f(a: List[int]) -> int:\n    return 1\n")).stderr,
  ).toBe(`Traceback (most recent call last):
  File "/app/a.py", line 2, in <module>
    def f(a: List[int]) -> int:
             ^^^^
NameError: name 'List' is not defined. Did you mean: 'list'?
`);
  expect(
    (await run("import b\n", { "b.py": "class A:\n    n: Absent = 1\n" })).stderr,
  ).toBe(`Traceback (most recent call last):
  File "/app/a.py", line 1, in <module>
    import b
  File "/app/b.py", line 1, in <module>
    class A:
        n: Absent = 1
  File "/app/b.py", line 2, in A
    n: Absent = 1
       ^^^^^^
NameError: name 'Absent' is not defined
`);
  const deferred = "from __future__ import annotations\ndef f(a: Nope) -> int: x: Nope = 2\nprint(f.__annotations__)\n";
  expect(await run(deferred)).toEqual({ stdout: "{'a': 'Nope', 'return': 'int'}\n", stderr: "", status: 0 });
  const annotated = "import sys\ndef f(a: int) -> int:\n    print(f.__annotations__)\n    sys.exit(a)\nf(3)\n";
  expect(await run(annotated)).toEqual({
    stdout: "{'a': <class 'int'>, 'return': <class 'int'>}\n",
    stderr: "",
    status: 3,
  });
});

test("an excepted list needs its brackets, an escape that means nothing is warned of in old words, a keyword is not guessed", async () => {
  expect((await program("try:\n    pass\nexcept ValueError, e:\n    pass\n")).stderr).toBe(`  File "/app/a.py", line 3
    except ValueError, e:
           ^^^^^^^^^^^^^
SyntaxError: multiple exception types must be parenthesized
`);
  expect((await program('print("\\d")\ndef f():\n    try: pass\n    finally: return\n')).stderr).toBe(
    "/app/a.py:1: SyntaxWarning: invalid escape sequence '\\d'\n  print(\"\\d\")\n",
  );
  expect((await program("whlie True:\n    pass\n")).stderr).toBe(`  File "/app/a.py", line 1
    whlie True:
          ^^^^
SyntaxError: invalid syntax
`);
});

test("a thread's traceback has the library's lines as they stood", async () => {
  const { stderr } = await program(
    "import threading\nt = threading.Thread(target=lambda: 1 / 0)\nt.start(); t.join()\n",
  );
  expect(stderr.replace(/".*\/threading\.py"/g, '"threading.py"')).toBe(`Exception in thread Thread-1 (<lambda>):
Traceback (most recent call last):
  File "threading.py", line 1043, in _bootstrap_inner
    self.run()
    ~~~~~~~~^^
  File "threading.py", line 994, in run
    self._target(*self._args, **self._kwargs)
    ~~~~~~~~~~~~^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  File "/app/a.py", line 2, in <lambda>
    t = threading.Thread(target=lambda: 1 / 0)
                                        ~~^~~
ZeroDivisionError: division by zero
`);
});

test("a library file's lines are moved by empty lines, comments and descriptions; the rest of it stays as it is", () => {
  // json/__init__.py: line 181 stood at 179.
  const code = Array.from({ length: 175 }, (_, n) => `a${n}`);
  const moved = moveLines(
    "json/__init__.py",
    ['"""What', "it does.", '"""', "# why", "x = '#'", ...code, "here", "after"].join("\n"),
  );
  expect(moved.split("\n").slice(0, 180)).toEqual(['"""What', '"""', "x = '#'", ...code, "here", "after"]);
});
