class Warning(Exception):
    pass


class Diagnostics:
    def __init__(self, failure):
        self.sqlstate, self.message_primary = failure.get("state"), failure.get("message")
        self.message_detail, self.message_hint, self.severity = failure.get("detail"), failure.get("hint"), "ERROR"
        found = None
        if '"' in (failure.get("message") or "") and (failure.get("state") or "").startswith("23"):
            found = failure["message"].rsplit('"', 2)[1]
        self.constraint_name = found


class Error(Exception):
    pgcode = pgerror = cursor = None
    _failure = {}

    @property
    def diag(self):
        return Diagnostics(self._failure)


class InterfaceError(Error):
    pass


class DatabaseError(Error):
    pass


class DataError(DatabaseError):
    pass


class OperationalError(DatabaseError):
    pass


class IntegrityError(DatabaseError):
    pass


class InternalError(DatabaseError):
    pass


class ProgrammingError(DatabaseError):
    pass


class NotSupportedError(DatabaseError):
    pass
