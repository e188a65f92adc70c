"""An exception for each SQLSTATE that the server has."""
from . import _error
from ._postgres import STATES, failure_text, kind_of

_by_state = {state: type(name, (getattr(_error, kind_of(state)),), {"__module__": __name__}) for state, name in STATES.items()}
globals().update({cls.__name__: cls for cls in _by_state.values()})


def lookup(code):
    return _by_state[code]


def from_failure(failure, sql, cursor=None):
    state = failure.get("state")
    cls = _by_state.get(state) or getattr(_error, kind_of(state))
    error = cls(failure_text(failure, sql))
    error.pgcode, error.cursor, error._failure = state, cursor, failure
    error.pgerror = f"ERROR:  {failure_text(failure, sql)}"
    return error
