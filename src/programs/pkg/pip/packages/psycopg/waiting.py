"""The same to be awaited: nothing else runs while the server answers."""
from .client import Connection


class AsyncConnection:
    def __init__(self, connection):
        self._connection = connection

    @classmethod
    async def connect(cls, conninfo="", **kwargs):
        return cls(Connection.connect(conninfo, **kwargs))

    autocommit = property(lambda self: self._connection.autocommit)
    closed = property(lambda self: self._connection.closed)
    info = property(lambda self: self._connection.info)

    async def set_autocommit(self, value):
        self._connection.autocommit = value

    def cursor(self, *args, **kwargs):
        return AsyncCursor(self._connection.cursor(*args, **kwargs), self)

    async def execute(self, query, params=None, **kwargs):
        return await self.cursor().execute(query, params, **kwargs)

    async def commit(self):
        self._connection.commit()

    async def rollback(self):
        self._connection.rollback()

    async def close(self):
        self._connection.close()

    def transaction(self, *args, **kwargs):
        return _AsyncTransaction(self._connection.transaction(*args, **kwargs))

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        self._connection.__exit__(*error)


class _AsyncTransaction:
    def __init__(self, transaction):
        self._transaction = transaction

    async def __aenter__(self):
        return self._transaction.__enter__()

    async def __aexit__(self, *error):
        return self._transaction.__exit__(*error)


class AsyncCursor:
    def __init__(self, cursor, connection):
        self._cursor, self.connection = cursor, connection

    async def execute(self, query, params=None, **kwargs):
        self._cursor.execute(query, params, **kwargs)
        return self

    async def executemany(self, query, params_seq, **kwargs):
        self._cursor.executemany(query, params_seq, **kwargs)

    async def fetchone(self):
        return self._cursor.fetchone()

    async def fetchmany(self, size=0):
        return self._cursor.fetchmany(size)

    async def fetchall(self):
        return self._cursor.fetchall()

    async def close(self):
        self._cursor.close()

    def __getattr__(self, name):
        return getattr(self._cursor, name)

    async def __aiter__(self):
        for row in self._cursor:
            yield row

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        self._cursor.close()
