import { expect, test } from "vitest";
import { withServer } from "./testing/with-server.ts";

// Redis's clients against the simulated server, in one container.

test("redis: commands, options, transactions, messages, errors", async () => {
  const got = await withServer(
    ["redis-server"],
    [["redis", "4.7.0"]],
    `
const { createClient } = require("redis");
(async () => {
  const c = createClient({ url: "redis://localhost:6379" });
  c.on("error", (e) => console.log("error", e.message));
  await c.connect();
  console.log(await c.set("k", "v", { EX: 60 }), await c.get("k"), await c.ttl("k"), await c.get("none"), await c.incr("n"), await c.incrBy("n", 5));
  console.log(await c.hSet("h", { a: 1, b: "two" }), await c.hGetAll("h"), await c.lPush("l", ["x", "y"]), await c.lRange("l", 0, -1), await c.sAdd("s", "m"), await c.sIsMember("s", "m"));
  await c.zAdd("z", [{ score: 2, value: "b" }, { score: 1, value: "a" }]);
  console.log(await c.zRangeWithScores("z", 0, -1), await c.multi().set("t", "1").incr("t").get("t").exec(), (await c.keys("*")).sort());
  const sub = c.duplicate();
  await sub.connect();
  await sub.subscribe("news", (m, ch) => console.log("heard", m, ch));
  await c.publish("news", "hello");
  try { await c.hGet("k", "f"); } catch (e) { console.log(e.message); }
  await new Promise((r) => setTimeout(r, 50));
  await sub.quit();
  await c.quit();
  try { await c.get("k"); } catch (e) { console.log(e.message); }
})();
`,
  );
  expect(got).toEqual({
    stdout: `OK v 60 null 1 6
2 [Object: null prototype] { a: '1', b: 'two' } 2 [ 'y', 'x' ] 1 true
[ { value: 'a', score: 1 }, { value: 'b', score: 2 } ] [ 'OK', 2, '2' ] [
  'h', 'k', 'l',
  'n', 's', 't',
  'z'
]
heard hello news
WRONGTYPE Operation against a key holding the wrong kind of value
The client is closed
`,
    stderr: "",
    status: 0,
  });
}, 60_000);

test("ioredis: it connects by itself; pipelines, callbacks, messages", async () => {
  const got = await withServer(
    ["redis-server"],
    [["ioredis", "5.4.2"]],
    `
const Redis = require("ioredis");
const r = new Redis({ host: "127.0.0.1" });
(async () => {
  console.log(await r.set("a", 1, "EX", 10), await r.get("a"), await r.hset("h", { x: 1 }), await r.hgetall("h"));
  console.log(await r.pipeline().incr("a").get("a").exec(), await r.multi().set("b", 2).get("b").exec());
  r.get("a", (e, v) => console.log("callback", e, v));
  const sub = new Redis();
  sub.on("message", (ch, m) => { console.log(ch, m); sub.disconnect(); r.quit(); });
  await sub.subscribe("c");
  await r.publish("c", "hi");
})();
`,
  );
  expect(got).toEqual({
    stdout: `OK 1 1 { x: '1' }
[ [ null, 2 ], [ null, '2' ] ] [ [ null, 'OK' ], [ null, '2' ] ]
callback null 2
c hi
`,
    stderr: "",
    status: 0,
  });
}, 60_000);
