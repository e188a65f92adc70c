import { linuxNumbers, translations } from "./errno-numbers.ts";

/** What a process needs to know of itself to start. */
export interface Identity {
  /** `3.13.5`. */
  readonly version: string;
  /** The version of the GNU C library; undefined where there is another one. */
  readonly libc: string | undefined;
}

/**
 * Code of the library comes compiled or not, as others have used it before: what that takes is not counted. The frame is taken for
 * one of the importing machinery, which tracebacks leave out.
 */
const GET_CODE = `
def get_code(self, fullname):
    if not self.path.startswith(library):
        return original(self, fullname)
    hush()
    try:
        return original(self, fullname)
    finally:
        unhush()
`;

/**
 * Python's own part of the start: runs before `site`, when only built-in modules are there. It puts the machine's functions in
 * the places of those that cannot work inside of WebAssembly, and Linux in the place of what CPython was compiled for.
 */
export function bootSource({ version, libc }: Identity): string {
  const [major = 3, minor = 14, micro = 0] = version.split(".").map((n) => Number.parseInt(n, 10));
  return `
def boot():
    import sys, posix, time, errno, _drydock as machine
    sys.version_info = sys.version_info.__replace__(major=${major}, minor=${minor}, micro=${micro}, releaselevel="final", serial=0)
    sys.hexversion = ${(major << 24) | (minor << 16) | (micro << 8) | 0xf0}
    sys.implementation.version = sys.version_info
    if sys.version_info < (3, 14):
        sys.copyright = sys.copyright.replace("2001 Python", "2001-2024 Python")
    sys.implementation.hexversion = sys.hexversion
    sys.implementation.cache_tag = "cpython-${major}${minor}"
    sys.implementation._multiarch = "x86_64-linux-gnu"
    sys.maxsize = 2 ** 63 - 1
    if hasattr(sys, "_emscripten_info"):
        del sys._emscripten_info
    for name in ("_emscripten_debugger", "_emscripten_log", "posix_spawn", "posix_spawnp", "forkpty", "openpty", "fexecve"):
        if hasattr(posix, name):
            delattr(posix, name)
    for name in (${processNames.map((n) => JSON.stringify(n)).join(", ")}):
        setattr(posix, name, getattr(machine, name))
    uname, cpu_time = machine.uname, machine.cpu_time
    posix.uname = lambda: posix.uname_result(uname())
    posix.times = lambda: posix.times_result((cpu_time(), 0.0, 0.0, 0.0, time.monotonic()))
    posix.sched_getaffinity = lambda pid: set(range(machine.cpu_count()))
    posix.getloadavg = lambda: (0.0, 0.0, 0.0)
    libc, confstr = ${libc === undefined ? "None" : JSON.stringify(`glibc ${libc}`)}, posix.confstr
    def own_confstr(name, /):
        if name not in ("CS_GNU_LIBC_VERSION", 2):
            return confstr(name)
        if libc is None:
            raise OSError(22, "Invalid argument")
        return libc
    posix.confstr = own_confstr
    words = {${[...translations.values()].flatMap((t) => (t.words ? [`${t.number}: ${JSON.stringify(t.words)}`] : [])).join(", ")}}
    old = dict(errno.errorcode)
    strerror = posix.strerror
    texts = {}
    numbers = {${linuxNumbers.map(([name, n]) => `"${name}": ${n}`).join(", ")}}
    for number, name in old.items():
        if name in numbers:
            texts[numbers[name]] = strerror(number)
    texts.update(words)
    posix.strerror = lambda code, /: texts.get(code) or ("Success" if code == 0 else f"Unknown error {code}")
    for name in [n for n in vars(errno) if n[0] == "E"]:
        delattr(errno, name)
    errno.errorcode.clear()
    for name, number in numbers.items():
        setattr(errno, name, number)
        errno.errorcode[number] = name
    errno.EWOULDBLOCK, errno.ENOTSUP, errno.EDEADLOCK = errno.EAGAIN, errno.EOPNOTSUPP, errno.EDEADLK
    import gc
    for table in gc.get_objects():
        if type(table) is dict and table.get(44) is FileNotFoundError:
            entries = [(numbers[old[k]], v) for k, v in table.items() if k in old and old[k] in numbers]
            table.clear()
            table.update(entries)
            break
    time.sleep = machine.sleep
    external = sys.modules["_frozen_importlib_external"]
    names = dict(original=external.SourceLoader.get_code, hush=machine.hush, unhush=machine.unhush, library=sys._stdlib_dir + "/")
    exec(compile(${JSON.stringify(GET_CODE)}, "<frozen importlib._bootstrap_external>", "exec"), names)
    external.SourceLoader.get_code = names["get_code"]
    machine.unhush()
boot()
del boot
`;
}

/** Linux's numbers, which CPython's C library left out. */
const SOCKET_OPTIONS: ReadonlyMap<string, number> = new Map(
  "SO_DEBUG 1,SO_REUSEADDR 2,SO_TYPE 3,SO_ERROR 4,SO_DONTROUTE 5,SO_BROADCAST 6,SO_SNDBUF 7,SO_RCVBUF 8,SO_KEEPALIVE 9,SO_OOBINLINE 10,SO_LINGER 13,SO_REUSEPORT 15,SO_RCVTIMEO 20,SO_SNDTIMEO 21,TCP_NODELAY 1,TCP_KEEPIDLE 4,TCP_KEEPINTVL 5,TCP_KEEPCNT 6,IPV6_V6ONLY 26,IP_TTL 2,IP_MULTICAST_TTL 33"
    .split(",")
    .map((pair) => {
      const [name = "", value] = pair.split(" ");
      return [name, Number(value)];
    }),
);

/** Everyday lines of Debian's /etc/services. */
const SERVICES =
  "ftp-data:20 ftp:21 ssh:22 telnet:23 smtp:25 domain:53 tftp:69 http:80 kerberos:88 pop3:110 ntp:123 imap2:143 snmp:161 ldap:389 https:443 submission:587 ldaps:636 imaps:993 pop3s:995 mysql:3306 postgresql:5432 amqp:5672 redis:6379 http-alt:8080";

/** The functions of the machine's that stand in \`posix\` under their own names. */
const processNames = [
  "getpid",
  "getppid",
  "getpgrp",
  "getpgid",
  "getsid",
  "setpgid",
  "setpgrp",
  "geteuid",
  "getuid",
  "getgid",
  "getegid",
  "getgroups",
  "setuid",
  "setgid",
  "cpu_count",
  "kill",
  "killpg",
  "waitpid",
  "wait",
  "system",
  "execv",
  "execve",
  "fork",
  "putenv",
  "unsetenv",
] as const;

/** What Pythons before 3.14 did otherwise: output was kept in pieces of 8192 bytes; the rest is `library/older.py`. */
export const OLDER = `
def older():
    import sys, io
    out = sys.stdout
    if isinstance(out, io.TextIOWrapper) and not out.write_through:
        encoding, errors, lines = out.encoding, out.errors, out.line_buffering
        raw = out.detach().detach()
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(raw, 8192), encoding, errors, "\\n", lines)
        raw.name = "<stdout>"
        sys.stdout.mode = "w"
        sys.__stdout__ = sys.stdout
    import _drydock_older, os
    name = sys.argv[0] if sys.argv else ""
    _drydock_older.install(None if name in ("", "-", "-c", "-m") else os.path.abspath(name), sys._stdlib_dir)
older()
`;

/** The rest of the start: what CPython sets up later than its library, before the program. */
export const FINISH = `
def finish():
    import _signal, _posixsubprocess, _socket, _drydock as machine
    set_handler, own_signal = machine.set_handler, _signal.signal
    def signal(signalnum, handler, /):
        return set_handler(own_signal, signalnum, handler)
    _signal.signal = signal
    _signal.raise_signal = machine.raise_signal
    _signal.pause = machine.pause
    _signal.alarm, _signal.getitimer = machine.alarm, machine.getitimer
    setitimer = machine.setitimer
    _signal.setitimer = lambda which, seconds, interval=0.0, /: tuple(map(float, setitimer(which, seconds, interval)))
    for number, name in enumerate(("ITIMER_REAL", "ITIMER_VIRTUAL", "ITIMER_PROF")):
        setattr(_signal, name, number)
    _signal.ItimerError = OSError
    _posixsubprocess.fork_exec = machine.fork_exec
    _socket.gethostname = machine.gethostname
    services = dict(item.split(":") for item in "${SERVICES}".split())
    def getservbyname(name, proto=None, /):
        if name not in services:
            raise OSError("service/proto not found")
        return int(services[name])
    def getservbyport(port, proto=None, /):
        for name, number in services.items():
            if int(number) == port:
                return name
        raise OSError("port/proto not found")
    _socket.getservbyname, _socket.getservbyport = getservbyname, getservbyport
    for name, value in {${[...SOCKET_OPTIONS].map(([n, v]) => `"${n}": ${v}`).join(", ")}}.items():
        if not hasattr(_socket, name):
            setattr(_socket, name, value)
finish()

def debian_packages():
    # Debian's own Python has its packages elsewhere than where CPython looks.
    import sys, os
    if sys.flags.no_site or sys.prefix != "/usr" or sys.base_prefix != "/usr" or not os.path.exists("/var/lib/dpkg/status"):
        return
    import site
    version = "python%d.%d" % sys.version_info[:2]
    folders = [f"/usr/local/lib/{version}/dist-packages", "/usr/lib/python3/dist-packages", f"/usr/lib/{version}/dist-packages"]
    site.getsitepackages = lambda prefixes=None: list(folders)
    for folder in folders:
        if os.path.isdir(folder):
            site.addsitedir(folder)
debian_packages()

def own_pip():
    # An installed pip is a program of the machine: the module stands for it.
    import sys, os
    class Finder:
        @staticmethod
        def find_spec(name, path=None, target=None):
            if name != "pip" or not any(os.path.isdir(os.path.join(p, "pip")) for p in sys.path):
                return None
            from importlib.util import spec_from_file_location
            return spec_from_file_location(name, os.path.join(sys._stdlib_dir, "_drydock_pip", "__init__.py"))
    sys.meta_path.insert(0, Finder)
own_pip()
`;
