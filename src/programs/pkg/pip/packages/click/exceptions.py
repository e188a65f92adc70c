import sys


class ClickException(Exception):
    exit_code = 1

    def __init__(self, message):
        super().__init__(message)
        self.message = message

    def format_message(self):
        return self.message

    def __str__(self):
        return self.message

    def show(self, file=None):
        print(f"Error: {self.format_message()}", file=file or sys.stderr)


class UsageError(ClickException):
    exit_code = 2

    def __init__(self, message, ctx=None):
        super().__init__(message)
        self.ctx = ctx

    def show(self, file=None):
        file = file or sys.stderr
        if self.ctx is not None:
            print(self.ctx.get_usage(), file=file)
            if self.ctx.command.get_help_option(self.ctx) is not None:
                print(f"Try '{self.ctx.command_path} {self.ctx.help_option_names[0]}' for help.", file=file)
            print(file=file)
        print(f"Error: {self.format_message()}", file=file)


class BadParameter(UsageError):
    def __init__(self, message, ctx=None, param=None, param_hint=None):
        super().__init__(message, ctx)
        self.param, self.param_hint = param, param_hint

    def _hint(self):
        hint = self.param_hint or (self.param.get_error_hint() if self.param is not None else None)
        return " / ".join(hint) if isinstance(hint, (list, tuple)) else hint

    def format_message(self):
        hint = self._hint()
        return f"Invalid value for {hint}: {self.message}" if hint else f"Invalid value: {self.message}"


class MissingParameter(BadParameter):
    def __init__(self, message=None, ctx=None, param=None, param_hint=None, param_type=None):
        super().__init__(message or "", ctx, param, param_hint)
        self.param_type = param_type or (param.param_type_name if param is not None else "parameter")

    def format_message(self):
        extra = self.param.type.get_missing_message(self.param) if self.param is not None else None
        text = self.message or extra
        return f"Missing {self.param_type} {self._hint() or ''}".rstrip() + ("." + (f" {text}" if text else ""))

    def __str__(self):
        return self.format_message()


class NoSuchOption(UsageError):
    def __init__(self, option_name, message=None, possibilities=None, ctx=None):
        super().__init__(message or f"No such option: {option_name}", ctx)
        self.option_name, self.possibilities = option_name, possibilities

    def format_message(self):
        near = sorted(self.possibilities or [])
        if not near:
            return self.message
        return f"{self.message} Did you mean {near[0]}?" if len(near) == 1 else f"{self.message} (Possible options: {', '.join(near)})"


class BadOptionUsage(UsageError):
    def __init__(self, option_name, message, ctx=None):
        super().__init__(message, ctx)
        self.option_name = option_name


class BadArgumentUsage(UsageError):
    pass


class FileError(ClickException):
    def __init__(self, filename, hint=None):
        super().__init__(hint or "unknown error")
        self.filename = filename

    def format_message(self):
        return f"Could not open file {self.filename!r}: {self.message}"


class Abort(RuntimeError):
    pass


class Exit(RuntimeError):
    def __init__(self, code=0):
        super().__init__(code)
        self.exit_code = code
