import { decode, encode } from "../../std/text.ts";
import type { Library } from "./library.ts";
import { movedFiles, moveLines } from "./older-lines.ts";

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
  "multiprocessing/context.py": "\n\n_default_context = DefaultContext(_concrete_contexts['fork'])\n",
  // A keyword was not guessed at.
  "traceback.py": "\n\nTracebackException._find_keyword_typos = lambda self: None\n",
};

/** Parts of the library that were others, as many lines of them. */
const EDITS: Readonly<Record<string, readonly (readonly [now: string, before: string])[]>> = {
  "threading.py": [["self._context.run(self.run)", "self.run()"]],
  "random.py": [
    [
      '        a = _index(a)\n        b = _index(b)\n        if b < a:\n            raise ValueError(f"empty range in randint({a}, {b})")\n        return a + self._randbelow(b - a + 1)\n',
      "\n        return self.randrange(a, b+1)\n\n\n\n",
    ],
  ],
  "json/tool.py": [["can_colorize(file=outfile)", "False"]],
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
  // Pages had no colour scheme.
  "http/server.py": [
    [
      '        <style type="text/css">\n            :root {\n                color-scheme: light dark;\n            }\n        </style>\n',
      "",
    ],
    ["r.append('<style type=\"text/css\">\\n:root {\\ncolor-scheme: light dark;\\n}\\n</style>')", "pass"],
  ],
};

/** What was changed of a library, for all processes. */
const changedOf = new WeakMap<Library, Map<string, Uint8Array>>();

/** The library as a Python of this version has it. */
export function libraryOf(library: Library, version: string): Library {
  if (Number(version.split(".")[1]) >= 14) return library;
  const changed = changedOf.get(library) ?? new Map<string, Uint8Array>();
  changedOf.set(library, changed);
  const change = (path: string) => {
    const more = OLDER[path];
    const edits = EDITS[path];
    const known = changed.get(path);
    if ((more === undefined && !edits && !movedFiles.has(path)) || known) return known;
    const original = library.file(path);
    if (!original) return undefined;
    const source = (edits ?? []).reduce((text, [now, before]) => text.replace(now, () => before), decode(original));
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
