"""Where lines of 3.14's standard library stood in 3.13's: `python3.13 older-lines.py OLD NEW [MOVED] > src/programs/python/older-lines.txt`.

OLD is a 3.13's library, NEW the folder that `older-library.ts` writes. With MOVED, what `older-library.ts FOLDER moved` writes with that table,
it is looked at whether the code is still the same, and told how many of the lines that a traceback can show stand right.
"""
import ast
import collections
import difflib
import io
import itertools
import os
import re
import sys
import tokenize

# What students' programs do not come through.
SKIP = re.compile(
    r"^(test|idlelib|tkinter|turtle|ctypes|lib2to3|ensurepip|venv|pydoc_data|encodings|curses|compression|_|concurrent/interpreters|"
    r"pyodide|webbrowser|pathlib/(_os|types)|ntpath|pyclbr|pickletools|opcode|dis\.|mailbox|imaplib|poplib|stringprep|compileall|"
    r"asyncio/(windows|proactor|tools|graph|__main__)|annotationlib|trace\.py|plistlib|ftplib|netrc|pty|tty|sched|antigravity|this|"
    r"symtable|modulefinder|tracemalloc|cProfile|profile|pstats|quopri|wave|zipapp|tabnanny|sysconfig|importlib|xml/dom|"
    r"email/(_header|content)|site\.py|os\.py|posixpath|codecs|zipimport|sqlite3/__main__|pdb|bdb|multiprocessing/(popen|managers|synch))"
)
KEEP = re.compile(r"^(_strptime|_collections_abc|_weakrefset)\.py$")
# What they meet most often.
OFTEN = re.compile(
    r"return wrap\(cls\)|return _process_class\(|yield from (chunks|_iterencode_)|raise StatisticsError|raise ValueError\('badly|= _strptime\(|"
    r"raise (Empty|Full)|self\.fn\(\*self|self\._target\(|is not JSON serializable|^    main\(\)|await self\.sock_connect|Connect call failed|keys must be|raise BadZipFile|does not match format"
)
SHOWN = (ast.Call, ast.Raise, ast.Subscript, ast.BinOp, ast.Attribute, ast.Await, ast.For, ast.With, ast.Yield, ast.YieldFrom)


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def parsed(source):
    """A tree of 3.14's text: what 3.13 cannot parse is a list of exceptions without its parentheses."""
    return ast.parse(re.sub(r"(?m)^(\s*except\*? )([^(:#\n]*,[^(:#\n]*):", r"\1(\2):", source))


def shown(source):
    functions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
    tree = parsed(source)
    inside = {n.lineno for f in ast.walk(tree) if isinstance(f, functions) for n in ast.walk(f) if isinstance(n, SHOWN)}
    return sorted(inside | {n.lineno for n in ast.walk(tree) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Call) and n.col_offset < 5})


def matched(before, now):
    """The line of the old text for each line of the new one that stands in both."""
    a, b = ([line.strip() for line in text.split("\n")] for text in (now, before))
    blocks = difflib.SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return {i + k + 1: j + k + 1 for i, j, n in blocks for k in range(n) if a[i + k]}


def free(source, fixed):
    """
    What may be done with lines: `-` left out (empty ones, comments, those inside of descriptions), `;` and `,` put behind the one before (a
    statement, or the rest of one), where neither is `fixed`; and lines before which nothing may come.
    """
    ways, closed, texts, noted, open_lines = {}, set(), set(), set(), set()
    lines = source.split("\n")
    start, depth = None, 0
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        kind = tokenize.tok_name[token.type]
        if kind in ("STRING", "FSTRING_START"):
            start = token.start[0]
        if kind in ("STRING", "FSTRING_END") and token.end[0] > start:
            texts.update(range(start, token.end[0] + 1))
            closed.update(range(start + 1, token.end[0] + 1))
        if kind == "COMMENT":
            noted.add(token.start[0])
        if kind == "OP":
            depth += (token.string in "([{") - (token.string in ")]}")
        if kind == "NL" and depth:
            open_lines.add(token.start[0])
    plain = lambda n: n not in texts and n not in noted and n not in fixed and lines[n - 1].strip() and not lines[n - 1].endswith("\\")
    for n in open_lines:
        if plain(n) and plain(n + 1):
            ways[n + 1] = ","
    simple = (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr, ast.Raise, ast.Return, ast.Pass, ast.Import, ast.ImportFrom, ast.Break, ast.Continue)
    for node in ast.walk(parsed(source)):
        body = getattr(node, "body", None)
        if not isinstance(body, list):
            continue
        if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
            ways.update((n, "-") for n in range(body[0].lineno + 1, body[0].end_lineno))
        for statements in (body, getattr(node, "orelse", [])):
            for a, b in itertools.pairwise(statements):
                if isinstance(a, simple) and isinstance(b, simple) and a.end_lineno + 1 == b.lineno and plain(a.end_lineno) and plain(b.lineno):
                    ways[b.lineno] = ";"
    for n, line in enumerate(lines, 1):
        if n not in texts and re.fullmatch(r"\s*(#.*)?", line):
            ways[n] = "-"
        if n > 1 and lines[n - 2].endswith("\\"):
            closed.add(n)
            ways.pop(n, None)
    return ways, closed


def steps(before, now):
    """What is done to the new text for as many of its lines as can be to come where they stood; those that raise first."""
    old, lines = matched(before, now), now.split("\n")
    # Two lines that are alike by chance have no neighbours.
    wanted = [
        (line, old[line] - line)
        for line in shown(now)
        if line in old and sum(old.get(n, 0) - n == old[line] - line for n in range(line - 3, line + 4)) >= 3
    ]
    ways, closed = free(now, {line for line, _ in wanted})
    gaps, last = [], 0
    raising = {n.lineno for n in ast.walk(parsed(now)) if isinstance(n, ast.Raise)}
    worth = [200 if OFTEN.search(lines[line - 1]) else 6 if line in raising else 1 for line, _ in wanted]
    for line, _ in wanted:
        room = [(n, ways[n]) for n in range(last + 1, line) if n in ways]
        gaps.append((room, next((n for n in range(line, last, -1) if n not in closed), None)))
        last = line
    moved = 0
    for (room, at), shift in zip(gaps, shifts(wanted, gaps, worth)):
        if shift > moved:
            yield at, "+", shift - moved
        elif shift < moved:
            yield from left_out(room, moved - shift)
        moved = shift


def shifts(wanted, gaps, worth):
    """How far each line is moved: the way through all of them on which most come right."""
    lowest = min([0, *(d for _, d in wanted)])
    every = range(lowest, max([0, *(d for _, d in wanted)]) + 1)
    best = [0 if s == 0 else -1 for s in every]
    ways = []
    for (_, distance), (room, at), value in zip(wanted, gaps, worth):
        way, nearest = [], collections.deque()
        top = len(every) - 1
        # From the left: empty lines may be added. From the right: no more may go than there are.
        left, leftmost = [], -1
        for s in range(len(every)):
            if best[s] >= 0 and (leftmost < 0 or best[s] > best[leftmost]):
                leftmost = s
            left.append(leftmost if at is not None else -1)
        for s in range(top, -1, -1):
            while nearest and best[nearest[-1]] < best[s]:
                nearest.pop()
            nearest.append(s)
            while nearest[0] > s + len(room):
                nearest.popleft()
            choices = [c for c in (s, nearest[0], left[s]) if c >= 0 and best[c] >= 0]
            way.append(max(choices, key=lambda c: best[c], default=-1))
        way.reverse()
        ways.append(way)
        best = [-1 if c < 0 else best[c] + value * (s + lowest == distance) for s, c in enumerate(way)]
    at, out = max(range(len(every)), key=lambda s: best[s]), []
    for way in reversed(ways):
        out.append(at + lowest)
        at = way[at]
    return reversed(out)


def left_out(lines, wanted):
    """As few runs as possible of these lines, as many lines as wanted; statements are joined last."""
    runs = [[line for _, line in run] for _, run in itertools.groupby(enumerate(lines), lambda pair: (pair[1][0] - pair[0], pair[1][1]))]
    taken = []
    for run in sorted(runs, key=lambda run: (run[0][1] != "-", -len(run))):
        if wanted:
            count = min(len(run), wanted)
            taken.append((*run[0], count))
            wanted -= count
    return sorted(taken)


def right(before, now, moved):
    """How many of the lines that can be shown stand where they stood, and how many there are."""
    old = matched(before, now)
    there, here = matched(moved, now), [n for n in shown(now) if n in old]
    return sum(there.get(n) == old[n] for n in here), len(here)


def bare(tree):
    """A tree without descriptions and places."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
            body[0].value.value = ""
    return ast.dump(tree)


def main(old, new, moved=None):
    for folder, _, names in sorted(os.walk(new)):
        for name in sorted(names):
            path = os.path.relpath(os.path.join(folder, name), new)
            if (SKIP.match(path) and not KEEP.match(path)) or not os.path.exists(f"{old}/{path}"):
                continue
            before, now = read(f"{old}/{path}"), read(f"{new}/{path}")
            if before == now:
                continue
            if moved:
                there = read(f"{moved}/{path}")
                if bare(parsed(there)) != bare(parsed(now)):
                    sys.exit(f"{path}: the code is another one")
                print(path, *right(before, now, there))
            elif done := list(steps(before, now)):
                print(path, *(f"{line}{way}{count}" for line, way, count in done))


main(*sys.argv[1:])
