"""Pythons before 3.14: annotations are evaluated where they stand, exceptions are worded as they were."""
import sys

import _drydock
import _warnings

_PLAIN = {"int": int, "len": int, "ord": int, "float": float, "complex": complex}


def install(script, library):
    """`script` is the program's file, or None; `library` the folder of what needs none of this."""
    # Nothing was said of a way out of a `finally`.
    for word in ("return", "break", "continue"):
        _warnings.filters.insert(0, ("ignore", f"'{word}' in a 'finally' block", SyntaxWarning, None, 0))
    monitoring, tool = sys.monitoring, 4
    monitoring.use_tool_id(tool, "drydock")
    monitoring.register_callback(tool, monitoring.events.RAISE, _drydock.raise_filter(mend))
    monitoring.set_events(tool, monitoring.events.RAISE)
    _mend_imports(library)
    _move_frozen()
    sys.unraisablehook = _ignored
    sys.getsizeof = getsizeof
    if script is not None and not sys.flags.inspect:
        sys.addaudithook(_program(script))


# What is raised: the machine calls this where one of a few kinds is.


def mend(code, offset, error):
    message = error.args[0] if len(error.args) == 1 and type(error.args[0]) is str else None
    trace = error.__traceback__
    if type(error) is TypeError:
        if message is not None and message.endswith("' object can't be awaited"):
            error.args = (f"object {message[1:].partition("'")[0]} can't be used in 'await' expression",)
        notes = getattr(error, "__notes__", None)
        if notes:
            _mend_notes(error, notes)
    elif trace is None or trace.tb_next is not None:
        # It has come from further in, where it was looked at.
        return
    elif type(error) is KeyboardInterrupt:
        if trace is not None:
            _mend_interrupt(error, code, trace.tb_lasti)
    elif type(error) is ZeroDivisionError:
        if message == "zero to a negative power":
            error.args = ("0.0 cannot be raised to a negative power",)
        elif message == "division by zero":
            _mend_division(error, code, offset)
    elif message == "list.index(x): x not in list":
        node = _at(code, offset)
        if node is not None and type(node).__name__ == "Call" and getattr(node.func, "attr", None) == "index" and node.args:
            known, value = _value(node.args[0], sys._getframe(1))
            if known:
                error.args = (f"{value!r} is not in list",)


def _mend_notes(error, notes):
    rest = [n for n in notes if not (type(n) is str and n.startswith("when serializing "))]
    if len(notes) == 1 and type(notes[0]) is str and notes[0].startswith("Cannot convert dictionary update sequence element"):
        error.args, rest = (f"c{notes[0][1:]}",), []
    if len(rest) < len(notes):
        if rest:
            error.__notes__ = rest
        else:
            del error.__notes__


def _mend_division(error, code, offset):
    """Each operator had words of its own, and each kind of number."""
    node = _at(code, offset)
    kind = type(node).__name__
    frame = sys._getframe(2)
    if kind == "BinOp":
        left, right = node.left, node.right
    elif kind == "AugAssign":
        left, right = node.target, node.value
    elif kind == "Call" and getattr(node.func, "id", None) == "divmod" and len(node.args) == 2:
        number = _number(node.args, frame)
        error.args = ("float divmod()" if number is float else "integer division or modulo by zero",)
        return
    else:
        return
    number, operator = _number((left, right), frame), type(node.op).__name__
    words = {
        (int, "FloorDiv"): "integer division or modulo by zero", (int, "Mod"): "integer modulo by zero", (float, "Div"): "float division by zero",
        (float, "FloorDiv"): "float floor division by zero", (float, "Mod"): "float modulo by zero", (complex, "Div"): "complex division by zero",
    }.get((number, operator))
    if words:
        error.args = (words,)


def _mend_interrupt(error, code, offset):
    """The jump back of a `while` stood where its condition stands, not where its last statement does."""
    import ast
    import itertools
    import linecache
    import opcode

    jump = opcode.opmap["JUMP_BACKWARD"]
    if code.co_code[offset] != jump:
        return
    line, end_line, column, end_column = next(itertools.islice(code.co_positions(), offset // 2, None), (None,) * 4)
    trace = error.__traceback__
    try:
        # What was typed at the prompt is known by its code.
        lines = linecache._getlines_from_code(code) or linecache.getlines(code.co_filename, trace.tb_frame.f_globals)
        tree = ast.parse("".join(lines))
    except SyntaxError:
        return
    place = (line, column, end_line, end_column)
    within = [n for n in ast.walk(tree) if hasattr(n, "end_lineno") and _start(n) <= place[:2] and place[2:] <= (n.end_lineno, n.end_col_offset)]
    if any(isinstance(n, ast.Continue) for n in within):
        return
    loops = [n for n in within if isinstance(n, (ast.While, ast.For, ast.AsyncFor, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp))]
    loop = max(loops, key=_start, default=None)
    if not isinstance(loop, ast.While):
        return
    # Nothing is asked at the end of this one, to which `continue` goes as well.
    if isinstance(loop.test, ast.Constant) and any(isinstance(n, ast.Continue) for n in ast.walk(loop)):
        return
    t = loop.test
    error.__traceback__ = _placed(trace, code, (t.lineno, t.end_lineno, t.col_offset, t.end_col_offset))


def _start(node):
    return node.lineno, node.col_offset


def _stand_in():
    yield


def _placed(trace, code, place):
    """The traceback with a frame that is at another place: one of code that never runs, all of which stands there."""
    first, last, column, end = place
    number = lambda n: bytes([n & 63 | 64, *number(n >> 6)]) if n > 63 else bytes([n])
    signed = lambda n: number(abs(n) << 1 | (n < 0))
    own = _stand_in.__code__
    units, table, line = len(own.co_code) // 2, b"", code.co_firstlineno
    for at in range(0, units, 8):
        table += bytes([0x80 | 14 << 3 | min(8, units - at) - 1]) + signed(first - line) + number(last - first) + number(column + 1) + number(end + 1)
        line = first
    names = {"co_filename": code.co_filename, "co_name": code.co_name, "co_qualname": code.co_qualname}
    still = own.replace(co_firstlineno=code.co_firstlineno, co_linetable=table, **names)
    frame = type(_placed)(still, trace.tb_frame.f_globals)().gi_frame
    return type(trace)(trace.tb_next, frame, 0, first)


def _number(nodes, frame):
    kinds = {_kind(n, frame) for n in nodes}
    return complex if complex in kinds else float if float in kinds else int


def _kind(node, frame):
    name = type(node).__name__
    if name == "BinOp":
        return float if type(node.op).__name__ == "Div" else _number((node.left, node.right), frame)
    if name == "UnaryOp":
        return _kind(node.operand, frame)
    if name == "Call":
        return _PLAIN.get(getattr(node.func, "id", None), int)
    known, value = _value(node, frame)
    return type(value) if known else int


def _at(code, offset):
    """The syntax tree of the expression that an instruction belongs to; None where its source is not there."""
    import ast
    import itertools
    import linecache

    line, end_line, column, end_column = next(itertools.islice(code.co_positions(), offset // 2, None), (None,) * 4)
    if None in (line, end_line, column, end_column):
        return None
    lines = [text.encode() for text in linecache.getlines(code.co_filename, sys._getframe(1).f_globals)[line - 1 : end_line]]
    if not lines:
        return None
    lines[-1] = lines[-1][:end_column]
    lines[0] = lines[0][column:]
    try:
        statement = ast.parse(b"".join(lines)).body[0]
    except (SyntaxError, IndexError):
        return None
    return statement.value if isinstance(statement, ast.Expr) else statement


def _value(node, frame):
    """(True, value) where a look at the frame tells it, without running anything of the program's."""
    kind = type(node).__name__
    if kind == "Constant":
        return True, node.value
    if kind == "Name":
        for names in (frame.f_locals, frame.f_globals):
            if node.id in names:
                return True, names[node.id]
    elif kind == "UnaryOp" and type(node.op).__name__ == "USub":
        known, value = _value(node.operand, frame)
        if known and type(value) in (int, float):
            return True, -value
    elif kind == "Attribute":
        known, value = _value(node.value, frame)
        own = getattr(value, "__dict__", {}) if known and type(type(value)) is type else {}
        if node.attr in own:
            return True, own[node.attr]
    elif kind == "Subscript":
        known, value = _value(node.value, frame)
        indexed, key = _value(node.slice, frame)
        if known and indexed and type(value) in (list, tuple, dict, str) and type(key) in (int, str):
            try:
                return True, value[key]
            except (LookupError, TypeError):
                pass
    return False, None


class _Named:
    """An object of which there is only its text."""

    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return self.text


def _ignored(args, shown=sys.unraisablehook):
    """What could not be raised was told with the object alone, for the most part."""
    message = args.err_msg
    if message is not None and args.object is None and message.startswith("Exception ignored while "):
        if message.startswith("Exception ignored while flushing sys."):
            thing = getattr(sys, message.rpartition(".")[2])
        else:
            cut = message.find("<")
            thing = _Named(message[cut:]) if cut >= 0 else None
        if thing is not None:
            args = type(args)((args.exc_type, args.exc_value, args.exc_traceback, None, thing))
    shown(args)


# The modules that are part of CPython itself: their lines stood elsewhere too.

_FROZEN = {
    "os": (
        ("makedirs removedirs renames walk", -8),
        ("fwalk execvp execvpe _execvpe get_exec_path", 8),
        ("getenv fdopen popen", -7),
    ),
    "os._Environ": (("__getitem__ __setitem__ __delitem__ setdefault __ior__ __or__", 8),),
    "posixpath": (("relpath commonpath", -14),),
    "_collections_abc.Mapping": (("get __contains__ __eq__", 16),),
    "_collections_abc.MutableMapping": (("pop popitem update setdefault", 16),),
    "_collections_abc.Sequence": (("index __contains__ __iter__", 16),),
    "_collections_abc.MutableSequence": (("append extend pop remove", 11),),
}


def _move_frozen():
    for kept in ("encodekey", "decodekey"):
        _move(getattr(sys.modules["os"].environ, kept), 8)
    for path, moves in _FROZEN.items():
        name, _, inner = path.partition(".")
        owner = sys.modules.get(name)
        if inner:
            owner = getattr(owner, inner, None)
        for names, lines in moves:
            for name in names.split():
                function = getattr(owner, name, None)
                if function is not None:
                    _move(function, lines)


def _move(function, lines):
    code = function.__code__
    function.__code__ = code.replace(co_firstlineno=code.co_firstlineno + lines)


def getsizeof(object, default=_FROZEN, /, *, own=sys.getsizeof):
    """Return the size of object in bytes."""
    import _drydock_sizes

    return _drydock_sizes.size(object, own) if default is _FROZEN else _drydock_sizes.size(object, own, default)


# What is compiled.


def _is_annotated(code):
    return any(hasattr(c, "co_code") and (c.co_name == "__annotate__" or _is_annotated(c)) for c in code.co_consts)


def compiled(code, source, filename):
    """The code of a module as it was: annotations evaluated, and no bare list of exceptions; raises SyntaxError for the latter."""
    annotated = _is_annotated(code) and not code.co_flags & 0x1000000
    listed = b"except" in source and _lists_exceptions(source)
    if not annotated and not listed:
        return code
    import ast

    tree = ast.parse(source, filename)
    if listed:
        _refuse_lists(tree, source, filename)
    if not annotated:
        return code
    _evaluate(tree, False)
    quiet = ("ignore", None, SyntaxWarning, None, 0)
    _warnings.filters.insert(0, quiet)
    try:
        return compile(tree, filename, "exec", dont_inherit=True)
    finally:
        _warnings.filters.remove(quiet)


def _lists_exceptions(source):
    import re

    return re.search(rb"(?m)^[ \t]*except\*?[ \t]+[^(#:\r\n]*,", source) is not None


def _refuse_lists(tree, source, filename):
    import ast

    for node in ast.walk(tree):
        kinds = node.type if isinstance(node, ast.ExceptHandler) else None
        if isinstance(kinds, ast.Tuple) and kinds.elts and (kinds.lineno, kinds.col_offset) == (kinds.elts[0].lineno, kinds.elts[0].col_offset):
            line = source.splitlines()[kinds.lineno - 1].decode("utf-8", "replace")
            place = (filename, kinds.lineno, kinds.col_offset + 1, line, kinds.end_lineno, kinds.end_col_offset + 1)
            raise SyntaxError("multiple exception types must be parenthesized", place)


def _evaluate(node, in_function):
    """Puts what a definition is annotated with before it, as expressions that stand where they stood."""
    import ast

    for field in ("body", "orelse", "finalbody", "handlers", "cases"):
        statements = getattr(node, field, None)
        if not isinstance(statements, list):
            continue
        out = []
        for s in statements:
            definition = isinstance(s, (ast.FunctionDef, ast.AsyncFunctionDef))
            if definition and not s.type_params:
                out += [ast.copy_location(ast.Expr(a), a) for a in _annotations(s)]
            out.append(s)
            if isinstance(s, ast.AnnAssign) and not in_function:
                out.append(ast.copy_location(ast.Expr(s.annotation), s.annotation))
            _evaluate(s, definition or (in_function and not isinstance(s, ast.ClassDef)))
        setattr(node, field, out)


def _annotations(function):
    a = function.args
    every = [*a.posonlyargs, *a.args, a.vararg, *a.kwonlyargs, a.kwarg]
    return [x for x in (*(p.annotation for p in every if p is not None), function.returns) if x is not None]


def _mend_imports(library):
    external = sys.modules["_frozen_importlib_external"]
    names = {"original": external.SourceLoader.source_to_code, "library": library + "/"}
    # Frames of this name in this file are taken for the importing machinery's own, which tracebacks leave out.
    names["_call_with_frames_removed"] = _hidden(compiled)
    text = (
        "def source_to_code(self, data, path, *, _optimize=-1):\n"
        "    code = original(self, data, path, _optimize=_optimize)\n"
        "    if type(data) is not bytes or path.startswith(library):\n"
        "        return code\n"
        "    return _call_with_frames_removed(code, data, path)\n"
    )
    exec(compile(text, "<frozen importlib._bootstrap_external>", "exec"), names)
    external.SourceLoader.source_to_code = names["source_to_code"]


def _hidden(function):
    code = function.__code__.replace(co_filename="<frozen importlib._bootstrap_external>", co_name="_call_with_frames_removed")
    return type(function)(code, globals(), "_call_with_frames_removed")


def _program(script):
    """Takes the place of the program's own code when that is about to run, where that is not what it was before 3.14."""
    seen = False

    def hook(event, args):
        nonlocal seen
        if event != "exec" or seen or args[0].co_filename != script:
            return
        seen = True
        code = args[0]
        try:
            with open(script, "rb") as file:
                mended = compiled(code, file.read(), script)
            if mended is code:
                return
            exec(mended, sys.modules["__main__"].__dict__)
        except SystemExit:
            raise
        except BaseException as error:
            shown = sys.excepthook

            def show(kind, value, tb):
                while tb is not None and tb.tb_frame.f_code.co_filename != script:
                    tb = tb.tb_next
                shown(kind, value.with_traceback(tb), tb)

            if isinstance(error, KeyboardInterrupt):
                show(type(error), error, error.__traceback__)
                raise SystemExit(130) from None
            sys.excepthook = show
            raise
        raise SystemExit

    hook.__cantrace__ = True
    return hook
