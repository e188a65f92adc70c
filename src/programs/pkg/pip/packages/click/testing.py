"""Commands called with what they print caught."""
import contextlib
import io
import os
import sys
import tempfile

from . import termui


class Result:
    def __init__(self, runner, stdout, stderr, output, return_value, exit_code, exception, exc_info):
        self.runner, self.stdout, self.stderr, self.output = runner, stdout, stderr, output
        self.return_value, self.exit_code, self.exception, self.exc_info = return_value, exit_code, exception, exc_info

    def __repr__(self):
        return f"<Result {repr(self.exception) if self.exception else 'okay'}>"


class _Both(io.StringIO):
    def __init__(self, all):
        super().__init__()
        self._all = all

    def write(self, text):
        self._all.write(text)
        return super().write(text)


class CliRunner:
    def __init__(self, charset="utf-8", env=None, echo_stdin=False, **options):
        self.env = env or {}

    def invoke(self, cli, args=None, input=None, env=None, catch_exceptions=True, color=False, **extra):
        text = input.decode() if isinstance(input, bytes) else input or ""
        both = io.StringIO()
        out, err = _Both(both), _Both(both)
        before = (sys.stdin, dict(os.environ), termui.visible_prompt_func, termui.hidden_prompt_func)

        def typed(prompt, shown=True):
            line = sys.stdin.readline()
            out.write(prompt + (line.rstrip("\n") if shown else "") + "\n" if line else prompt)
            if not line:
                raise EOFError
            return line.rstrip("\n")

        termui.visible_prompt_func, termui.hidden_prompt_func = typed, lambda prompt: typed(prompt, False)
        code, error, info, value = 0, None, None, None
        sys.stdin = io.StringIO(text)
        os.environ.update({**self.env, **(env or {})})
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                try:
                    import shlex

                    value = cli.main(args=shlex.split(args) if isinstance(args, str) else args or (), prog_name=extra.pop("prog_name", cli.name or "root"), **extra)
                except SystemExit as e:
                    info = sys.exc_info()
                    code = e.code if isinstance(e.code, int) else 0 if e.code is None else 1
                    if code:
                        error = e
                    if not isinstance(e.code, (int, type(None))):
                        out.write(f"{e.code}\n")
                except Exception as e:
                    if not catch_exceptions:
                        raise
                    error, code, info = e, 1, sys.exc_info()
        finally:
            sys.stdin, termui.visible_prompt_func, termui.hidden_prompt_func = before[0], *before[2:]
            os.environ.clear()
            os.environ.update(before[1])
        return Result(self, out.getvalue(), err.getvalue(), both.getvalue(), value, code, error, info)

    @contextlib.contextmanager
    def isolated_filesystem(self, temp_dir=None):
        before = os.getcwd()
        with tempfile.TemporaryDirectory(dir=temp_dir) as folder:
            os.chdir(folder)
            try:
                yield folder
            finally:
                os.chdir(before)


__all__ = ["CliRunner", "Result"]
