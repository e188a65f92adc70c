class Diagnostics:
    def __init__(self, failure):
        self.sqlstate, self.message_primary = failure.get("state"), failure.get("message")
        self.message_detail, self.message_hint, self.severity = failure.get("detail"), failure.get("hint"), "ERROR"
        found = None
        if '"' in (failure.get("message") or "") and (failure.get("state") or "").startswith("23"):
            found = failure["message"].rsplit('"', 2)[1]
        self.constraint_name = found


class Warning(Exception):
    __module__ = "psycopg2"


class Error(Exception):
    __module__ = "psycopg2"
    pgcode = pgerror = cursor = None
    _failure = {}

    @property
    def diag(self):
        return Diagnostics(self._failure)


class InterfaceError(Error):
    __module__ = "psycopg2"


class DatabaseError(Error):
    __module__ = "psycopg2"


class DataError(DatabaseError):
    __module__ = "psycopg2"


class OperationalError(DatabaseError):
    __module__ = "psycopg2"


class IntegrityError(DatabaseError):
    __module__ = "psycopg2"


class InternalError(DatabaseError):
    __module__ = "psycopg2"


class ProgrammingError(DatabaseError):
    __module__ = "psycopg2"


class NotSupportedError(DatabaseError):
    __module__ = "psycopg2"
