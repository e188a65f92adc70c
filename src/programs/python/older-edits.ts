import olderTyping from "./library/older_typing.py?raw";
import { commonPaths, ownPaths } from "./older-pathlib.ts";

/** CPython's own 3.14 has what the older ones had not. */
export const OLDER: Readonly<Record<string, string>> = {
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
  "multiprocessing/context.py": "\n\n_default_context = DefaultContext(_concrete_contexts['fork'])\n",
  // `Union` was no class, and what it made showed as it was written.
  "typing.py": olderTyping,
  // How it was called; the C code has the name of now.
  "_strptime.py": `

_strptime_datetime = _strptime_datetime_datetime
_strptime_datetime.__code__ = _strptime_datetime.__code__.replace(co_name="_strptime_datetime", co_qualname="_strptime_datetime")
`,
  // A keyword was not guessed at.
  "traceback.py": "\n\nTracebackException._find_keyword_typos = lambda self: None\n",
};

/** Parts of the library that were others, as many lines of them. */
export const EDITS: Readonly<Record<string, readonly (readonly [now: string, before: string])[]>> = {
  "threading.py": [["self._context.run(self.run)", "self.run()"]],
  "random.py": [
    [
      '        a = _index(a)\n        b = _index(b)\n        if b < a:\n            raise ValueError(f"empty range in randint({a}, {b})")\n        return a + self._randbelow(b - a + 1)\n',
      "\n        return self.randrange(a, b+1)\n\n\n\n",
    ],
  ],
  "typing.py": [
    ["(_GenericAlias, GenericAlias, Union)", "(_GenericAlias, GenericAlias, types.UnionType)"],
    ["if isinstance(t, Union)", "if isinstance(t, types.UnionType)"],
    [
      "if isinstance(tp, Union):\n        return Union",
      "if isinstance(tp, types.UnionType):\n        return types.UnionType",
    ],
    ["if isinstance(tp, Union)", "if isinstance(tp, types.UnionType)"],
  ],
  "concurrent/futures/thread.py": [
    ["        self.task = task", "        self.fn, self.args, self.kwargs = task"],
    ["            result = ctx.run(self.task)", "            result = self.fn(*self.args, **self.kwargs)"],
  ],
  // A pointer takes 8 bytes.
  "platform.py": [["size = struct.calcsize('P')", "size = 8"]],
  "json/tool.py": [
    [
      "            if can_colorize(file=outfile):\n                t = get_theme(tty_file=outfile).syntax\n                for obj in objs:\n                    json_str = json.dumps(obj, **dump_args)\n                    outfile.write(_colorize_json(json_str, t))\n                    outfile.write('\\n')\n            else:\n                for obj in objs:\n                    json.dump(obj, outfile, **dump_args)\n                    outfile.write('\\n')\n",
      "            for obj in objs:\n                json.dump(obj, outfile, **dump_args)\n                outfile.write('\\n')\n",
    ],
  ],
  // The help of the prompt did not tell its keys.
  "pydoc.py": [
    [
      "    return textwrap.dedent(f'''\\\n        Welcome to",
      "    pyrepl_keys = ''; return textwrap.dedent(f'''\\\n        Welcome to",
    ],
  ],
  "asyncio/runners.py": [
    [
      "raise TypeError('An asyncio.Future, a coroutine or an '\n                                'awaitable is required')",
      'raise ValueError("a coroutine was expected, got "\n                                 f"{coro!r}")',
    ],
  ],
  // A module run by -m was called by its file.
  "argparse.py": [["self.prog = _prog_name(prog)", "self.prog = prog or _os.path.basename(_sys.argv[0])"]],
  // Pages had no colour scheme, and were not encrypted.
  "http/server.py": [
    [
      "    parser.add_argument('--tls-cert', metavar='PATH',\n                        help='path to the TLS certificate chain file')\n    parser.add_argument('--tls-key', metavar='PATH',\n                        help='path to the TLS key file')\n    parser.add_argument('--tls-password-file', metavar='PATH',\n                        help='path to the password file for the TLS key')\n",
      "    parser.set_defaults(tls_cert=None, tls_key=None, tls_password_file=None)\n",
    ],
    [
      '        <style type="text/css">\n            :root {\n                color-scheme: light dark;\n            }\n        </style>\n',
      "",
    ],
    ["r.append('<style type=\"text/css\">\\n:root {\\ncolor-scheme: light dark;\\n}\\n</style>')", "pass"],
  ],
};

/** Files that were others, each made of one of now. */
export const MADE: Readonly<Record<string, { readonly of: string; readonly make: (source: string) => string }>> = {
  "pathlib/__init__.py": {
    of: "pathlib/__init__.py",
    make: () => "from ._abc import *\nfrom ._local import *\n\n__all__ = _local.__all__\n",
  },
  "pathlib/_local.py": { of: "pathlib/__init__.py", make: ownPaths },
  "pathlib/_abc.py": { of: "pathlib/__init__.py", make: commonPaths },
  "_strptime.py": {
    of: "_strptime.py",
    make: (source) => behind(source, ["_strptime_datetime_date", "_parse_tz", "_strptime_datetime_time"]),
  },
  "json/encoder.py": { of: "json/encoder.py", make: withoutNotes },
};

/** What went wrong had no notes of where it did; nor was there a null of the page's. */
function withoutNotes(source: string): string {
  return source
    .replace(
      /^( +)try:\n((?:\1 {4}.*\n)+)\1except GeneratorExit:\n.*\n\1except BaseException as exc:\n.*add_note.*\n.*\n/gm,
      (_, __, body: string) => body.replace(/^ {4}/gm, ""),
    )
    .replace(/ *elif \w+ is _JSNULL:\n.*\n/g, "");
}

/** Files that there were none of. */
export const NEW_FILES: ReadonlySet<string> = new Set(["json/__main__.py"]);

/** Puts functions of these names at the end: there were none. */
function behind(source: string, names: readonly string[]): string {
  const one = new RegExp(`^def (?:${names.join("|")})\\(.*\\n(?: .*\\n|\\n)+`, "gm");
  return `${source.replace(one, "")}\n${(source.match(one) ?? []).join("")}`;
}
