class MySQLError(Exception):
    pass


class Warning(Warning, MySQLError):
    pass


class Error(MySQLError):
    pass


class InterfaceError(Error):
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


_KINDS = {
    ProgrammingError: (1007, 1064, 1146, 1149, 1103, 1110, 1111, 1113, 1112, 1166, 1102),
    DataError: (1265, 1263, 1264, 1230, 1171, 1406, 1441, 1367, 1366, 1292),
    IntegrityError: (1062, 1215, 1216, 1217, 1451, 1452, 1557, 1048),
    NotSupportedError: (1286, 1235, 1196, 1289, 1282),
    OperationalError: (1044, 1045, 1040, 1129, 1130, 1205, 1213, 3024, 3572),
}
_BY_NUMBER = {number: kind for kind, numbers in _KINDS.items() for number in numbers}


def kind_of(number):
    """The kind of error that a server's number stands for."""
    return _BY_NUMBER.get(number) or (InternalError if number < 1000 else OperationalError)
