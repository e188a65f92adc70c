"""The commands as methods. What is not here raises."""
import datetime

from .answers import scored
from .exceptions import DataError
from .streams import StreamCommands

_PLAIN = """
append strlen incrbyfloat getset getrange setrange substr setbit getbit bitcount decrby
exists type ttl pttl persist rename renamenx move randomkey dbsize touch
lpush rpush lpushx rpushx llen lrange lindex lset lrem ltrim rpoplpush linsert
sadd srem smembers sismember scard smove sinter sunion sdiff sinterstore sunionstore sdiffstore smismember
hget hexists hdel hkeys hvals hlen hsetnx hincrbyfloat hgetall hstrlen
zrem zcard zcount zscore zrank zrevrank zremrangebyrank zremrangebyscore zlexcount
flushdb flushall ping echo info lastsave save bgsave time publish select auth wait
pfadd pfcount pfmerge xlen xdel
""".split()


def _list(keys, args):
    first = [keys] if isinstance(keys, (str, bytes, int, float)) else list(keys)
    return first + list(args)


def _seconds(value):
    return int(value.total_seconds()) if isinstance(value, datetime.timedelta) else value


def _moment(value):
    return int(value.timestamp()) if isinstance(value, datetime.datetime) else value


class Commands(StreamCommands):
    def execute_command(self, *args, **options):
        raise NotImplementedError

    def set(self, name, value, ex=None, px=None, nx=False, xx=False, keepttl=False, get=False, exat=None, pxat=None):
        words = [name, value]
        if ex is not None:
            words += ["EX", _seconds(ex)]
        if px is not None:
            words += ["PX", int(px.total_seconds() * 1000) if isinstance(px, datetime.timedelta) else px]
        if exat is not None:
            words += ["EXAT", _moment(exat)]
        if pxat is not None:
            words += ["PXAT", _moment(pxat)]
        words += ["KEEPTTL"] * bool(keepttl) + ["NX"] * bool(nx) + ["XX"] * bool(xx) + ["GET"] * bool(get)
        return self.execute_command("SET", *words, as_is=get)

    def get(self, name):
        return self.execute_command("GET", name)

    def setex(self, name, time, value):
        return self.execute_command("SETEX", name, _seconds(time), value)

    def psetex(self, name, time_ms, value):
        return self.execute_command("PSETEX", name, time_ms, value)

    def setnx(self, name, value):
        return self.execute_command("SETNX", name, value)

    def getdel(self, name):
        return self.execute_command("GETDEL", name)

    def getex(self, name, ex=None, px=None, persist=False):
        words = (["EX", _seconds(ex)] if ex is not None else []) + (["PX", px] if px is not None else []) + ["PERSIST"] * bool(persist)
        return self.execute_command("GETEX", name, *words)

    def mget(self, keys, *args):
        return self.execute_command("MGET", *_list(keys, args))

    def mset(self, mapping):
        return self.execute_command("MSET", *[x for pair in mapping.items() for x in pair])

    def msetnx(self, mapping):
        return self.execute_command("MSETNX", *[x for pair in mapping.items() for x in pair])

    def incr(self, name, amount=1):
        return self.execute_command("INCRBY", name, amount)

    incrby = incr

    def decr(self, name, amount=1):
        return self.execute_command("DECRBY", name, amount)

    def delete(self, *names):
        return self.execute_command("DEL", *names)

    __delitem__ = delete

    def unlink(self, *names):
        return self.execute_command("UNLINK", *names)

    def __setitem__(self, name, value):
        self.set(name, value)

    def __getitem__(self, name):
        value = self.get(name)
        if value is None:
            raise KeyError(name)
        return value

    def __contains__(self, name):
        return bool(self.exists(name))

    def keys(self, pattern="*"):
        return self.execute_command("KEYS", pattern)

    def expire(self, name, time, nx=False, xx=False, gt=False, lt=False):
        return self.execute_command("EXPIRE", name, _seconds(time), *[w for w, on in (("NX", nx), ("XX", xx), ("GT", gt), ("LT", lt)) if on])

    def pexpire(self, name, time):
        return self.execute_command("PEXPIRE", name, int(time.total_seconds() * 1000) if isinstance(time, datetime.timedelta) else time)

    def expireat(self, name, when):
        return self.execute_command("EXPIREAT", name, _moment(when))

    def scan(self, cursor=0, match=None, count=None, _type=None):
        return self.execute_command("SCAN", cursor, *self._scan_words(match, count), *(["TYPE", _type] if _type else []))

    @staticmethod
    def _scan_words(match, count):
        return (["MATCH", match] if match is not None else []) + (["COUNT", count] if count is not None else [])

    def _iterate(self, step):
        cursor = 0
        while True:
            cursor, data = step(cursor)
            yield from data.items() if isinstance(data, dict) else data
            if cursor == 0:
                return

    def scan_iter(self, match=None, count=None, _type=None):
        return self._iterate(lambda c: self.scan(c, match, count, _type))

    def hscan(self, name, cursor=0, match=None, count=None):
        return self.execute_command("HSCAN", name, cursor, *self._scan_words(match, count))

    def hscan_iter(self, name, match=None, count=None):
        return self._iterate(lambda c: self.hscan(name, c, match, count))

    def sscan(self, name, cursor=0, match=None, count=None):
        return self.execute_command("SSCAN", name, cursor, *self._scan_words(match, count))

    def sscan_iter(self, name, match=None, count=None):
        return self._iterate(lambda c: self.sscan(name, c, match, count))

    def zscan(self, name, cursor=0, match=None, count=None):
        return self.execute_command("ZSCAN", name, cursor, *self._scan_words(match, count))

    def lpop(self, name, count=None):
        return self.execute_command("LPOP", name, *([count] if count is not None else []))

    def rpop(self, name, count=None):
        return self.execute_command("RPOP", name, *([count] if count is not None else []))

    def blpop(self, keys, timeout=0):
        return self.execute_command("BLPOP", *_list(keys, []), timeout or 0)

    def brpop(self, keys, timeout=0):
        return self.execute_command("BRPOP", *_list(keys, []), timeout or 0)

    def spop(self, name, count=None):
        return self.execute_command("SPOP", name, *([count] if count is not None else []))

    def srandmember(self, name, number=None):
        return self.execute_command("SRANDMEMBER", name, *([number] if number is not None else []))

    def hset(self, name, key=None, value=None, mapping=None, items=None):
        if key is None and not mapping and not items:
            raise DataError("'hset' with no key value pairs")
        words = list(items or [])
        if key is not None:
            words += [key, value]
        words += [x for pair in (mapping or {}).items() for x in pair]
        return self.execute_command("HSET", name, *words)

    def hmset(self, name, mapping):
        return self.execute_command("HMSET", name, *[x for pair in mapping.items() for x in pair])

    def hmget(self, name, keys, *args):
        return self.execute_command("HMGET", name, *_list(keys, args))

    def hincrby(self, name, key, amount=1):
        return self.execute_command("HINCRBY", name, key, amount)

    def zadd(self, name, mapping, nx=False, xx=False, ch=False, incr=False, gt=False, lt=False):
        if not mapping:
            raise DataError("ZADD requires at least one element/score pair")
        words = [w for w, on in (("NX", nx), ("XX", xx), ("GT", gt), ("LT", lt), ("CH", ch), ("INCR", incr)) if on]
        return self.execute_command("ZADD", name, *words, *[x for member, score in mapping.items() for x in (score, member)])

    def zincrby(self, name, amount, value):
        return self.execute_command("ZINCRBY", name, amount, value)

    def zrange(self, name, start, end, desc=False, withscores=False, score_cast_func=float, byscore=False, bylex=False, offset=None, num=None):
        words = [w for w, on in (("BYSCORE", byscore), ("BYLEX", bylex), ("REV", desc)) if on]
        if offset is not None:
            words += ["LIMIT", offset, num]
        return self._scored("ZRANGE", [name, start, end, *words], withscores)

    def zrevrange(self, name, start, end, withscores=False, score_cast_func=float):
        return self._scored("ZREVRANGE", [name, start, end], withscores)

    def zrangebyscore(self, name, min, max, start=None, num=None, withscores=False, score_cast_func=float):
        return self._scored("ZRANGEBYSCORE", [name, min, max], withscores, start, num)

    def zrevrangebyscore(self, name, max, min, start=None, num=None, withscores=False, score_cast_func=float):
        return self._scored("ZREVRANGEBYSCORE", [name, max, min], withscores, start, num)

    def _scored(self, command, words, withscores, start=None, num=None):
        words += ["WITHSCORES"] * bool(withscores)
        if start is not None:
            words += ["LIMIT", start, num]
        return self.execute_command(command, *words, then=lambda v: scored(v, withscores))

    def zpopmax(self, name, count=None):
        return self.execute_command("ZPOPMAX", name, *([count] if count is not None else []), then=lambda v: scored(v, True))

    def zpopmin(self, name, count=None):
        return self.execute_command("ZPOPMIN", name, *([count] if count is not None else []), then=lambda v: scored(v, True))

    def sort(self, name, start=None, num=None, by=None, get=None, desc=False, alpha=False, store=None):
        words = (["BY", by] if by else []) + (["LIMIT", start, num] if start is not None else []) + (["GET", get] if get else [])
        return self.execute_command("SORT", name, *words, *["DESC"] * bool(desc), *["ALPHA"] * bool(alpha), *(["STORE", store] if store else []))

    def eval(self, script, numkeys, *args):
        return self.execute_command("EVAL", script, numkeys, *args)

    def config_get(self, pattern="*", *args):
        return self.execute_command("CONFIG GET", pattern, *args)

    def config_set(self, name, value, *args):
        return self.execute_command("CONFIG SET", name, value, *args)

    def client_list(self):
        return self.execute_command("CLIENT LIST")

    def client_setname(self, name):
        return self.execute_command("CLIENT SETNAME", name)

    def client_getname(self):
        return self.execute_command("CLIENT GETNAME")

    def shutdown(self, save=False, nosave=False):
        return self.execute_command("SHUTDOWN", *["SAVE"] * bool(save), *["NOSAVE"] * bool(nosave))

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        raise AttributeError(f"drydock: redis' command {name} is not simulated")


def _plain(name):
    def method(self, *args, **kwargs):
        if kwargs and name not in ("flushdb", "flushall", "ping"):
            args += tuple(kwargs.values())
        return self.execute_command(name.upper(), *args)

    method.__name__ = name
    return method


for _name in _PLAIN:
    setattr(Commands, _name, _plain(_name))
