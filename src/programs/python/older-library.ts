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
  // The help of the prompt did not tell its keys.
  "pydoc.py": [
    "    return textwrap.dedent(f'''\\\n        Welcome to",
    "    pyrepl_keys = ''; return textwrap.dedent(f'''\\\n        Welcome to",
  ],
  "asyncio/runners.py": [
    "raise TypeError('An asyncio.Future, a coroutine or an '\n                                'awaitable is required')",
    'raise ValueError("a coroutine was expected, got "\n                                 f"{coro!r}")',
  ],
};

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
