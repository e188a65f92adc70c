import time
import uuid

from .answers import ANSWERS, text
from .commands import Commands
from .connection import ConnectionPool, encode
from .exceptions import ConnectionError, LockError, LockNotOwnedError, PubSubError, RedisError, ResponseError, WatchError


def from_url(url, **kwargs):
    return Redis.from_url(url, **kwargs)


def _finish(args, options, answer):
    if isinstance(answer, Exception) or options.get("as_is"):
        return answer
    if "then" in options:
        return options["then"](answer)
    convert = ANSWERS.get(str(args[0]).upper().replace(" ", "_"))
    return convert(answer) if convert else answer


class Redis(Commands):
    def __init__(
        self, host="localhost", port=6379, db=0, password=None, socket_timeout=None, socket_connect_timeout=None, socket_keepalive=None,
        socket_keepalive_options=None, connection_pool=None, unix_socket_path=None, encoding="utf-8", encoding_errors="strict", charset=None,
        errors=None, decode_responses=False, retry_on_timeout=False, retry_on_error=None, ssl=False, max_connections=None,
        single_connection_client=False, health_check_interval=0, client_name=None, username=None, retry=None, protocol=2, **more,
    ):
        if ssl:
            raise NotImplementedError("drydock: TLS (ssl=True) is not simulated")
        if more:
            raise TypeError(f"drydock: Redis({', '.join(more)}=...) is not simulated")
        self.connection_pool = connection_pool or ConnectionPool(
            max_connections=max_connections, host=host, port=port, db=db, password=password, username=username, socket_timeout=socket_timeout,
            socket_connect_timeout=socket_connect_timeout, decode_responses=decode_responses, encoding=encoding, encoding_errors=encoding_errors,
            unix_socket_path=unix_socket_path, client_name=client_name,
        )

    @classmethod
    def from_url(cls, url, **kwargs):
        return cls(connection_pool=ConnectionPool.from_url(url, **kwargs))

    def execute_command(self, *args, **options):
        connection = self.connection_pool.get_connection()
        try:
            kept = connection.is_connected
            try:
                connection.send(args)
                answer = connection.read()
            except ConnectionError:
                if not kept:
                    raise
                # The server may have closed a connection that was kept: once more on a new one.
                connection.disconnect()
                connection.send(args)
                answer = connection.read()
        except RedisError:
            connection.disconnect()
            raise
        finally:
            self.connection_pool.release(connection)
        answer = _finish(args, options, answer)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def pipeline(self, transaction=True, shard_hint=None):
        return Pipeline(self.connection_pool, transaction)

    def pubsub(self, ignore_subscribe_messages=False, **kwargs):
        return PubSub(self.connection_pool, ignore_subscribe_messages)

    def lock(self, name, timeout=None, sleep=0.1, blocking=True, blocking_timeout=None, **kwargs):
        return Lock(self, name, timeout, sleep, blocking, blocking_timeout)

    def transaction(self, func, *watches, **kwargs):
        with self.pipeline() as pipe:
            while True:
                try:
                    if watches:
                        pipe.watch(*watches)
                    func(pipe)
                    return pipe.execute()
                except WatchError:
                    continue

    def close(self):
        self.connection_pool.disconnect()

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def __repr__(self):
        return f"<redis.client.Redis({self.connection_pool!r})>"


StrictRedis = Redis


class Pipeline(Commands):
    """Commands that are sent together; with a transaction between MULTI and EXEC."""

    def __init__(self, pool, transaction=True):
        self.connection_pool, self._transaction = pool, transaction
        self.command_stack, self._connection, self.watching, self._explicit = [], None, False, False

    def execute_command(self, *args, **options):
        if self.watching and not self._explicit:
            answer = _finish(args, options, self._own().ask(*args))
            return answer
        for a in args[1:]:
            encode(a)
        self.command_stack.append((args, options))
        return self

    def _own(self):
        if self._connection is None:
            self._connection = self.connection_pool.get_connection()
        return self._connection

    def watch(self, *names):
        self.watching = True
        return self._own().ask("WATCH", *names) is not None

    def unwatch(self):
        if self.watching:
            self._own().ask("UNWATCH")
        self.watching = False
        return True

    def multi(self):
        if self._explicit:
            raise RedisError("Cannot issue nested calls to MULTI")
        self._explicit = True

    def execute(self, raise_on_error=True):
        stack = self.command_stack
        if not stack and not self.watching:
            return []
        connection = self._own()
        try:
            answers = self._inside(connection, stack) if self._transaction or self._explicit else self._plain(connection, stack)
        finally:
            self.reset()
        done = [_finish(args, options, a) for (args, options), a in zip(stack, answers)]
        if raise_on_error:
            for i, (answer, (args, _)) in enumerate(zip(done, stack), 1):
                if isinstance(answer, ResponseError):
                    shown = " ".join(str(text(a)) for a in args)
                    raise type(answer)(f"Command # {i} ({shown}) of pipeline caused error: {answer}")
        return done

    @staticmethod
    def _plain(connection, stack):
        connection.send(*[args for args, _ in stack])
        return [connection.read() for _ in stack]

    @staticmethod
    def _inside(connection, stack):
        connection.send(("MULTI",), *[args for args, _ in stack], ("EXEC",))
        connection.read()
        queued = [connection.read() for _ in stack]
        answers = connection.read()
        for i, (q, (args, _)) in enumerate(zip(queued, stack), 1):
            if isinstance(q, Exception):
                shown = " ".join(str(text(a)) for a in args)
                raise type(q)(f"Command # {i} ({shown}) of pipeline caused error: {q}")
        if answers is None:
            raise WatchError("Watched variable changed.")
        if isinstance(answers, Exception):
            raise answers
        return answers

    def reset(self):
        self.command_stack, self._explicit = [], False
        if self._connection is not None:
            if self.watching:
                try:
                    self._connection.ask("UNWATCH")
                except RedisError:
                    self._connection.disconnect()
            self.connection_pool.release(self._connection)
            self._connection = None
        self.watching = False

    close = reset

    def __len__(self):
        return len(self.command_stack)

    def __bool__(self):
        return True

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.reset()


class PubSub:
    def __init__(self, pool, ignore_subscribe_messages=False):
        self._pool, self._ignore, self._connection = pool, ignore_subscribe_messages, None
        self.channels, self.patterns = {}, {}

    @property
    def subscribed(self):
        return bool(self.channels or self.patterns)

    def _do(self, command, names, handlers, store, remove=False):
        if self._connection is None:
            self._connection = self._pool.get_connection()
        given = {**{n: None for n in names}, **handlers}
        for name, handler in given.items():
            if remove:
                store.pop(name, None)
            else:
                store[name] = handler
        self._connection.send((command, *given))

    def subscribe(self, *names, **handlers):
        self._do("SUBSCRIBE", names, handlers, self.channels)

    def psubscribe(self, *names, **handlers):
        self._do("PSUBSCRIBE", names, handlers, self.patterns)

    def unsubscribe(self, *names):
        self._do("UNSUBSCRIBE", names or list(self.channels), {}, self.channels, True)

    def punsubscribe(self, *names):
        self._do("PUNSUBSCRIBE", names or list(self.patterns), {}, self.patterns, True)

    def get_message(self, ignore_subscribe_messages=False, timeout=0.0):
        if self._connection is None:
            raise RuntimeError("pubsub connection not set: did you forget to call subscribe() or psubscribe()?")
        if timeout is not None and not self._connection.wait(timeout):
            return None
        return self._message(self._connection.read(), ignore_subscribe_messages or self._ignore)

    def _message(self, answer, ignore):
        if isinstance(answer, Exception):
            raise answer
        kind = text(answer[0])
        if kind == "pmessage":
            message = {"type": kind, "pattern": answer[1], "channel": answer[2], "data": answer[3]}
            handler = self.patterns.get(text(answer[1]))
        else:
            message = {"type": kind, "pattern": None, "channel": answer[1], "data": answer[2]}
            handler = self.channels.get(text(answer[1])) if kind == "message" else None
        if handler:
            handler(message)
            return None
        return None if ignore and not kind.endswith("message") else message

    def listen(self):
        while self.subscribed:
            message = self.get_message(timeout=None)
            if message is not None:
                yield message

    def run_in_thread(self, sleep_time=0.0, daemon=False, **kwargs):
        raise PubSubError("drydock: PubSub.run_in_thread is not simulated; listen() is")

    def close(self):
        if self._connection is not None:
            self._connection.disconnect()
            self._connection = None

    reset = close

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


class Lock:
    def __init__(self, redis, name, timeout, sleep, blocking, blocking_timeout):
        self.redis, self.name, self.timeout, self.sleep = redis, name, timeout, sleep
        self.blocking, self.blocking_timeout, self._token = blocking, blocking_timeout, None

    def acquire(self, blocking=None, blocking_timeout=None, token=None):
        token = token or uuid.uuid1().hex
        blocking = self.blocking if blocking is None else blocking
        limit = self.blocking_timeout if blocking_timeout is None else blocking_timeout
        end = None if limit is None else time.monotonic() + limit
        while True:
            if self.redis.set(self.name, token, nx=True, px=int(self.timeout * 1000) if self.timeout else None):
                self._token = token
                return True
            if not blocking or (end is not None and time.monotonic() + self.sleep > end):
                return False
            time.sleep(self.sleep)

    def locked(self):
        return self.redis.get(self.name) is not None

    def owned(self):
        return self._token is not None and text(self.redis.get(self.name)) == self._token

    def release(self):
        if self._token is None:
            raise LockError("Cannot release an unlocked lock", lock_name=self.name)
        token, self._token = self._token, None
        if text(self.redis.get(self.name)) != token:
            raise LockNotOwnedError("Cannot release a lock that's no longer owned", lock_name=self.name)
        self.redis.delete(self.name)

    def __enter__(self):
        if self.acquire():
            return self
        raise LockError("Unable to acquire lock within the time specified", lock_name=self.name)

    def __exit__(self, *args):
        self.release()


__all__ = ["Pipeline", "PubSub", "Redis", "StrictRedis", "from_url"]
