import re

from ._postgres import STATES

for _state, _name in STATES.items():
    globals()[re.sub(r"(?<!^)(?=[A-Z])", "_", _name).upper()] = _state


def lookup(code):
    return re.sub(r"(?<!^)(?=[A-Z])", "_", STATES[code]).upper()
