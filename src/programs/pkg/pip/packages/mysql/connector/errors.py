class Warning(Exception):
    pass


class Error(Exception):
    def __init__(self, msg=None, errno=None, values=None, sqlstate=None):
        self.msg, self.errno, self.sqlstate = msg or "Unknown error", errno or -1, sqlstate
        super().__init__(self.errno, str(self), self.sqlstate)

    def __str__(self):
        if self.errno == -1:
            return self.msg
        return f"{self.errno} ({self.sqlstate}): {self.msg}" if self.sqlstate else f"{self.errno}: {self.msg}"


class InterfaceError(Error):
    pass


class PoolError(Error):
    pass


class DatabaseError(Error):
    pass


class DataError(DatabaseError):
    pass


class OperationalError(DatabaseError):
    pass


class IntegrityError(DatabaseError):
    pass


class InternalError(DatabaseError):
    pass


class ProgrammingError(DatabaseError):
    pass


class NotSupportedError(DatabaseError):
    pass
