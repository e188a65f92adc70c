"""Values and failures of MySQL's servers, for its clients."""
import datetime
import decimal
import re

_ESCAPES = str.maketrans({"\0": "\\0", "\n": "\\n", "\r": "\\r", "\x1a": "\\Z", '"': '\\"', "'": "\\'", "\\": "\\\\"})


def literal(value):
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, (int, decimal.Decimal)):
        return str(value)
    if isinstance(value, float):
        text = repr(value)
        return text if "e" in text else f"{text}e0"
    if isinstance(value, (bytes, bytearray)):
        return f"x'{bytes(value).hex()}'"
    if isinstance(value, datetime.datetime):
        return f"'{value:%Y-%m-%d %H:%M:%S}{f'.{value.microsecond:06d}' if value.microsecond else ''}'"
    if isinstance(value, datetime.date):
        return f"'{value.isoformat()}'"
    if isinstance(value, datetime.timedelta):
        seconds = int(value.total_seconds())
        return f"'{seconds // 3600:02d}:{seconds % 3600 // 60:02d}:{seconds % 60:02d}'"
    if isinstance(value, datetime.time):
        return f"'{value.isoformat()}'"
    if isinstance(value, (list, tuple, set)):
        return f"({','.join(map(literal, value))})"
    if isinstance(value, dict):
        raise TypeError("dict can not be used as parameter")
    return f"'{str(value).translate(_ESCAPES)}'"


def _timedelta(text):
    m = re.fullmatch(r"(-?)(\d+):(\d\d):(\d\d(?:\.\d+)?)", text)
    if m is None:
        return text
    span = datetime.timedelta(hours=int(m[2]), minutes=int(m[3]), seconds=float(m[4]))
    return -span if m[1] else span


CONVERT = {
    "decimal": decimal.Decimal, "numeric": decimal.Decimal, "date": datetime.date.fromisoformat, "time": _timedelta,
    "datetime": datetime.datetime.fromisoformat, "timestamp": datetime.datetime.fromisoformat,
    "int": int, "bigint": int, "smallint": int, "tinyint": int, "mediumint": int, "double": float, "float": float,
}
TYPES = {
    "decimal": 246, "tinyint": 1, "smallint": 2, "int": 3, "float": 4, "double": 5, "timestamp": 7, "bigint": 8, "mediumint": 9, "date": 10,
    "time": 11, "datetime": 12, "year": 13, "json": 245, "text": 252, "blob": 252, "varchar": 253, "char": 254,
}


def base_type(name):
    return re.sub(r"\(.*", "", name).split(" ")[0].lower()


def from_server(value, type_name):
    if isinstance(value, bool):
        return int(value)
    if not isinstance(value, str):
        return value
    convert = CONVERT.get(base_type(type_name))
    if convert is None:
        return value
    try:
        return convert(value)
    except ValueError:
        return value if value and not value.startswith("0000") else None


def fill(sql, args):
    """A statement with its values in the places of %s and %(name)s."""
    if args is None:
        return sql
    if isinstance(args, dict):
        return sql % {k: literal(v) for k, v in args.items()}
    if isinstance(args, (list, tuple)):
        return sql % tuple(literal(v) for v in args)
    return sql % literal(args)


INTEGRITY = {1022, 1048, 1062, 1169, 1215, 1216, 1217, 1364, 1451, 1452, 3819}
PROGRAMMING = {1007, 1008, 1046, 1049, 1050, 1051, 1054, 1061, 1064, 1091, 1102, 1103, 1109, 1110, 1111, 1136, 1146, 1149, 1305}
DATA = {1264, 1265, 1292, 1366, 1406}


def kind_of(number):
    if number in INTEGRITY:
        return "IntegrityError"
    if number in DATA:
        return "DataError"
    if number in PROGRAMMING:
        return "ProgrammingError"
    return "OperationalError"


__all__ = ["CONVERT", "TYPES", "base_type", "fill", "from_server", "kind_of", "literal"]
