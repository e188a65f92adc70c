"""Values and arrays of several processes: they lie in a file without a name that all of them have open."""
import os
import struct

from . import context

_NAMES = {
    "c": "c_char", "b": "c_byte", "B": "c_ubyte", "u": "c_wchar", "h": "c_short", "H": "c_ushort", "i": "c_int", "I": "c_uint",
    "l": "c_long", "L": "c_ulong", "q": "c_longlong", "Q": "c_ulonglong", "f": "c_float", "d": "c_double",
}


class _Memory:
    """`size` values of one kind."""

    def __init__(self, code, size, fd=None):
        if code not in _NAMES:
            raise TypeError("drydock: types of ctypes are not simulated; the codes of the module array are")
        self._code, self._size = code, size
        self._form = struct.Struct("<" + {"l": "q", "L": "Q", "c": "c", "u": "I"}.get(code, code))
        if fd is None:
            import tempfile

            fd, path = tempfile.mkstemp(prefix="pym-")
            os.unlink(path)
            os.pwrite(fd, bytes(self._form.size * size), 0)
        self._fd = fd

    def __reduce__(self):
        context.assert_spawning(self)
        context.get_spawning_popen().duplicate_for_child(self._fd)
        return type(self), (self._code, self._size, self._fd)

    def _get(self, at):
        (value,) = self._form.unpack(os.pread(self._fd, self._form.size, at * self._form.size))
        return chr(value) if self._code == "u" else value

    def _put(self, at, value):
        if self._code == "u":
            value = ord(value)
        elif self._code in "bBhHiIlLqQ":
            if not hasattr(value, "__index__"):
                raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
            bits = 8 * self._form.size
            value = int(value) & ((1 << bits) - 1)
            if self._code.islower() and value >> (bits - 1):
                value -= 1 << bits
        os.pwrite(self._fd, self._form.pack(value), at * self._form.size)


class _RawValue(_Memory):
    value = property(lambda self: self._get(0), lambda self, value: self._put(0, value))

    def __repr__(self):
        return f"{_NAMES[self._code]}({self.value!r})"


class _RawArray(_Memory):
    def __len__(self):
        return self._size

    def _place(self, at):
        if at < 0:
            at += self._size
        if not 0 <= at < self._size:
            raise IndexError("invalid index")
        return at

    def __getitem__(self, at):
        if isinstance(at, slice):
            found = [self._get(i) for i in range(*at.indices(self._size))]
            return b"".join(found) if self._code == "c" else "".join(found) if self._code == "u" else found
        return self._get(self._place(at))

    def __setitem__(self, at, value):
        if isinstance(at, slice):
            for i, v in zip(range(*at.indices(self._size)), [bytes([b]) for b in value] if self._code == "c" else value, strict=True):
                self._put(i, v)
        else:
            self._put(self._place(at), value)

    def __iter__(self):
        return (self._get(i) for i in range(self._size))

    @property
    def value(self):
        if self._code != "c":
            raise AttributeError("value")
        return self[:].partition(b"\0")[0]

    @value.setter
    def value(self, data):
        for i, b in enumerate(data + b"\0" * (len(data) < self._size)):
            self._put(i, bytes([b]))

    def __repr__(self):
        return f"<multiprocessing.sharedctypes.{_NAMES[self._code]}_Array_{self._size} object at {id(self):#x}>"


class SynchronizedBase:
    def __init__(self, obj, lock=None, ctx=None):
        self._obj, self._lock = obj, lock or (ctx or context._default_context.get_context()).RLock()
        self.acquire, self.release = self._lock.acquire, self._lock.release

    def __reduce__(self):
        context.assert_spawning(self)
        return type(self), (self._obj, self._lock)

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *error):
        return self._lock.__exit__(*error)

    def get_obj(self):
        return self._obj

    def get_lock(self):
        return self._lock

    def __repr__(self):
        return f"<{type(self).__name__} wrapper for {self._obj}>"


class Synchronized(SynchronizedBase):
    @property
    def value(self):
        with self:
            return self._obj.value

    @value.setter
    def value(self, value):
        with self:
            self._obj.value = value


class SynchronizedArray(SynchronizedBase):
    def __len__(self):
        return len(self._obj)

    def __getitem__(self, at):
        with self:
            return self._obj[at]

    def __setitem__(self, at, value):
        with self:
            self._obj[at] = value


class SynchronizedString(SynchronizedArray):
    value = Synchronized.value


def RawValue(typecode_or_type, *args):
    made = _RawValue(typecode_or_type, 1)
    if args:
        made.value = args[0]
    return made


def RawArray(typecode_or_type, size_or_initializer):
    if isinstance(size_or_initializer, int):
        return _RawArray(typecode_or_type, size_or_initializer)
    made = _RawArray(typecode_or_type, len(size_or_initializer))
    made[:] = size_or_initializer
    return made


def _synchronized(obj, kind, lock, ctx):
    if lock is False:
        return obj
    if lock not in (True, None) and not hasattr(lock, "acquire"):
        raise AttributeError(f"{lock!r} has no method 'acquire'")
    return kind(obj, None if lock in (True, None) else lock, ctx)


def Value(typecode_or_type, *args, lock=True, ctx=None):
    return _synchronized(RawValue(typecode_or_type, *args), Synchronized, lock, ctx)


def Array(typecode_or_type, size_or_initializer, *, lock=True, ctx=None):
    made = RawArray(typecode_or_type, size_or_initializer)
    return _synchronized(made, SynchronizedString if typecode_or_type == "c" else SynchronizedArray, lock, ctx)


def copy(obj):
    made = type(obj)(obj._code, obj._size)
    for i in range(obj._size):
        made._put(i, obj._get(i))
    return made


def synchronized(obj, lock=None, ctx=None):
    return _synchronized(obj, Synchronized if isinstance(obj, _RawValue) else SynchronizedArray, lock, ctx)
