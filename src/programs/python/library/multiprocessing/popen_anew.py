"""
A process of multiprocessing is a new Python. As after a fork it knows what its parent knew: the program runs again up to where the
process was started, unseen and without its `if __name__ == "__main__"`, and then gets its parent's values.
"""
import io
import os
import pickle
import sys
import types

from . import context, popen_spawn_posix, reduction, spawn, util


class Popen(popen_spawn_posix.Popen):
    def __init__(self, process_obj, forked):
        self._forked = forked
        super().__init__(process_obj)

    def duplicate_for_child(self, fd):
        if fd not in self._fds:
            self._fds.append(fd)
        return fd

    def _launch(self, process_obj):
        sent = io.BytesIO()
        context.set_spawning_popen(self)
        try:
            told = spawn.get_preparation_data(process_obj._name)
            if self._forked:
                told["forked_main"] = told.pop("init_main_from_path", None), told.pop("init_main_from_name", None)
                process_obj = _Forked(process_obj)
            reduction.dump(told, sent)
            self._dump(process_obj, sent)
        finally:
            context.set_spawning_popen(None)
        self.sentinel, end = os.pipe()
        start, told_by = os.pipe()
        self._fds += [start, end]
        self.pid = util.spawnv_passfds(spawn.get_executable(), spawn.get_command_line(pipe_handle=start), self._fds)
        os.close(start)
        os.close(end)
        with open(told_by, "wb") as f:
            try:
                f.write(sent.getbuffer())
                f.flush()
            except BrokenPipeError:
                pass
        self.finalizer = util.Finalize(self, util.close_fds, (self.sentinel,))

    def _dump(self, process_obj, sent):
        try:
            reduction.dump(process_obj, sent)
        except (pickle.PicklingError, AttributeError, TypeError) as e:
            if not self._forked:
                raise
            raise pickle.PicklingError(f"drydock: forks are not simulated: what a process is given must be picklable ({e})") from None


def _known(main):
    """The program's values, as far as another process can have them."""
    found = {}
    for name, value in vars(main).items():
        if name.startswith("__") or isinstance(value, (types.ModuleType, types.FunctionType, types.BuiltinFunctionType, type)):
            continue
        try:
            reduction.ForkingPickler.dumps(value)
        except Exception:
            continue
        found[name] = value
    return found


class _Forked:
    """A process and its parent's values, which may be the same objects: they go together."""

    def __init__(self, process):
        self._process = process

    def __reduce__(self):
        return _resume, (_known(sys.modules["__main__"]), self._process)


def _resume(known, process):
    sys.modules["__main__"].__dict__.update(known)
    return process


def resume_main(path, module):
    main = types.ModuleType("__main__")
    sys.modules["__main__"] = sys.modules["__mp_main__"] = main
    if path is None and module is not None:
        from importlib.util import find_spec

        main.__spec__ = find_spec(module)
        path = main.__spec__.origin
    if path is not None:
        main.__file__ = path
        _run_unseen(path, main)


def _run_unseen(path, main):
    import ast

    with open(path, "rb") as f:
        tree = ast.parse(f.read(), path)
    tree.body = [s for s in tree.body if not _is_guard(s)]
    seen = sys.stdout, sys.stderr, sys.stdin
    sys.stdout, sys.stderr, sys.stdin = io.StringIO(), io.StringIO(), io.StringIO()
    try:
        exec(compile(tree, path, "exec", dont_inherit=True), main.__dict__)
    except BaseException:
        pass  # As far as it got: here the process was started.
    finally:
        sys.stdout, sys.stderr, sys.stdin = seen


def _is_guard(statement):
    import ast

    return isinstance(statement, ast.If) and isinstance(statement.test, ast.Compare) and getattr(statement.test.left, "id", None) == "__name__"
