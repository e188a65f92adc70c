import getpass
import re
import shutil
import sys

from .exceptions import Abort, UsageError
from .types import Choice, convert_type

_COLOURS = {
    "black": 30, "red": 31, "green": 32, "yellow": 33, "blue": 34, "magenta": 35, "cyan": 36, "white": 37, "reset": 39,
    "bright_black": 90, "bright_red": 91, "bright_green": 92, "bright_yellow": 93, "bright_blue": 94, "bright_magenta": 95,
    "bright_cyan": 96, "bright_white": 97,
}


def style(text, fg=None, bg=None, bold=None, dim=None, underline=None, overline=None, italic=None, blink=None, reverse=None, strikethrough=None, reset=True):
    bits = []
    for colour, add in ((fg, 0), (bg, 10)):
        if colour:
            if colour not in _COLOURS:
                raise TypeError(f"Unknown color {colour!r}")
            bits.append(_COLOURS[colour] + add)
    for value, on, off in ((bold, 1, 22), (dim, 2, 22), (underline, 4, 24), (overline, 53, 55), (italic, 3, 23), (blink, 5, 25), (reverse, 7, 27), (strikethrough, 9, 29)):
        if value is not None:
            bits.append(on if value else off)
    return "".join(f"\x1b[{b}m" for b in bits) + str(text) + ("\x1b[0m" if reset else "")


def unstyle(text):
    return re.sub(r"\x1b\[[;?0-9]*[a-zA-Z]", "", text)


def echo(message=None, file=None, nl=True, err=False, color=None):
    file = file or (sys.stderr if err else sys.stdout)
    if isinstance(message, (bytes, bytearray)):
        file.flush()
        file.buffer.write(bytes(message) + (b"\n" if nl else b""))
        file.buffer.flush()
        return
    text = ("" if message is None else str(message)) + ("\n" if nl else "")
    if not (color or (color is None and getattr(file, "isatty", bool)())):
        text = unstyle(text)
    file.write(text)
    file.flush()


def secho(message=None, file=None, nl=True, err=False, color=None, **styles):
    if message is not None and not isinstance(message, (bytes, bytearray)):
        message = style(message, **styles)
    echo(message, file=file, nl=nl, err=err, color=color)


def echo_via_pager(text_or_generator, color=None):
    text = text_or_generator() if callable(text_or_generator) else text_or_generator
    echo(text if isinstance(text, str) else "".join(text), nl=False, color=color)


def get_terminal_size():
    return shutil.get_terminal_size()


def clear():
    if sys.stdout.isatty():
        echo("\x1b[2J\x1b[1;1H", nl=False, color=True)


def pause(info=None, err=False):
    if sys.stdin.isatty() and sys.stdout.isatty():
        echo(info or "Press any key to continue...", nl=False, err=err)
        sys.stdin.readline()


visible_prompt_func, hidden_prompt_func = input, getpass.getpass  # a test puts its own here


def _ask(text, hide, err):
    try:
        if hide:
            return hidden_prompt_func(text)
        echo(text.rstrip(" "), nl=False, err=err)
        return visible_prompt_func(" ")
    except (KeyboardInterrupt, EOFError):
        if hide:
            echo(None, err=err)
        raise Abort() from None


def prompt(text, default=None, hide_input=False, confirmation_prompt=False, type=None, value_proc=None, prompt_suffix=": ", show_default=True, err=False, show_choices=True):
    kind = convert_type(type, default)
    shown = text
    if isinstance(kind, Choice) and show_choices:
        shown += f" ({', '.join(map(str, kind.choices))})"
    if default is not None and show_default:
        shown += f" [{default}]"
    shown += prompt_suffix
    while True:
        while True:
            value = _ask(shown, hide_input, err)
            if value:
                break
            if default is not None:
                value = default
                break
        try:
            result = (value_proc or kind)(value)
        except UsageError as e:
            echo("Error: The value you entered was invalid." if hide_input else f"Error: {e.message}", err=err)
            continue
        if not confirmation_prompt:
            return result
        again = confirmation_prompt if isinstance(confirmation_prompt, str) else "Repeat for confirmation"
        while not (second := _ask(again + prompt_suffix, hide_input, err)):
            pass
        if value == second:
            return result
        echo("Error: The two entered values do not match.", err=err)


def confirm(text, default=False, abort=False, prompt_suffix=": ", show_default=True, err=False):
    choices = "y/n" if default is None else "Y/n" if default else "y/N"
    shown = f"{text}{f' [{choices}]' if show_default else ''}{prompt_suffix}"
    while True:
        value = _ask(shown, False, err).lower().strip()
        if value in ("y", "yes"):
            answer = True
        elif value in ("n", "no"):
            answer = False
        elif value == "" and default is not None:
            answer = default
        else:
            echo("Error: invalid input", err=err)
            continue
        if abort and not answer:
            raise Abort()
        return answer


class progressbar:
    """Off a terminal only the label is shown, as the real one does."""

    def __init__(self, iterable=None, length=None, label=None, **options):
        self._items = iterable if iterable is not None else range(length or 0)
        self.length = length if length is not None else len(self._items)
        self.label, self.pos, self._tty = label or "", 0, sys.stdout.isatty()

    def __enter__(self):
        if not self._tty:
            echo(self.label)
        else:
            self._draw()
        return self

    def __exit__(self, *exc):
        if self._tty:
            echo()

    def _draw(self):
        share = self.pos / self.length if self.length else 1
        filled = int(share * 36)
        echo(f"\r{self.label}  [{'#' * filled}{'-' * (36 - filled)}]  {int(share * 100):3d}%", nl=False)

    def update(self, n_steps, current_item=None):
        self.pos = min(self.length, self.pos + n_steps)
        if self._tty:
            self._draw()

    def __iter__(self):
        for item in self._items:
            yield item
            self.update(1)


__all__ = ["clear", "confirm", "echo", "echo_via_pager", "get_terminal_size", "pause", "progressbar", "prompt", "secho", "style", "unstyle"]
