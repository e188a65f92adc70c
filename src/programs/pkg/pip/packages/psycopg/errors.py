import re

from ._postgres import STATES, failure_text, kind_of


class Diagnostic:
    """What a failure or a notice says of itself; what is not known is None."""

    def __init__(self, failure, severity):
        self.sqlstate, self.message_primary = failure.get("state"), failure.get("message")
        self.message_detail, self.message_hint, self.severity, self.severity_nonlocalized = failure.get("detail"), failure.get("hint"), severity, severity
        names = re.findall(r'"([^"]+)"', failure.get("message") or "")
        state = failure.get("state") or ""
        self.constraint_name = names[-1] if names and state in ("23505", "23503", "23514") else None
        self.table_name = _table(state, names, self.constraint_name)
        self.column_name = names[0] if names and state == "23502" else None
        self.schema_name = "public" if self.table_name else None
        self.statement_position = str(failure["at"] + 1) if failure.get("at") is not None else None

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return None


def _table(state, names, constraint):
    if state == "23505":
        return re.sub(r"_(?:pkey|\w+?_key)$", "", constraint) if constraint else None
    if state == "23502":
        return names[1] if len(names) > 1 else None
    return names[0] if state in ("23503", "23514") and names else None


class Warning(Exception):
    __module__ = "psycopg"


class Error(Exception):
    __module__ = "psycopg"
    sqlstate = None
    _failure = {}

    @property
    def diag(self):
        return Diagnostic(self._failure, "ERROR")


class InterfaceError(Error):
    __module__ = "psycopg"


class DatabaseError(Error):
    __module__ = "psycopg"


class DataError(DatabaseError):
    __module__ = "psycopg"


class OperationalError(DatabaseError):
    __module__ = "psycopg"


class IntegrityError(DatabaseError):
    __module__ = "psycopg"


class InternalError(DatabaseError):
    __module__ = "psycopg"


class ProgrammingError(DatabaseError):
    __module__ = "psycopg"


class NotSupportedError(DatabaseError):
    __module__ = "psycopg"


_by_state = {s: type(n, (globals()[kind_of(s)],), {"__module__": __name__, "sqlstate": s}) for s, n in STATES.items()}
globals().update({cls.__name__: cls for cls in _by_state.values()})


def lookup(sqlstate):
    return _by_state[sqlstate]


def from_failure(failure, sql):
    state = failure.get("state")
    error = (_by_state.get(state) or globals()[kind_of(state)])(failure_text(failure, sql).rstrip("\n"))
    error.sqlstate, error._failure = state, failure
    return error
