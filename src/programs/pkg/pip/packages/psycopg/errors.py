from ._postgres import STATES, failure_text, kind_of


class Warning(Exception):
    pass


class Error(Exception):
    sqlstate = None
    _failure = {}

    @property
    def diag(self):
        from types import SimpleNamespace

        f = self._failure
        return SimpleNamespace(sqlstate=f.get("state"), message_primary=f.get("message"), message_detail=f.get("detail"), message_hint=f.get("hint"), severity="ERROR")


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


_by_state = {s: type(n, (globals()[kind_of(s)],), {"__module__": __name__, "sqlstate": s}) for s, n in STATES.items()}
globals().update({cls.__name__: cls for cls in _by_state.values()})


def lookup(sqlstate):
    return _by_state[sqlstate]


def from_failure(failure, sql):
    state = failure.get("state")
    error = (_by_state.get(state) or globals()[kind_of(state)])(failure_text(failure, sql).rstrip("\n"))
    error.sqlstate, error._failure = state, failure
    return error
