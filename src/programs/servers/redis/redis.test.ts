import { expect, test } from "vitest";
import { SIGNALS } from "../../../kernel/signal.ts";
import { createNet } from "../testing.ts";

/** What the commands print, one after another, on one server. */
async function session(lines: readonly string[]): Promise<string> {
  const net = createNet();
  const store = net.box("store", { "/data/x": "" });
  store.start("redis-server --dir /data");
  await net.pass(1);
  let all = "";
  for (const line of lines) all += await store.run(`redis-cli --no-raw ${line}`);
  return all;
}

const OOM = "(error) OOM command not allowed when used memory > 'maxmemory'.\n";

test.each<[string, string[], string]>([
  [
    "strings",
    [
      "set a 1",
      "get a",
      "get nope",
      "incr a",
      "incrbyfloat a 0.5",
      "append a x",
      "getrange a 0 2",
      "setrange b 2 x",
      "mget a b c",
      "set a 2 nx",
      "set a 2 xx get",
      "incr a",
    ],
    'OK\n"1"\n(nil)\n(integer) 2\n"2.5"\n(integer) 4\n"2.5"\n(integer) 3\n1) "2.5x"\n2) "\\x00\\x00x"\n3) (nil)\n(nil)\n"2.5x"\n(integer) 3\n',
  ],
  [
    "lists",
    ["rpush l a b c", "lpush l z", "lrange l 0 -1", "lpop l", "rpop l 5", "exists l", "lrange l 0 -1", "lpop l"],
    '(integer) 3\n(integer) 4\n1) "z"\n2) "a"\n3) "b"\n4) "c"\n"z"\n1) "c"\n2) "b"\n3) "a"\n(integer) 0\n(empty array)\n(nil)\n',
  ],
  [
    "a limit of memory, and what goes to keep it",
    [
      "config set maxmemory 1022200",
      `set a ${"x".repeat(50)} ex 100`,
      `set b ${"x".repeat(50)}`,
      "config set maxmemory-policy volatile-lru",
      `set d ${"x".repeat(120)}`,
      "exists a",
      "set e x",
      "config set maxmemory-policy allkeys-lru",
      "set e x",
      "exists e d",
    ],
    `OK\nOK\n${OOM}OK\nOK\n(integer) 0\n${OOM}OK\nOK\n(integer) 1\n`,
  ],
  [
    "hashes and sets",
    [
      "hset h a 1 b 2",
      "hgetall h",
      "hincrby h a 5",
      "hdel h b",
      "sadd s 3 1 2",
      "smembers s",
      "sismember s 9",
      "sadd t 2 4",
      "sinter s t",
    ],
    '(integer) 2\n1) "a"\n2) "1"\n3) "b"\n4) "2"\n(integer) 6\n(integer) 1\n(integer) 3\n1) "1"\n2) "2"\n3) "3"\n(integer) 0\n(integer) 2\n1) "2"\n',
  ],
  [
    "sorted sets",
    [
      "zadd z 2 b 1 a 3.5 c",
      "zrange z 0 -1 withscores",
      "zrevrange z 0 0",
      "zrangebyscore z (1 3.5",
      "zrank z c",
      "zincrby z 10 a",
      "zpopmax z",
    ],
    '(integer) 3\n1) "a"\n2) "1"\n3) "b"\n4) "2"\n5) "c"\n6) "3.5"\n1) "c"\n1) "b"\n2) "c"\n(integer) 2\n"11"\n1) "a"\n2) "11"\n',
  ],
  [
    "errors",
    ["lpush a x", "get a", "foo bar", "get", "set a", "select 99", "rename nope x", "expire a x", "auth x"],
    "(integer) 1\n(error) WRONGTYPE Operation against a key holding the wrong kind of value\n(error) ERR unknown command 'foo', with args beginning with: 'bar' \n(error) ERR wrong number of arguments for 'get' command\n(error) ERR wrong number of arguments for 'set' command\n(error) ERR DB index is out of range\n(error) ERR no such key\n(error) ERR value is not an integer or out of range\n(error) ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?\n",
  ],
])("commands: %s", async (_name, lines, printed) => {
  expect(await session(lines)).toBe(printed);
});

test("a transaction is carried out as a whole, or given up when a command was refused", async () => {
  const net = createNet();
  const store = net.box("store", { "/data/x": "" });
  store.start("redis-server --dir /data");
  await net.pass(1);
  expect(await store.run("redis-cli <<< multi\\nset x 1\\nincr x\\nexec\\nmulti\\nfoo\\nexec\\n")).toBe(
    "OK\nQUEUED\nQUEUED\nOK\n2\nOK\nERR unknown command 'foo', with args beginning with: \n\nEXECABORT Transaction discarded because of previous errors.\n\n",
  );
});

test("keys expire, and what is stopped with SIGTERM is there again after the next start", async () => {
  const net = createNet();
  const store = net.box("store", { "/data/x": "" });
  const first = store.start("redis-server --dir /data");
  await net.pass(1);
  await store.run("redis-cli set short 1 ex 2");
  await store.run("redis-cli set long 2 ex 100");
  await store.run("redis-cli rpush l a b");
  expect(await store.run("redis-cli ttl short")).toBe("2\n");
  await net.pass(3);
  expect(await store.run("redis-cli get short")).toBe("\n");
  const log = (await first.stop(SIGNALS.SIGTERM))
    .split("\n")
    .slice(-6)
    .map((l) => l.replace(/^1:M \S+ \S+ \S+ \S+ /, ""));
  expect(log).toEqual([
    "1:signal-handler (1795529797) Received SIGTERM scheduling shutdown...",
    "* User requested shutdown...",
    "* Saving the final RDB snapshot before exiting.",
    "* DB saved on disk",
    "# Redis is now ready to exit, bye bye...",
    "",
  ]);
  store.start("redis-server --dir /data");
  await net.pass(1);
  expect(await store.run("redis-cli ttl long")).toBe("96\n");
  expect(await store.run("redis-cli lrange l 0 -1")).toBe("a\nb\n");
});

test("a killed server with appendonly loses nothing; with a password it answers nobody else", async () => {
  const net = createNet();
  const store = net.box("store", { "/data/x": "" });
  const line = "redis-server --dir /data --appendonly yes --requirepass pw";
  const first = store.start(line);
  await net.pass(1);
  expect(await store.run("redis-cli get a")).toBe("NOAUTH Authentication required.\n\n");
  await store.run("redis-cli -a pw set a 1");
  await store.run("redis-cli -a pw incr a");
  await first.stop(SIGNALS.SIGKILL);
  store.start(line);
  await net.pass(1);
  expect(await store.run("redis-cli -a pw get a")).toBe(
    "Warning: Using a password with '-a' or '-u' option on the command line interface may not be safe.\n2\n",
  );
  expect(await store.run("redis-cli -a no ping")).toBe(
    "Warning: Using a password with '-a' or '-u' option on the command line interface may not be safe.\nAUTH failed: WRONGPASS invalid username-password pair or user is disabled.\nNOAUTH Authentication required.\n\n",
  );
});

test("who is subscribed hears what is published; who waits for a list gets the first push", async () => {
  const net = createNet();
  const store = net.box("store", { "/data/x": "" });
  store.start("redis-server --dir /data");
  await net.pass(1);
  const listener = store.start("redis-cli subscribe news");
  const waiting = store.start("redis-cli blpop jobs 0");
  await net.pass(1);
  expect(await store.run("redis-cli publish news hello")).toBe("1\n");
  await store.run("redis-cli rpush jobs one");
  await net.pass(1);
  expect(listener.output()).toBe("subscribe\nnews\n1\nmessage\nnews\nhello\n");
  expect(waiting.output()).toBe("jobs\none\n");
});
