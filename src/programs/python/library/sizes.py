"""What `sys.getsizeof` gives where a pointer takes 8 bytes, told from what it gives where one takes 4."""
import types

# What is not all pointers: how often the size of here is taken, and what is added.
_KINDS = {
    int: (1, 12), bool: (1, 12), float: (1, 8), complex: (1, 8), bytes: (1, 16), bytearray: (1, 28), tuple: (2, -8), map: (2, -8),
    types.GeneratorType: (2, -8), types.CoroutineType: (2, -8), types.AsyncGeneratorType: (2, -8), types.FunctionType: (2, -8),
    memoryview: (2, -8), types.CodeType: (2, -64),
}  # fmt: skip


def size(object, own, *default):
    kind = type(object)
    here = own(object, *default)
    if isinstance(getattr(kind, "__sizeof__", None), types.FunctionType):
        return here
    if kind is str:
        return here + (20 if object.isascii() else 28)
    if kind is dict:
        return _table(here)
    if isinstance(object, dict):
        more = here - own(dict(object))
        more_there = more if kind.__name__ == "defaultdict" else 2 * more
        return _table(here - more) + more_there if more > 0 else 2 * here
    if isinstance(object, tuple):
        kind = tuple
    if isinstance(object, type) and object.__flags__ & 1 << 9:
        return 2 * here - 80
    times, more = _KINDS.get(kind, (2, 0))
    return times * here + more


def _table(here):
    """A dictionary: its head, the head of its keys, an index of 1, 2 or 4 bytes for each place, and entries of two or three words."""
    if here <= 40:
        return 64
    for power in range(3, 31):
        places = 1 << power
        index, entries = places * (1 if power < 8 else 2 if power < 16 else 4), places * 2 // 3
        for words in (2, 3):
            if here == 60 + index + entries * words * 4:
                return 96 + index + entries * words * 8
    return 2 * here
