"""Semaphores of several processes: a pipe holds as many bytes as may be taken, and who wants one reads it."""
import os
import select
import threading
import time

#: More than a pipe holds: what counts so far has no bounds and never waits; its number stands in a file.
_UNBOUNDED = 4096


def counter(value):
    """A file without a name that holds a number."""
    import tempfile

    fd, path = tempfile.mkstemp(prefix="pym-")
    os.unlink(path)
    os.pwrite(fd, str(value).encode().rjust(20), 0)
    return fd


class SemLock:
    SEM_VALUE_MAX = 2**31 - 1

    def __init__(self, kind, value, maxvalue, name, unlink):
        if not 0 <= value <= maxvalue:
            raise ValueError("invalid value")
        if value > _UNBOUNDED:
            fds = (counter(value),)
        else:
            fds = os.pipe()
            os.write(fds[1], b"." * value)
        self._hold(fds, kind, maxvalue)

    def _hold(self, fds, kind, maxvalue):
        self.fds, self.handle, self.kind, self.maxvalue, self.name = tuple(fds), fds[0], kind, maxvalue, None
        self._mine, self._owner = 0, None

    @classmethod
    def _rebuild(cls, handle, kind, maxvalue, name):
        made = cls.__new__(cls)
        made._hold(handle, kind, maxvalue)
        return made

    def __del__(self):
        for fd in self.__dict__.get("fds", ()):
            try:
                os.close(fd)
            except OSError:
                pass

    def acquire(self, block=True, timeout=None):
        if self.kind == 0 and self._is_mine():
            self._mine += 1
            return True
        if len(self.fds) == 1:
            self._change(-1)
        elif not self._take(block, timeout):
            return False
        self._mine, self._owner = self._mine + 1, threading.get_ident()
        return True

    def _take(self, block, timeout):
        source = self.fds[0]
        if block and timeout is None:
            return bool(os.read(source, 1))
        until = time.monotonic() + (max(0, timeout or 0) if block else 0)
        while True:
            left = until - time.monotonic()
            select.select([source], [], [], max(0, left))
            os.set_blocking(source, False)
            try:
                return bool(os.read(source, 1))
            except BlockingIOError:
                if left <= 0:
                    return False
            finally:
                os.set_blocking(source, True)

    def _change(self, by):
        fd = self.fds[0]
        value = int(os.pread(fd, 20, 0)) + by
        os.pwrite(fd, str(value).encode().rjust(20), 0)

    def release(self):
        if self.kind == 0:
            if not self._is_mine():
                raise AssertionError("attempt to release recursive lock not owned by thread")
            if self._mine > 1:
                self._mine -= 1
                return
        elif len(self.fds) == 2 and self.maxvalue <= _UNBOUNDED and self._get_value() >= self.maxvalue:
            raise ValueError("semaphore or lock released too many times")
        self._mine -= 1
        if len(self.fds) == 1:
            self._change(1)
        else:
            os.write(self.fds[1], b".")

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *error):
        self.release()

    def _count(self):
        return self._mine

    def _is_mine(self):
        return self._mine > 0 and self._owner == threading.get_ident()

    def _get_value(self):
        if len(self.fds) == 1:
            return int(os.pread(self.fds[0], 20, 0))
        source, sink = self.fds
        os.set_blocking(source, False)
        try:
            held = os.read(source, _UNBOUNDED)
        except BlockingIOError:
            return 0
        finally:
            os.set_blocking(source, True)
        os.write(sink, held)
        return len(held)

    def _is_zero(self):
        return self._get_value() == 0

    def _after_fork(self):
        self._mine = 0


def sem_unlink(name):
    """None of them has a name."""
