"""What psycopg2 and psycopg have in common: where the server is, what its failures are."""
import os
import re
import socket
from urllib.parse import parse_qsl, unquote, urlsplit

from ._wire import Gone, Refused, Wire


def parse_dsn(dsn):
    """`host=db user=me` or `postgresql://me@db/shop` as a dict."""
    if dsn.startswith(("postgresql://", "postgres://")):
        url = urlsplit(dsn)
        found = {"host": url.hostname, "port": url.port, "user": url.username and unquote(url.username), "password": url.password and unquote(url.password), "dbname": unquote(url.path.lstrip("/")) or None}
        return {**{k: v for k, v in found.items() if v is not None}, **dict(parse_qsl(url.query))}
    found = {}
    for m in re.finditer(r"\s*(\w+)\s*=\s*('(?:[^'\\]|\\.)*'|\S*)", dsn):
        value = m[2]
        found[m[1]] = re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith("'") else value
    if not found and dsn.strip():
        raise ValueError(f'missing "=" after "{dsn.strip()}" in connection info string\n')
    for name in found:
        if name not in _OPTIONS:
            raise ValueError(f'invalid connection option "{name}"\n')
    return found


_OPTIONS = frozenset(
    "host hostaddr port dbname user password passfile connect_timeout client_encoding options application_name fallback_application_name keepalives "
    "keepalives_idle keepalives_interval keepalives_count tcp_user_timeout sslmode sslcert sslkey sslrootcert sslcrl gssencmode channel_binding "
    "require_auth service target_session_attrs load_balance_hosts requirepeer replication".split()
)


def connect(options, error):
    """A Wire; raises `error` in libpq's words."""
    env = os.environ
    user = options.get("user") or env.get("PGUSER") or _own_name()
    database = options.get("dbname") or options.get("database") or env.get("PGDATABASE") or user
    password = options.get("password") or env.get("PGPASSWORD")
    host, port = options.get("host") or env.get("PGHOST"), int(options.get("port") or env.get("PGPORT") or 5432)
    timeout = options.get("connect_timeout")
    hello = {"user": user, "password": password, "database": database}
    if not host or host.startswith("/"):
        path = f"{host or '/var/run/postgresql'}/.s.PGSQL.{port}"
        where = f'connection to server on socket "{path}" failed: '
        try:
            return Wire(path, hello)
        except (OSError, AttributeError) as e:
            raise error(f"{where}{getattr(e, 'strerror', 'No such file or directory')}\n\tIs the server running locally and accepting connections on that socket?\n") from None
        except Refused as e:
            raise error(f"{where}FATAL:  {e.failure['message']}\n") from None
        except Gone:
            raise error(f"{where}server closed the connection unexpectedly\n") from None
    try:
        address = socket.gethostbyname(host)
    except OSError as e:
        raise error(f'could not translate host name "{host}" to address: {e.strerror}\n') from None
    where = f'connection to server at "{host}"{f" ({address})" if address != host else ""}, port {port} failed: '
    try:
        return Wire((address, port), hello, float(timeout) if timeout else None)
    except TimeoutError:
        raise error(f"{where}timeout expired\n") from None
    except OSError as e:
        raise error(f"{where}{e.strerror}\n\tIs the server running on that host and accepting TCP/IP connections?\n") from None
    except Refused as e:
        if "no password supplied" in e.failure["message"]:
            raise error(f"{where}fe_sendauth: no password supplied\n") from None
        raise error(f"{where}FATAL:  {e.failure['message']}\n") from None
    except Gone:
        raise error(f"{where}server closed the connection unexpectedly\n\tThis probably means the server terminated abnormally\n\tbefore or while processing the request.\n") from None


_PIECE = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|/\*.*?\*/|(\$\w*\$).*?\1|;|[^'"\-/$;]+|.""", re.S)


def statements(sql):
    """The statements of a text, without what ends them; a text of none is one that is empty."""
    found, now = [], ""
    for m in _PIECE.finditer(sql):
        if m[0] == ";":
            found.append(now)
            now = ""
        else:
            now += m[0]
    rest = [s for s in [*found, now] if re.sub(r"--[^\n]*|/\*.*?\*/", "", s, flags=re.S).strip()]
    return rest or [""]


def _own_name():
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError):
        return "root"


def failure_text(failure, sql):
    """A failure as libpq words it: the message, the line that it is about, details."""
    text = failure["message"]
    at = failure.get("at")
    if at is not None:
        before = sql[:at]
        line = before.count("\n") + 1
        start = before.rfind("\n") + 1
        end = sql.find("\n", start)
        head = f"LINE {line}: "
        text += f"\n{head}{sql[start : len(sql) if end < 0 else end]}\n{' ' * (len(head) + at - start)}^"
    for key, name in (("detail", "DETAIL"), ("hint", "HINT")):
        if failure.get(key):
            text += f"\n{name}:  {failure[key]}"
    return text + "\n"


STATES = {
    "23505": "UniqueViolation", "23503": "ForeignKeyViolation", "23502": "NotNullViolation", "23514": "CheckViolation", "42P01": "UndefinedTable",
    "42703": "UndefinedColumn", "42601": "SyntaxError", "42P07": "DuplicateTable", "42701": "DuplicateColumn", "42883": "UndefinedFunction",
    "42804": "DatatypeMismatch", "42501": "InsufficientPrivilege", "42P04": "DuplicateDatabase", "3D000": "InvalidCatalogName", "22P02": "InvalidTextRepresentation",
    "22012": "DivisionByZero", "22001": "StringDataRightTruncation", "22003": "NumericValueOutOfRange", "22007": "InvalidDatetimeFormat", "25P02": "InFailedSqlTransaction",
    "28P01": "InvalidPassword", "28000": "InvalidAuthorizationSpecification", "40001": "SerializationFailure", "40P01": "DeadlockDetected", "57014": "QueryCanceled",
    "0A000": "FeatureNotSupported", "25001": "ActiveSqlTransaction", "42702": "AmbiguousColumn", "42710": "DuplicateObject", "42P02": "UndefinedParameter",
    "42704": "UndefinedObject", "3F000": "InvalidSchemaName", "21000": "CardinalityViolation", "23000": "IntegrityConstraintViolation", "2BP01": "DependentObjectsStillExist",
}
CLASSES = {
    "0A": "NotSupportedError", "21": "ProgrammingError", "22": "DataError", "23": "IntegrityError", "24": "InternalError", "25": "InternalError", "26": "ProgrammingError",
    "28": "OperationalError", "2B": "InternalError", "3D": "OperationalError", "3F": "ProgrammingError", "40": "OperationalError", "42": "ProgrammingError",
    "44": "ProgrammingError", "53": "OperationalError", "54": "OperationalError", "55": "OperationalError", "57": "OperationalError", "08": "OperationalError",
}


def kind_of(state):
    """The name of the error's class among PEP 249's."""
    return CLASSES.get((state or "")[:2], "DatabaseError")


def escape_identifier(name):
    return '"{}"'.format(name.replace('"', '""'))
