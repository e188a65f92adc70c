"""A template's text as a list of tokens: (line, kind, value)."""
import re

from .exceptions import TemplateSyntaxError

_EXPRESSION = re.compile(
    r"""\s*(?:
    (?P<float>\d[\d_]*\.\d[\d_]*(?:[eE][+-]?\d+)?|\d[\d_]*[eE][+-]?\d+) |
    (?P<integer>0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|\d[\d_]*) |
    (?P<name>[^\W\d]\w*) |
    (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*") |
    (?P<operator>\*\*|//|==|!=|<=|>=|[-+*/%~<>()\[\]{}.,:|=;])
    )""",
    re.X | re.S,
)
_OPEN = {"(": ")", "[": "]", "{": "}"}


def tokenize(source, env, name=None, filename=None):
    source = re.sub(r"\r\n|\r|\n", "\n", source)
    if not env.keep_trailing_newline and source.endswith("\n"):
        source = source[:-1]
    begin = re.compile(
        "|".join(
            f"(?P<{kind}>{re.escape(mark)})"
            for kind, mark in sorted(
                (("block", env.block_start_string), ("variable", env.variable_start_string), ("comment", env.comment_start_string)),
                key=lambda pair: -len(pair[1]),
            )
        )
    )
    ends = {"block": env.block_end_string, "variable": env.variable_end_string, "comment": env.comment_end_string}
    raw = re.compile(re.escape(env.block_start_string) + r"([-+]?)\s*raw\s*(-?)" + re.escape(env.block_end_string))
    out, at, line, strip = [], 0, 1, False

    def fail(message):
        raise TemplateSyntaxError(message, line, name, filename, source)

    def data(text):
        if text:
            out.append((line, "data", text))

    while at < len(source):
        m = begin.search(source, at)
        text = source[at : m.start()] if m else source[at:]
        shown = text.lstrip() if strip else text
        strip = False
        if m is None:
            data(shown)
            break
        kind = m.lastgroup
        sign = source[m.end() : m.end() + 1]
        if sign == "-":
            shown = shown.rstrip()
        elif env.lstrip_blocks and sign != "+" and kind != "variable":
            head = shown.rstrip(" \t")
            if head.endswith("\n") or (head == "" and (at == 0 or source[at - 1] == "\n")):
                shown = head
        data(shown)
        line += text.count("\n")
        at = m.end() + (sign in ("-", "+") and sign != "")
        if kind == "comment":
            end = source.find(ends["comment"], at)
            if end < 0:
                fail("Missing end of comment tag")
            strip = source[end - 1] == "-" and end > at
            line += source.count("\n", at, end)
            at = end + len(ends["comment"])
            at, line = _trim(env, source, at, line, strip)
            continue
        if kind == "block" and (r := raw.match(source, m.start())):
            close = re.compile(re.escape(env.block_start_string) + r"(-?)\s*endraw\s*(-?)" + re.escape(env.block_end_string))
            e = close.search(source, r.end())
            if e is None:
                fail("Missing end of raw directive")
            body = source[r.end() : e.start()]
            data((body.lstrip() if r[2] else body).rstrip() if e[1] else (body.lstrip() if r[2] else body))
            line += source.count("\n", m.start(), e.end())
            strip, at = bool(e[2]), e.end()
            at, line = _trim(env, source, at, line, strip)
            continue
        out.append((line, kind + "_begin", None))
        depth = []
        while True:
            while at < len(source) and source[at].isspace():
                line += source[at] == "\n"
                at += 1
            if not depth:
                for mark, dash in (("-" + ends[kind], True), ("+" + ends[kind], False), (ends[kind], False)):
                    if source.startswith(mark, at):
                        break
                else:
                    mark = None
                if mark:
                    out.append((line, kind + "_end", None))
                    at += len(mark)
                    strip = dash
                    if kind == "block" and mark[0] != "+":
                        at, line = _trim(env, source, at, line, strip)
                    break
            t = _EXPRESSION.match(source, at)
            if t is None or at >= len(source):
                fail(f"unexpected char {source[at]!r} at {at}" if at < len(source) else "unexpected end of template, expected 'end of %s'." % ("print statement" if kind == "variable" else "statement block"))
            value, token = t[t.lastgroup], t.lastgroup
            if token == "operator":
                if value in _OPEN:
                    depth.append(_OPEN[value])
                elif value in (")", "]", "}"):
                    if not depth:
                        fail(f"unexpected '{value}'")
                    want = depth.pop()
                    if want != value:
                        fail(f"unexpected '{value}', expected '{want}'")
            elif token == "string":
                value = re.sub(r"\\(?:([abfnrtv0\\'\"\n])|x([\da-fA-F]{2})|u([\da-fA-F]{4})|(.))", _unescape, value[1:-1], flags=re.S)
            elif token == "integer":
                value = int(value.replace("_", ""), 0 if value[1:2] in "xXbBoO" and len(value) > 1 else 10)
            elif token == "float":
                value = float(value.replace("_", ""))
            out.append((line, token, value))
            line += t[0].count("\n")
            at = t.end()
    out.append((line, "eof", None))
    return out


def _trim(env, source, at, line, strip):
    if not strip and env.trim_blocks and source.startswith("\n", at):
        return at + 1, line + 1
    return at, line


_ESCAPES = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "0": "\0", "\n": ""}


def _unescape(m):
    if m[1]:
        return _ESCAPES.get(m[1], m[1])
    code = m[2] or m[3]
    return chr(int(code, 16)) if code else "\\" + m[4]
