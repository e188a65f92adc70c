"""What an answer is turned into, by command."""


def text(value):
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def ok(value):
    return text(value) == "OK"


def pairs(value):
    it = iter(value or [])
    return dict(zip(it, it))


def scored(value, with_scores):
    if not value or not with_scores:
        return value
    it = iter(value)
    return [(member, float(score)) for member, score in zip(it, it)]


def number(value):
    return None if value is None else float(value)


def info(value):
    found = {}
    for line in text(value).splitlines():
        key, sep, raw = line.partition(":")
        if line.startswith("#") or not sep:
            continue
        if "," in raw and "=" in raw:
            found[key] = {k: _plain(v) for k, _, v in (item.partition("=") for item in raw.split(","))}
        else:
            found[key] = _plain(raw)
    return found


def _plain(raw):
    for kind in (int, float):
        try:
            return kind(raw)
        except ValueError:
            continue
    return raw


def clients(value):
    return [dict(item.split("=", 1) for item in line.split(" ") if "=" in item) for line in text(value).splitlines()]


def _set(value):
    return value if not isinstance(value, list) else set(value)


ANSWERS = {
    **dict.fromkeys(
        "AUTH SELECT FLUSHALL FLUSHDB MSET RENAME LTRIM LSET HMSET SWAPDB REPLICAOF CONFIG_SET CLIENT_SETNAME SAVE RESTORE SHUTDOWN SETEX PSETEX WATCH UNWATCH DISCARD".split(), ok
    ),
    **dict.fromkeys("EXPIRE EXPIREAT PEXPIRE PEXPIREAT PERSIST MOVE MSETNX SETNX RENAMENX HSETNX SMOVE HEXISTS COPY".split(), bool),
    **dict.fromkeys("SMEMBERS SINTER SUNION SDIFF".split(), lambda v: set(v or ())),
    **dict.fromkeys("HGETALL CONFIG_GET".split(), pairs),
    **dict.fromkeys("INCRBYFLOAT HINCRBYFLOAT ZSCORE ZINCRBY".split(), number),
    "PING": lambda v: text(v) == "PONG" if not isinstance(v, list) else text(v[0]) == "PONG",
    "SET": lambda v: True if text(v) == "OK" else v,
    "INFO": info,
    "TYPE": lambda v: v,
    "TIME": lambda v: (int(v[0]), int(v[1])),
    "CLIENT_LIST": clients,
    "SCAN": lambda v: (int(v[0]), v[1]),
    "SSCAN": lambda v: (int(v[0]), v[1]),
    "HSCAN": lambda v: (int(v[0]), pairs(v[1])),
    "ZSCAN": lambda v: (int(v[0]), scored(v[1], True)),
    "BGSAVE": lambda v: True,
    "LASTSAVE": lambda v: __import__("datetime").datetime.fromtimestamp(v),
    "SPOP": lambda v: v if not isinstance(v, list) else v,
    "BLPOP": lambda v: tuple(v) if v else None,
    "BRPOP": lambda v: tuple(v) if v else None,
    "SMISMEMBER": lambda v: v,
}
