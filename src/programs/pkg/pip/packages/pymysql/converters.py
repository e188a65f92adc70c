from ._mysql import literal


def escape_string(value, mapping=None):
    return literal(str(value))[1:-1]


def escape_item(value, charset, mapping=None):
    return literal(value)
