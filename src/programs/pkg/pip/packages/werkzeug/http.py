import re
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from urllib.parse import unquote

_COOKIE_PLAIN = re.compile(r"^[\w!#$%&'()*+./:<=>?@\[\]^`{|}~-]*$", re.A)


def parse_options_header(line):
    """`form-data; name="x"` as ("form-data", {"name": "x"})."""
    if not line:
        return "", {}
    main, _, rest = line.partition(";")
    options = {}
    for m in re.finditer(r';?\s*([\w!#$%&*+.^`|~-]+)=("(?:[^"\\]|\\.)*"|[^;]*)', rest):
        key, value = m[1].lower(), m[2].strip()
        if value.startswith('"'):
            value = re.sub(r"\\(.)", r"\1", value[1:-1])
        if key.endswith("*") and "''" in value:
            key, value = key[:-1], unquote(value.split("''", 1)[1])
        options[key] = value
    return main.strip(), options


def parse_cookie(line):
    cookies = {}
    for part in (line or "").split(";"):
        key, sep, value = part.strip().partition("=")
        if not sep or not key:
            continue
        if value[:1] == value[-1:] == '"' and len(value) > 1:
            value = re.sub(r"\\([0-3][0-7]{2}|.)", lambda m: chr(int(m[1], 8)) if len(m[1]) == 3 else m[1], value[1:-1])
            value = value.encode("latin1").decode("utf-8", "replace")
        cookies.setdefault(key, value)
    return cookies


def dump_cookie(key, value="", max_age=None, expires=None, path="/", domain=None, secure=False, httponly=False, samesite=None, partitioned=False):
    if not _COOKIE_PLAIN.match(value):
        quoted = "".join(chr(b) if 0x20 <= b < 0x7F and chr(b) not in '",;\\' else f"\\{b:03o}" if chr(b) not in '"\\' else "\\" + chr(b) for b in value.encode())
        value = f'"{quoted}"'
    parts = [f"{key}={value}"]
    if isinstance(max_age, timedelta):
        max_age = int(max_age.total_seconds())
    if expires is not None:
        parts.append(f"Expires={http_date(expires)}")
    elif max_age is not None:
        parts.append(f"Expires={http_date(datetime.now(timezone.utc).timestamp() + max_age)}")
    for name, option in (("Domain", domain), ("Max-Age", max_age)):
        if option is not None:
            parts.append(f"{name}={option}")
    if domain is not None:
        parts = [parts[0], f"Domain={domain}", *[p for p in parts[1:] if not p.startswith("Domain=")]]
    parts += ["Secure"] * bool(secure) + ["HttpOnly"] * bool(httponly)
    if path is not None:
        parts.append(f"Path={path}")
    if samesite is not None:
        parts.append(f"SameSite={samesite.title()}")
    return "; ".join(parts)


def http_date(when=None):
    if when is None:
        when = datetime.now(timezone.utc)
    elif isinstance(when, (int, float)):
        when = datetime.fromtimestamp(when, timezone.utc)
    elif when.tzinfo is None:
        when = when.replace(tzinfo=timezone.utc)
    when = when.astimezone(timezone.utc)
    days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{days[when.weekday()]}, {when.day:02d} {months[when.month - 1]} {when.year:04d} {when:%H:%M:%S} GMT"


def parse_date(text):
    try:
        return parsedate_to_datetime(text) if text else None
    except (TypeError, ValueError):
        return None


HTTP_STATUS_CODES = {}


def _fill():
    from http import HTTPStatus

    for status in HTTPStatus:
        HTTP_STATUS_CODES[status.value] = status.phrase
    HTTP_STATUS_CODES[418] = "I'm a teapot"
    HTTP_STATUS_CODES[413] = "Request Entity Too Large"


_fill()
