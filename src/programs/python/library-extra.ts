import { concat, encode } from "../../std/text.ts";
import type { Library } from "./library.ts";

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
  "_posixshmem.py": `
def shm_open(path, flags, mode=511):
    raise OSError("drydock: shared memory of multiprocessing is not simulated; its values and arrays are")

def shm_unlink(path):
    raise FileNotFoundError(2, "No such file or directory", path)
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
  // Processes of all start methods are new ones.
  "multiprocessing/context.py": `

def _anew(forked):
    def _Popen(process_obj):
        from .popen_anew import Popen
        return Popen(process_obj, forked)
    return staticmethod(_Popen)

ForkProcess._Popen, SpawnProcess._Popen, ForkServerProcess._Popen = _anew(True), _anew(False), _anew(False)
`,
  "multiprocessing/spawn.py": `

def _as_forked(prepare):
    def prepare_too(data):
        prepare(data)
        if "forked_main" in data:
            from .popen_anew import resume_main
            resume_main(*data["forked_main"])
    return prepare_too

prepare = _as_forked(prepare)
`,
  // Nothing outlives its processes: nobody has to watch.
  "multiprocessing/resource_tracker.py": `

def register(name, rtype):
    pass

unregister, ensure_running = register, lambda: None
`,
  "multiprocessing/synchronize.py": `

def _getstate(self):
    context.assert_spawning(self)
    lock, popen = self._semlock, context.get_spawning_popen()
    return list(map(popen.duplicate_for_child, lock.fds)), lock.kind, lock.maxvalue, lock.name

SemLock.__getstate__ = _getstate
`,
  // Both directions at once: two pipes.
  "multiprocessing/connection.py": `

class _BothWays(Connection):
    def __init__(self, handle, out):
        super().__init__(handle)
        self._out = out
    def _send(self, buf, write=os.write):
        handle, self._handle = self._handle, self._out
        try:
            super()._send(buf, write)
        finally:
            self._handle = handle
    def _close(self, _close=os.close):
        _close(self._out)
        _close(self._handle)

def _reduce_both(c):
    return _rebuild_both, (reduction.DupFd(c.fileno()), reduction.DupFd(c._out))

def _rebuild_both(handle, out):
    return _BothWays(handle.detach(), out.detach())

reduction.register(_BothWays, _reduce_both)

def _pipe(pipe):
    def Pipe(duplex=True):
        if not duplex:
            return pipe(False)
        (a, b), (c, d) = os.pipe(), os.pipe()
        return _BothWays(a, d), _BothWays(c, b)
    return Pipe

Pipe = _pipe(Pipe)
`,
  "multiprocessing/managers.py": `

def _refuse(self, *args, **kwargs):
    raise NotImplementedError("drydock: managers of multiprocessing are not simulated; its queues, pipes, values and arrays are")

BaseManager.start = _refuse
`,
  // How a connection went that was not waited for: C's number of it, as Linux's.
  "socket.py": `

def _getsockopt(self, level, name, *room):
    value = _socket.socket.getsockopt(self, level, name, *room)
    if (level, name) == (SOL_SOCKET, SO_ERROR):
        return {14: 111, 15: 104, 23: 113, 40: 101, 73: 110}.get(value, value)
    return value

_getsockopt.__name__ = "getsockopt"
socket.getsockopt = _getsockopt
`,
  // What Linux has, by its name.
  "selectors.py": `

class EpollSelector(PollSelector):
    pass

DefaultSelector = EpollSelector
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

const refusal = (name: string) => `raise ImportError("drydock: the module ${name} is not simulated", name="${name}")\n`;

/** Adds what the library lacks. */
export function completeLibrary(library: Library): void {
  for (const [path, source] of Object.entries(MODULES)) library.keep(path, encode(source));
  for (const name of ABSENT) library.keep(`${name}.py`, encode(refusal(name)));
  for (const [path, more] of Object.entries(ADDED)) {
    const original = library.file(path);
    if (original) library.keep(path, concat([original, encode(more)]));
  }
}
