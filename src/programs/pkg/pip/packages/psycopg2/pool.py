from . import connect
from ._error import Error


class PoolError(Error):
    pass


class AbstractConnectionPool:
    def __init__(self, minconn, maxconn, *args, **kwargs):
        self.minconn, self.maxconn, self._args, self._kwargs = minconn, maxconn, args, kwargs
        self.closed, self._free, self._used = False, [], {}
        for _ in range(minconn):
            self._free.append(connect(*args, **kwargs))

    def getconn(self, key=None):
        if self.closed:
            raise PoolError("connection pool is closed")
        if self._free:
            conn = self._free.pop()
        elif len(self._used) >= self.maxconn:
            raise PoolError("connection pool exhausted")
        else:
            conn = connect(*self._args, **self._kwargs)
        self._used[id(conn)] = conn
        return conn

    def putconn(self, conn=None, key=None, close=False):
        if self._used.pop(id(conn), None) is None:
            raise PoolError("trying to put unkeyed connection")
        if close or conn.closed or len(self._free) >= max(self.minconn, 1):
            conn.close()
            return
        conn.rollback()
        self._free.append(conn)

    def closeall(self):
        for conn in [*self._free, *self._used.values()]:
            conn.close()
        self.closed = True


SimpleConnectionPool = ThreadedConnectionPool = AbstractConnectionPool
