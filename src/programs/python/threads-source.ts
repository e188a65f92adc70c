/**
 * `_thread` on the kernel's threads: CPython was compiled without threads, so its own locks cannot wait and its own
 * identities are all the same. No call and no backward jump stands between looking at a lock and taking it: there alone
 * another thread could come between.
 */
export const THREADS = `
def threads():
    import sys, _thread, _drydock as machine
    from time import monotonic
    park, wake, get_ident, start = machine.park, machine.wake, machine.get_ident, machine.thread_start
    sys.modules["_queue"] = None

    class lock:
        __slots__ = ("_held", "_waiting", "__weakref__")
        __module__ = "_thread"
        def __init__(self):
            self._held = False
            self._waiting = 0
        def acquire(self, blocking=True, timeout=-1):
            if not self._held:
                self._held = True
                return True
            if not blocking:
                if timeout != -1:
                    raise ValueError("can't specify a timeout for a non-blocking call")
                return False
            if timeout < 0 and timeout != -1:
                raise ValueError("timeout value must be a non-negative number")
            key, end = id(self), None if timeout == -1 else monotonic() + timeout
            self._waiting += 1
            try:
                while True:
                    left = -1 if end is None else max(0, end - monotonic())
                    if not self._held:
                        self._held = True
                        return True
                    if left == 0:
                        return False
                    park(key, left)
            finally:
                self._waiting -= 1
        def release(self):
            if not self._held:
                raise RuntimeError("release unlocked lock")
            self._held = False
            if self._waiting:
                wake(id(self))
        def locked(self):
            return self._held
        __enter__ = acquire
        acquire_lock, release_lock, locked_lock = acquire, release, locked
        def __exit__(self, *of):
            self.release()
        def _at_fork_reinit(self):
            self._held = False
        def __repr__(self):
            return f"<{'locked' if self._held else 'unlocked'} _thread.lock object at {hex(id(self))}>"

    class RLock:
        __slots__ = ("_lock", "_owner", "_count", "__weakref__")
        __module__ = "_thread"
        def __init__(self):
            self._lock = lock()
            self._owner = None
            self._count = 0
        def acquire(self, blocking=True, timeout=-1):
            me = get_ident()
            if self._owner == me:
                self._count += 1
                return True
            if not self._lock.acquire(blocking, timeout):
                return False
            self._owner = me
            self._count = 1
            return True
        def release(self):
            if self._owner != get_ident():
                raise RuntimeError("cannot release un-acquired lock")
            self._count -= 1
            if not self._count:
                self._owner = None
                self._lock.release()
        __enter__ = acquire
        def __exit__(self, *of):
            self.release()
        def locked(self):
            return self._count > 0
        def _is_owned(self):
            return self._owner == get_ident()
        def _recursion_count(self):
            return self._count if self._owner == get_ident() else 0
        def _release_save(self):
            if not self._count:
                raise RuntimeError("cannot release un-acquired lock")
            kept = self._count, self._owner
            self._count, self._owner = 0, None
            self._lock.release()
            return kept
        def _acquire_restore(self, kept):
            self._lock.acquire()
            self._count, self._owner = kept
        def _at_fork_reinit(self):
            self.__init__()
        def __repr__(self):
            return f"<{'locked' if self._count else 'unlocked'} _thread.RLock object owner={self._owner or 0} count={self._count} at {hex(id(self))}>"

    class _ThreadHandle:
        __module__ = "_thread"
        def __init__(self):
            self.ident = None
            self._done = False
            self._waiting = 0
        def is_done(self):
            return self._done
        def join(self, timeout=None):
            if not self._done and self.ident == get_ident():
                raise RuntimeError("Cannot join current thread")
            key, end = id(self), None if timeout is None or timeout < 0 else monotonic() + timeout
            self._waiting += 1
            try:
                while True:
                    left = -1 if end is None else max(0, end - monotonic())
                    if self._done or left == 0:
                        return
                    park(key, left)
            finally:
                self._waiting -= 1
        def _set_done(self):
            self._done = True
            for _ in range(self._waiting):
                wake(id(self))

    running = set()
    not_daemons = set()

    def start_joinable_thread(function, handle=None, daemon=True):
        handle = _ThreadHandle() if handle is None else handle
        def run():
            try:
                function()
            except SystemExit:
                pass
            except BaseException as error:
                machine_report(function, error)
            finally:
                running.discard(handle)
                not_daemons.discard(handle)
                handle._set_done()
        running.add(handle)
        if not daemon:
            not_daemons.add(handle)
        handle.ident = start(run)
        return handle

    def machine_report(function, error):
        import traceback
        print(f"Exception ignored in thread started by: {function!r}", file=sys.stderr)
        traceback.print_exception(error)

    def start_new_thread(function, args, kwargs={}, /):
        return start_joinable_thread(lambda: function(*args, **kwargs)).ident

    def _make_thread_handle(ident):
        handle = _ThreadHandle()
        handle.ident = ident
        return handle

    def _shutdown():
        while not_daemons:
            next(iter(not_daemons)).join()

    def interrupt_main(signum=2, /):
        import _signal
        _signal.raise_signal(signum)

    main = get_ident()
    for name, value in dict(
        lock=lock, LockType=lock, allocate_lock=lock, allocate=lock, RLock=RLock, _ThreadHandle=_ThreadHandle,
        get_ident=get_ident, get_native_id=get_ident, start_new_thread=start_new_thread, start_new=start_new_thread,
        start_joinable_thread=start_joinable_thread, _make_thread_handle=_make_thread_handle, _shutdown=_shutdown,
        _get_main_thread_ident=lambda: main, _count=lambda: len(running), interrupt_main=interrupt_main,
        daemon_threads_allowed=lambda: True,
    ).items():
        setattr(_thread, name, value)
threads()
`;
