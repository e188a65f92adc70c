"""Values in statements, and statements' values in Python, for PostgreSQL."""
import datetime
import decimal
import json
import re
import uuid


def quote(text):
    body = text.replace("'", "''")
    return f"'{body}'"


class ProgrammingMistake(Exception):
    """A value that there is no SQL for."""


def literal(value):
    if hasattr(value, "__drydock_sql__"):
        return value.__drydock_sql__()
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(int(value)) if value >= 0 else f" {int(value)}"
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            return f"'{'NaN' if value != value else 'Infinity' if value > 0 else '-Infinity'}'::float"
        return repr(value) if value >= 0 else f" {value!r}"
    if isinstance(value, decimal.Decimal):
        return str(value)
    if isinstance(value, str):
        return quote(value)
    if isinstance(value, (bytes, bytearray, memoryview)):
        return f"'\\x{bytes(value).hex()}'::bytea"
    if isinstance(value, datetime.datetime):
        return f"'{value.isoformat(sep='T')}'::timestamp{'tz' if value.tzinfo else ''}"
    if isinstance(value, datetime.date):
        return f"'{value.isoformat()}'::date"
    if isinstance(value, datetime.time):
        return f"'{value.isoformat()}'::time"
    if isinstance(value, datetime.timedelta):
        return f"'{value.days} days {value.seconds}.{value.microseconds:06d} seconds'::interval"
    if isinstance(value, uuid.UUID):
        return f"'{value}'::uuid"
    if isinstance(value, tuple):
        return f"({', '.join(map(literal, value))})"
    if isinstance(value, list):
        return f"ARRAY[{','.join(map(literal, value))}]" if value else "'{}'"
    raise ProgrammingMistake(f"can't adapt type {type(value).__name__!r}")


_HOLDER = re.compile(r"%(?:\((\w+)\)([sbt])|([sbt])|(%)|(.|$))", re.S)


def fill(sql, args, literal=literal):
    """A statement with its values in the places of %s and %(name)s. Raises IndexError, KeyError, TypeError, ValueError."""
    if args is None:
        return sql
    used = 0

    def put(m):
        nonlocal used
        if m[4]:
            return "%"
        if m[5] is not None and not m[3] and not m[1]:
            raise ValueError(f"unsupported format character '{m[5]}' (0x{ord(m[5] or ' '):x}) at index {m.start() + 1}")
        if m[1]:
            return literal(args[m[1]])
        if isinstance(args, dict):
            raise TypeError("dict is not a sequence")
        value = args[used]
        used += 1
        return literal(value)

    out = _HOLDER.sub(put, sql)
    if not isinstance(args, dict) and used < len(args):
        raise TypeError("not all arguments converted during string formatting")
    return out


def array(text, convert):
    """`{1,NULL,"a b"}` as a list."""
    at = 0

    def part():
        nonlocal at
        if text[at] == "{":
            at += 1
            out = []
            while text[at] != "}":
                out.append(part())
                if text[at] == ",":
                    at += 1
            at += 1
            return out
        if text[at] == '"':
            m = re.compile(r'"((?:[^"\\]|\\.)*)"').match(text, at)
            at = m.end()
            return convert(re.sub(r"\\(.)", r"\1", m[1]))
        m = re.compile(r"[^,}]*").match(text, at)
        at = m.end()
        return None if m[0] == "NULL" else convert(m[0])

    return part()


def _interval(text):
    m = re.fullmatch(r"(?:(-?\d+) years? ?)?(?:(-?\d+) mons? ?)?(?:(-?\d+) days? ?)?(?:(-?)(\d+):(\d\d):(\d\d(?:\.\d+)?))?", text)
    if m is None:
        return text
    years, months, days, sign, hours, minutes, seconds = m.groups()
    whole = (int(years or 0) * 365 + int(months or 0) * 30 + int(days or 0)) * 86400
    clock = int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(seconds or 0)
    return datetime.timedelta(seconds=whole + (-clock if sign else clock))


def _timestamp(text):
    text = text.replace(" ", "T", 1)
    return datetime.datetime.fromisoformat(re.sub(r"([+-]\d\d)$", r"\1:00", text))


CONVERT = {
    "numeric": decimal.Decimal, "date": datetime.date.fromisoformat, "timestamp without time zone": _timestamp,
    "timestamp with time zone": _timestamp, "timestamp": _timestamp, "timestamptz": _timestamp, "time without time zone": datetime.time.fromisoformat,
    "time": datetime.time.fromisoformat, "interval": _interval, "json": json.loads, "jsonb": json.loads,
    "bytea": lambda t: bytes.fromhex(t[2:]) if t.startswith("\\x") else t.encode(), "integer": int, "bigint": int, "smallint": int,
    "double precision": float, "real": float, "boolean": lambda t: t == "t" or t is True,
}


def from_server(value, type_name, convert=CONVERT):
    if not isinstance(value, str):
        return value
    base = re.sub(r"\(.*?\)", "", type_name).strip()
    if base.endswith("[]"):
        return array(value, convert.get(base[:-2], str))
    one = convert.get(base)
    return one(value) if one else value


OIDS = {
    "boolean": 16, "bytea": 17, "bigint": 20, "smallint": 21, "integer": 23, "text": 25, "json": 114, "real": 700, "double precision": 701,
    "character": 1042, "character varying": 1043, "date": 1082, "time without time zone": 1083, "timestamp without time zone": 1114,
    "timestamp with time zone": 1184, "interval": 1186, "numeric": 1700, "uuid": 2950, "jsonb": 3802,
}


def oid_of(type_name):
    return OIDS.get(re.sub(r"\(.*?\)", "", type_name).strip(), 25)
