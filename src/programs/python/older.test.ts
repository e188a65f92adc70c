import { expect, test } from "vitest";
import { nodeMachine } from "../node/testing/machine.ts";
import { moved } from "./older-lines.ts";

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

test("a library file's lines stand where tracebacks showed them; its code is the same", async () => {
  const { stderr } = await program(`from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
def missing():
    return Path("none.txt").read_text()
ThreadPoolExecutor().submit(missing).result()
`);
  expect(stderr).toBe(`Traceback (most recent call last):
  File "/app/a.py", line 5, in <module>
    ThreadPoolExecutor().submit(missing).result()
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~^^
  File "/usr/lib/python3.13/concurrent/futures/_base.py", line 449, in result
    return self.__get_result()
           ~~~~~~~~~~~~~~~~~^^
  File "/usr/lib/python3.13/concurrent/futures/_base.py", line 401, in __get_result
    raise self._exception
  File "/usr/lib/python3.13/concurrent/futures/thread.py", line 59, in run
    result = self.fn(*self.args, **self.kwargs)
  File "/app/a.py", line 4, in missing
    return Path("none.txt").read_text()
           ~~~~~~~~~~~~~~~~~~~~~~~~~~^^
  File "/usr/lib/python3.13/pathlib/_local.py", line 548, in read_text
    return PathBase.read_text(self, encoding, errors, newline)
           ~~~~~~~~~~~~~~~~~~^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  File "/usr/lib/python3.13/pathlib/_abc.py", line 632, in read_text
    with self.open(mode='r', encoding=encoding, errors=errors, newline=newline) as f:
         ~~~~~~~~~^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  File "/usr/lib/python3.13/pathlib/_local.py", line 539, in open
    return io.open(self, mode, buffering, encoding, errors, newline)
           ~~~~~~~^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
FileNotFoundError: [Errno 2] No such file or directory: 'none.txt'
`);
});

test("empty lines come in, what says nothing goes, a statement comes behind the one before", () => {
  const all = Array.from({ length: 12 }, (_, n) => (n % 2 ? "  b = 2" : "  a = 1"));
  expect(moved("3+2 5-1 7;2 10,1", all).split("\n")).toEqual([
    "  a = 1",
    "  b = 2",
    "",
    "",
    "  a = 1",
    "  b = 2",
    "  b = 2; a = 1; b = 2",
    "  a = 1 b = 2",
    "  a = 1",
    "  b = 2",
  ]);
});

test("typing's unions, sizes and what could not be raised are shown as they were", async () => {
  const { stdout, stderr } = await program(`import sys, os
from typing import Optional, Union, List, get_args, get_origin
print(Optional[int], Union[int, str, None], List[int] | None, int | None, Union[int], Union[int, Union[int, str]])
print(Optional[int] == (int | None), isinstance(3, Optional[int]), get_args(Optional["X"]), get_origin(Optional[int]) is Union)
print([sys.getsizeof(x) for x in (0, 1.5, "abc", "é", [], [1, 2], (), {}, {"a": 1}, {1: 1}, {1}, range(1000))])
def g():
    try: yield
    finally: raise KeyError("x")
it = g(); next(it); del it
os.environ["NONE"]
`);
  expect(
    stdout,
  ).toBe(`typing.Optional[int] typing.Union[int, str, NoneType] typing.Optional[typing.List[int]] int | None <class 'int'> typing.Union[int, str]
True True (ForwardRef('X'), <class 'NoneType'>) True
[28, 24, 44, 61, 56, 72, 40, 64, 184, 224, 216, 48]
`);
  expect(stderr.replace(/0x[0-9a-f]+/, "ADDRESS")).toBe(`Exception ignored in: <generator object g at ADDRESS>
Traceback (most recent call last):
  File "/app/a.py", line 8, in g
    finally: raise KeyError("x")
KeyError: 'x'
Traceback (most recent call last):
  File "/app/a.py", line 10, in <module>
    os.environ["NONE"]
    ~~~~~~~~~~^^^^^^^^
  File "<frozen os>", line 717, in __getitem__
KeyError: 'NONE'
`);
});

test("an interrupt of a while loop is shown where its condition stands", async () => {
  const { stderr, status } = await program(`import signal
signal.setitimer(signal.ITIMER_REAL, 0.05)
signal.signal(signal.SIGALRM, signal.default_int_handler)
def spin(n):
    while n >= 0:
        n += 1
spin(0)
`);
  expect(stderr).toBe(`Traceback (most recent call last):
  File "/app/a.py", line 7, in <module>
    spin(0)
    ~~~~^^^
  File "/app/a.py", line 5, in spin
    while n >= 0:
          ^^^^^^
KeyboardInterrupt
`);
  expect(status).toBe(130);
});
