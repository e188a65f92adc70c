import { concat, decode, encode } from "../../std/text.ts";
import type { Library } from "./library.ts";
import { movedFiles, moveLines } from "./older-lines.ts";

/** Modules that CPython has in C and that its build for WebAssembly lacks, in Python. */
const MODULES: Readonly<Record<string, string>> = {
  "pwd.py": `
import os as _os

class struct_passwd(tuple):
    __slots__ = ()
    n_fields = n_sequence_fields = 7
    pw_name, pw_passwd, pw_uid, pw_gid, pw_gecos, pw_dir, pw_shell = [property(lambda self, i=i: self[i]) for i in range(7)]
    def __repr__(self):
        names = ("pw_name", "pw_passwd", "pw_uid", "pw_gid", "pw_gecos", "pw_dir", "pw_shell")
        return "pwd.struct_passwd(" + ", ".join(f"{n}={v!r}" for n, v in zip(names, self)) + ")"

def getpwall():
    try:
        with open("/etc/passwd") as file:
            lines = [line.rstrip("\\n").split(":") for line in file]
    except FileNotFoundError:
        return []
    return [struct_passwd((a, b, int(c), int(d), e, f, g)) for a, b, c, d, e, f, g in (x for x in lines if len(x) == 7)]

def getpwnam(name, /):
    for entry in getpwall():
        if entry.pw_name == name:
            return entry
    raise KeyError(f"getpwnam(): name not found: {name!r}")

def getpwuid(uid, /):
    for entry in getpwall():
        if entry.pw_uid == uid:
            return entry
    raise KeyError(f"getpwuid(): uid not found: {uid}")
`,
  "grp.py": `
class struct_group(tuple):
    __slots__ = ()
    gr_name, gr_passwd, gr_gid, gr_mem = [property(lambda self, i=i: self[i]) for i in range(4)]
    def __repr__(self):
        return "grp.struct_group(" + ", ".join(f"{n}={v!r}" for n, v in zip(("gr_name", "gr_passwd", "gr_gid", "gr_mem"), self)) + ")"

def getgrall():
    try:
        with open("/etc/group") as file:
            lines = [line.rstrip("\\n").split(":") for line in file]
    except FileNotFoundError:
        return []
    return [struct_group((a, b, int(c), [m for m in d.split(",") if m])) for a, b, c, d in (x for x in lines if len(x) == 4)]

def getgrnam(name, /):
    for entry in getgrall():
        if entry.gr_name == name:
            return entry
    raise KeyError(f"getgrnam(): name not found: {name!r}")

def getgrgid(id, /):
    for entry in getgrall():
        if entry.gr_gid == id:
            return entry
    raise KeyError(f"getgrgid(): gid not found: {id}")
`,
  "resource.py": `
import _drydock
import collections as _collections

RUSAGE_SELF, RUSAGE_CHILDREN = 0, -1
RLIMIT_CPU, RLIMIT_FSIZE, RLIMIT_DATA, RLIMIT_STACK, RLIMIT_CORE, RLIMIT_NPROC, RLIMIT_NOFILE, RLIMIT_AS = 0, 1, 2, 3, 4, 6, 7, 9
RLIM_INFINITY = -1
error = OSError
struct_rusage = _collections.namedtuple("struct_rusage", "ru_utime ru_stime ru_maxrss ru_ixrss ru_idrss ru_isrss ru_minflt ru_majflt ru_nswap ru_inblock ru_oublock ru_msgsnd ru_msgrcv ru_nsignals ru_nvcsw ru_nivcsw")

def getrusage(who, /):
    return struct_rusage(_drydock.cpu_time(), 0.0, _drydock.memory()[1] // 1024, *([0] * 13))

def getpagesize():
    return 4096

def getrlimit(resource, /):
    return (1048576, 1048576) if resource == RLIMIT_NOFILE else (RLIM_INFINITY, RLIM_INFINITY)

def setrlimit(resource, limits, /):
    raise OSError("drydock: resource limits of a process are not simulated")
`,
  "_sysconfigdata__linux_x86_64-linux-gnu.py": `
build_time_vars = {
    "EXT_SUFFIX": ".cpython-x86_64-linux-gnu.so", "SOABI": "cpython-x86_64-linux-gnu", "SHLIB_SUFFIX": ".so", "MULTIARCH": "x86_64-linux-gnu",
    "HOST_GNU_TYPE": "x86_64-pc-linux-gnu", "CC": "gcc", "CXX": "g++", "Py_ENABLE_SHARED": 1, "Py_GIL_DISABLED": 0, "Py_DEBUG": 0,
}
`,
};

/** Parts of the standard library that are not simulated: who imports them is told so. */
const ABSENT = "curses ctypes tkinter turtle idlelib webbrowser readline".split(" ");

/** What is put behind modules: their lines stay where they are in tracebacks. */
const ADDED: Readonly<Record<string, string>> = {
  // A connection that is refused is refused at once here: asyncio hears it from `connect`, and words it as it would later.
  "asyncio/selector_events.py": `

def _worded(connect):
    def _sock_connect(self, fut, sock, address):
        connect(self, fut, sock, address)
        error = fut.exception() if fut.done() and not fut.cancelled() else None
        if isinstance(error, OSError) and error.errno:
            error.strerror = f"Connect call failed {address}"
            error.args = (error.errno, error.strerror)
    return _sock_connect

BaseSelectorEventLoop._sock_connect = _worded(BaseSelectorEventLoop._sock_connect)
`,
  "zoneinfo/_common.py": `

def load_tzdata(key):
    import io, _drydock
    data = _drydock.zone(key)
    if data is None:
        raise ZoneInfoNotFoundError(f"No time zone found with key {key}")
    return io.BytesIO(data)
`,
  // The zones of an image's own folder are names without data: all come from the machine.
  "zoneinfo/_tzpath.py": `

def find_tzfile(key):
    _validate_tzfile_path(key)
    return None
`,
};

/** CPython's own 3.14 has what the older ones had not. */
const OLDER: Readonly<Record<string, string>> = {
  // Programs were coloured as they were typed from 3.14 on.
  "_pyrepl/utils.py": "\n\ndef gen_colors(buffer):\n    return iter(())\n",
  // What had no colour: only tracebacks had, and what is typed.
  "_colorize.py": `

default_theme = Theme(argparse=Argparse.no_colors(), unittest=Unittest.no_colors())
set_theme(default_theme)
`,
  // The main thread had a loop made for it where there was none.
  "asyncio/events.py": `

def _older_loops(policy):
    set_event_loop = policy.set_event_loop
    def mark(self, loop):
        self._local.was_set = True
        set_event_loop(self, loop)
    def get_event_loop(self):
        if self._local._loop is None and not hasattr(self._local, "was_set") and threading.current_thread() is threading.main_thread():
            import warnings
            warnings.warn("There is no current event loop", DeprecationWarning, stacklevel=2)
            self.set_event_loop(self.new_event_loop())
        if self._local._loop is None:
            raise RuntimeError("There is no current event loop in thread %r." % threading.current_thread().name)
        return self._local._loop
    policy.set_event_loop, policy.get_event_loop = mark, get_event_loop

_older_loops(_BaseDefaultEventLoopPolicy)
`,
  // A keyword was not guessed at.
  "traceback.py": "\n\nTracebackException._find_keyword_typos = lambda self: None\n",
  // Pages had no colour scheme.
  "http/server.py": `

def _older_pages():
    import re
    style = re.compile(r" *<style.*?</style>\\n", re.DOTALL)
    BaseHTTPRequestHandler.error_message_format = style.sub("", DEFAULT_ERROR_MESSAGE)
    listing, send_header = SimpleHTTPRequestHandler.list_directory, SimpleHTTPRequestHandler.send_header
    def list_directory(self, path):
        held = []
        self.send_header = lambda name, value: held.append((name, value))
        end_headers, self.end_headers = self.end_headers, lambda: None
        try:
            page = listing(self, path)
        finally:
            del self.send_header, self.end_headers
        if page is None:
            return None
        text = style.sub("", page.read().decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
        for name, value in held:
            self.send_header(name, str(len(text)) if name == "Content-Length" else value)
        self.end_headers()
        return io.BytesIO(text)
    SimpleHTTPRequestHandler.list_directory = list_directory

_older_pages()
`,
};

/** Parts of the library that were others, as many lines of them. */
const EDITS: Readonly<Record<string, readonly [now: string, before: string]>> = {
  "threading.py": ["self._context.run(self.run)", "self.run()"],
  "json/tool.py": ["can_colorize(file=outfile)", "False"],
  "asyncio/runners.py": [
    "raise TypeError('An asyncio.Future, a coroutine or an '\n                                'awaitable is required')",
    'raise ValueError("a coroutine was expected, got "\n                                 f"{coro!r}")',
  ],
};

const refusal = (name: string) => `raise ImportError("drydock: the module ${name} is not simulated", name="${name}")\n`;

/** Adds what the library lacks. */
export function completeLibrary(library: Library): void {
  for (const [path, source] of Object.entries(MODULES)) library.keep(path, encode(source));
  for (const name of ABSENT) library.keep(`${name}.py`, encode(refusal(name)));
  for (const [path, more] of Object.entries(ADDED)) {
    const original = library.file(path);
    if (original) library.keep(path, concat([original, encode(more)]));
  }
  library.keep("_multiprocessing.py", encode(refusal("multiprocessing")));
}

/** The library as a Python of this version has it. */
export function libraryOf(library: Library, version: string): Library {
  if (Number(version.split(".")[1]) >= 14) return library;
  const changed = new Map<string, Uint8Array>();
  const change = (path: string) => {
    const more = OLDER[path];
    const [now = "", before = ""] = EDITS[path] ?? [];
    const known = changed.get(path);
    if ((more === undefined && !now && !movedFiles.has(path)) || known) return known;
    const original = library.file(path);
    if (!original) return undefined;
    const source = decode(original).replace(now, () => before);
    const bytes = encode(moveLines(path, source) + (more ?? ""));
    changed.set(path, bytes);
    return bytes;
  };
  return {
    ...library,
    file: (path) => change(path) ?? library.file(path),
    size: (path) => change(path)?.length ?? library.size(path),
  };
}
