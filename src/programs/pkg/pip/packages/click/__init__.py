"""Command lines, as Drydock simulates click's everyday part."""
from .core import Argument, Command, Context, Group, MultiCommand, Option, Parameter
from .decorators import (
    argument,
    command,
    confirmation_option,
    group,
    help_option,
    make_pass_decorator,
    option,
    pass_context,
    pass_obj,
    password_option,
    version_option,
)
from .exceptions import Abort, BadArgumentUsage, BadOptionUsage, BadParameter, ClickException, Exit, FileError, MissingParameter, NoSuchOption, UsageError
from .globals import get_current_context
from .termui import clear, confirm, echo, echo_via_pager, get_terminal_size, pause, progressbar, prompt, secho, style, unstyle
from .types import BOOL, FLOAT, INT, STRING, UNPROCESSED, UUID, Choice, DateTime, File, FloatRange, IntRange, ParamType, Path, Tuple

__version__ = "@VERSION@"
BaseCommand = Command


def get_app_dir(app_name, roaming=True, force_posix=False):
    import os

    return os.path.join(os.path.expanduser("~/.config"), app_name.lower().replace(" ", "-"))


def format_filename(filename, shorten=False):
    import os

    return os.path.basename(filename) if shorten else str(filename)


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    raise AttributeError(f"drydock: click.{name} is not simulated")
