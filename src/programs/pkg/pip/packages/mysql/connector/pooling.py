from .connection import MySQLConnection
from .errors import PoolError


class MySQLConnectionPool:
    def __init__(self, pool_size=5, pool_name=None, pool_reset_session=True, **kwargs):
        self.pool_size, self.pool_name, self._options = pool_size, pool_name or "pool", kwargs
        self._free, self._used = [MySQLConnection(**kwargs)], 0

    def get_connection(self):
        if not self._free and self._used >= self.pool_size:
            raise PoolError("Failed getting connection; pool exhausted")
        self._used += 1
        connection = self._free.pop() if self._free else MySQLConnection(**self._options)
        connection._back = self._put
        return connection

    def _put(self, connection):
        self._used -= 1
        connection._back = None
        connection.rollback()
        self._free.append(connection)
