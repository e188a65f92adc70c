import io
import logging
import os
import re
import sys
from collections import OrderedDict

logger = logging.getLogger(__name__)
_LINE = re.compile(
    r"""[ \t]*(?:export[ \t]+)?(?P<key>'[^']+'|[^=\#\s]+)[ \t]*
    (?:=[ \t]*(?P<value>'(?:\\'|[^'])*'|"(?:\\"|[^"])*"|[^\r\n]*))?[ \t]*(?:\#[^\r\n]*)?(?:\r\n|\n|\r|$)""",
    re.X,
)
_NAME = re.compile(r"\$\{(?P<name>[^}:]*)(?::-(?P<default>[^}]*))?\}")


def _parse(text):
    """(key, value or None, line number) of each setting; a line that is none is warned of."""
    at, line = 0, 1
    while at < len(text):
        start = re.compile(r"\s*(?:#[^\r\n]*)?").match(text, at)
        if start.end() > at:
            line += text.count("\n", at, start.end())
            at = start.end()
            continue
        m = _LINE.match(text, at)
        if m is None or m.end() == at:
            end = text.find("\n", at)
            logger.warning("python-dotenv could not parse statement starting at line %s", line)
            at = len(text) if end < 0 else end
            continue
        yield m["key"].strip("'"), _value(m["value"])
        line += text.count("\n", at, m.end())
        at = m.end()


def _value(raw):
    if raw is None:
        return None
    if raw[:1] == "'" == raw[-1:] and len(raw) > 1:
        return raw[1:-1].replace("\\'", "'").replace("\\\\", "\\")
    if raw[:1] == '"' == raw[-1:] and len(raw) > 1:
        named = {"n": "\n", "r": "\r", "t": "\t", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
        return re.sub(r"\\([nrtabfv\\'\"])", lambda m: named.get(m[1], m[1]), raw[1:-1])
    return re.sub(r"\s+#.*", "", raw).rstrip()


def _resolve(pairs, override):
    found = OrderedDict()
    for key, value in pairs:
        if value is not None:

            def look(m):
                known = {**os.environ, **found} if override else {**found, **os.environ}
                return known.get(m["name"], m["default"] or "") or ""

            value = _NAME.sub(look, value)
        found[key] = value
    return found


def find_dotenv(filename=".env", raise_error_if_not_found=False, usecwd=False):
    frame = sys._getframe()
    while not usecwd and frame.f_back is not None and frame.f_code.co_filename == __file__:
        frame = frame.f_back
    file = frame.f_code.co_filename
    folder = os.getcwd() if usecwd or not os.path.exists(file) else os.path.dirname(os.path.abspath(file))
    while True:
        path = os.path.join(folder, filename)
        if os.path.isfile(path):
            return path
        if folder == os.path.dirname(folder):
            break
        folder = os.path.dirname(folder)
    if raise_error_if_not_found:
        raise OSError("File not found")
    return ""


def _text(dotenv_path, stream, encoding, verbose):
    if stream is not None:
        return stream.read()
    if dotenv_path and os.path.isfile(dotenv_path):
        with open(dotenv_path, encoding=encoding) as f:
            return f.read()
    if verbose:
        logger.info("python-dotenv could not find configuration file %s.", dotenv_path or ".env")
    return ""


def load_dotenv(dotenv_path=None, stream=None, verbose=False, override=False, interpolate=True, encoding="utf-8"):
    if dotenv_path is None and stream is None:
        dotenv_path = find_dotenv()
    pairs = list(_parse(_text(dotenv_path, stream, encoding, verbose)))
    found = _resolve(pairs, override) if interpolate else OrderedDict(pairs)
    for key, value in found.items():
        if value is not None and (override or key not in os.environ):
            os.environ[key] = value
    return bool(found)


def dotenv_values(dotenv_path=None, stream=None, verbose=False, interpolate=True, encoding="utf-8"):
    if dotenv_path is None and stream is None:
        dotenv_path = find_dotenv()
    pairs = list(_parse(_text(dotenv_path, stream, encoding, verbose)))
    return _resolve(pairs, True) if interpolate else OrderedDict(pairs)


def get_key(dotenv_path, key_to_get, encoding="utf-8"):
    found = dotenv_values(dotenv_path, verbose=True, encoding=encoding)
    if key_to_get not in found:
        logger.warning("Key %s not found in %s.", key_to_get, dotenv_path)
    return found.get(key_to_get)


def _rewrite(path, key, line):
    """The file with a key's line put in the place of the old one, or at its end; None takes it away."""
    lines = io.StringIO(open(path, encoding="utf-8").read() if os.path.exists(path) else "").readlines()
    out, done = [], False
    for old in lines:
        if re.match(rf"\s*(?:export\s+)?'?{re.escape(key)}'?\s*=", old):
            done = True
            if line is not None:
                out.append(line)
        else:
            out.append(old)
    if not done and line is not None:
        if out and not out[-1].endswith("\n"):
            out.append("\n")
        out.append(line)
    with open(path, "w", encoding="utf-8") as f:
        f.writelines(out)
    return done


def set_key(dotenv_path, key_to_set, value_to_set, quote_mode="always", export=False, encoding="utf-8"):
    quote = quote_mode == "always" or (quote_mode == "auto" and not value_to_set.isalnum())
    shown = "'{}'".format(value_to_set.replace("'", "\\'")) if quote else value_to_set
    _rewrite(dotenv_path, key_to_set, f"{'export ' if export else ''}{key_to_set}={shown}\n")
    return True, key_to_set, value_to_set


def unset_key(dotenv_path, key_to_unset, quote_mode="always", encoding="utf-8"):
    if not os.path.exists(dotenv_path):
        logger.warning("Can't delete from %s - it doesn't exist.", dotenv_path)
        return None, key_to_unset
    if not _rewrite(dotenv_path, key_to_unset, None):
        logger.warning("Key %s not removed from %s - key doesn't exist.", key_to_unset, dotenv_path)
        return None, key_to_unset
    return True, key_to_unset
