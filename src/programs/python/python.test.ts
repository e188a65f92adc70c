import { expect, test } from "vitest";
import { nodeMachine } from "../node/testing/machine.ts";

/** A machine for each program: what it prints, and its status. */
async function run(code: string, more: Omit<Parameters<ReturnType<typeof nodeMachine>["run"]>[0], "argv"> = {}) {
  return nodeMachine().run({ argv: ["python3", "-c", code], ...more });
}

const out = (stdout: string) => ({ stdout, stderr: "", status: 0 });

test("a program prints, and its status is what it exits with", async () => {
  expect(await run("print('hi')")).toEqual(out("hi\n"));
  expect(await run("import sys; sys.exit(7)")).toEqual({ stdout: "", stderr: "", status: 7 });
  expect(await run("import sys; sys.exit('bad thing')")).toEqual({ stdout: "", stderr: "bad thing\n", status: 1 });
});

test("a traceback has the program's own file and lines, and nothing of the machine's", async () => {
  const machine = nodeMachine();
  const files = { "a.py": "def f():\n    return open('nofile')\n\nf()\n" };
  expect(await machine.run({ argv: ["python3", "a.py"], files })).toEqual({
    stdout: "",
    stderr: `Traceback (most recent call last):
  File "/app/a.py", line 4, in <module>
    f()
    ~^^
  File "/app/a.py", line 2, in f
    return open('nofile')
FileNotFoundError: [Errno 2] No such file or directory: 'nofile'
`,
    status: 1,
  });
});

test("standard input is a program, or what input() reads; its end is EOFError", async () => {
  const machine = nodeMachine();
  expect(await machine.run({ argv: ["python3"], stdin: "print(6 * 7)\n" })).toEqual(out("42\n"));
  expect(await run("print(input('? ') + '!')", { stdin: "Bob\n" })).toEqual(out("? Bob!\n"));
  expect((await run("input()")).stderr).toMatch(/EOFError: EOF when reading a line\n$/);
});

test("a version is answered, a missing program named", async () => {
  const machine = nodeMachine();
  expect(await machine.run({ argv: ["python3", "-V"] })).toEqual(out("Python 3.13.5\n"));
  expect(await machine.run({ argv: ["python3", "no.py"] })).toEqual({
    stdout: "",
    stderr: "python3: can't open file '/app/no.py': [Errno 2] No such file or directory\n",
    status: 2,
  });
});

test("files, folders and their failures are the container's, with Linux's numbers", async () => {
  const code = `
import os, errno, pathlib, shutil
pathlib.Path("a/b").mkdir(parents=True)
pathlib.Path("a/b/c.txt").write_text("héllo")
shutil.copytree("a", "z"); shutil.rmtree("a")
print(os.listdir("."), open("z/b/c.txt").read(), oct(os.stat("z/b/c.txt").st_mode))
for make in (lambda: os.mkdir("/tmp"), lambda: os.rmdir("z"), lambda: open("/tmp"), lambda: os.kill(99, 0)):
    try: make()
    except OSError as e: print(type(e).__name__, e, errno.errorcode[e.errno])
class Own(OSError):
    def __init__(self, x): super().__init__("own " + x)
print(Own("words"), OSError(2, "x").errno, os.strerror(13))
`;
  expect(await run(code)).toEqual(
    out(`['z'] héllo 0o100644
FileExistsError [Errno 17] File exists: '/tmp' EEXIST
OSError [Errno 39] Directory not empty: 'z' ENOTEMPTY
IsADirectoryError [Errno 21] Is a directory: '/tmp' EISDIR
ProcessLookupError [Errno 3] No such process ESRCH
own words 2 Permission denied
`),
  );
});

test("children run on the kernel", async () => {
  const code = `
import subprocess, os
print(subprocess.run(["echo", "hi"], capture_output=True, text=True).stdout, end="")
print(subprocess.check_output("echo $X | tr a-z A-Z", shell=True, env={"X": "abc", "PATH": os.environ["PATH"]}))
try: subprocess.run(["nope"])
except FileNotFoundError as e: print(e)
p = subprocess.Popen(["sleep", "5"]); p.terminate(); print(p.wait())
print(os.waitstatus_to_exitcode(os.system("exit 3")), os.popen("echo out").read(), end="")
`;
  expect(await run(code)).toEqual(out("hi\nb'ABC\\n'\n[Errno 2] No such file or directory: 'nope'\n-15\n3 out\n"));
});

test("signals reach their handlers, also in a busy loop", async () => {
  const code = `
import os, signal
signal.signal(signal.SIGUSR1, lambda number, frame: print("got", number))
os.kill(os.getpid(), signal.SIGUSR1)
print("after")
try: os.kill(os.getpid(), signal.SIGINT)
except KeyboardInterrupt: print("interrupted")
`;
  expect(await run(code)).toEqual(out("got 10\nafter\ninterrupted\n"));
  const loop = await run("while True: pass", { keys: ["\x03"] });
  expect(loop.status).toBe(130);
  expect(loop.stdout).toMatch(/KeyboardInterrupt/);
});

test("sockets are the simulated network's", async () => {
  const code = `
import socket
s = socket.create_server(("127.0.0.1", 9000))
c = socket.create_connection(("127.0.0.1", 9000))
a, _ = s.accept()
c.sendall(b"hello"); print(a.recv(100)); a.close(); print(c.recv(10))
try: socket.create_connection(("127.0.0.1", 9001))
except OSError as e: print(repr(e))
`;
  expect(await run(code)).toEqual(out("b'hello'\nb''\nConnectionRefusedError(111, 'Connection refused')\n"));
});

test("asyncio waits on the kernel's clock", async () => {
  const code = `
import asyncio, time
async def main():
    t = time.time()
    await asyncio.gather(*[asyncio.sleep(1) for _ in range(5)])
    print(round(time.time() - t, 1))
asyncio.run(main())
`;
  expect(await run(code)).toEqual(out("1.0\n"));
});

test("recursion and memory end in Python's own exceptions; the page cannot be reached", async () => {
  expect((await run("def f(): f()\nf()")).stderr).toMatch(/RecursionError: maximum recursion depth exceeded\n$/);
  expect((await run("x = []\nwhile 1: x.append(bytearray(50_000_000))")).stderr).toMatch(/MemoryError\n$/);
  expect((await run("import js")).stderr).toMatch(/ModuleNotFoundError: No module named 'js'\n$/);
  expect((await run("import pyodide_js")).status).toBe(1);
});

test("where WebAssembly cannot wait, one line says so", async () => {
  const kept = Reflect.get(WebAssembly, "Suspending") as unknown;
  Reflect.deleteProperty(WebAssembly, "Suspending");
  try {
    expect(await run("print(1)")).toEqual({
      stdout: "",
      stderr:
        "drydock: Python needs a browser whose WebAssembly can wait (JSPI), as Chrome and Edge can from version 137 on\n",
      status: 1,
    });
  } finally {
    Reflect.set(WebAssembly, "Suspending", kept);
  }
});

test("threads share an interpreter; locks, queues and pools wait for each other", async () => {
  const code = `
import threading, queue
from concurrent.futures import ThreadPoolExecutor
total, lock, q = 0, threading.Lock(), queue.Queue()
def add():
    global total
    for _ in range(2000):
        with lock: total += 1
threads = [threading.Thread(target=add) for _ in range(4)]
for t in threads: t.start()
for t in threads: t.join()
threading.Timer(1, q.put, ["late"]).start()
print(total, q.get(), threading.active_count() < 3)
with ThreadPoolExecutor(3) as pool: print(list(pool.map(lambda x: x * x, range(5))))
threading.Thread(target=lambda: threading.Event().wait(), daemon=True).start()
`;
  expect(await run(code)).toEqual(out("8000 late True\n[0, 1, 4, 9, 16]\n"));
});

test("what recurses through Python's own code ends in RecursionError", async () => {
  const code = `
class Same:
    def __eq__(self, other): return self == Same()
class Any:
    def __getattr__(self, name): return getattr(self, name + "x")
for runaway in (lambda: Same() == 1, lambda: Any().x, lambda: 2.0 ** 5000):
    try: runaway()
    except Exception as e: print(type(e).__name__, str(e)[:32])
`;
  expect(await run(code)).toEqual(
    out(`RecursionError maximum recursion depth exceeded
RecursionError maximum recursion depth exceeded
OverflowError (34, 'Numerical result out of ra
`),
  );
});

test("time passes alike whether the library was compiled before or not", async () => {
  const code = `
import wsgiref.simple_server, mailbox, plistlib, time
for i in range(100000): pass
print(repr(time.time()))
`;
  expect(await run(code)).toEqual(await run(code));
});

test("the same seed gives the same chance", async () => {
  const code = "import random, uuid; print(random.random(), uuid.uuid4(), hash('a'))";
  expect(await run(code)).toEqual(await run(code));
});
