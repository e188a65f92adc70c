// npm: ioredis
const Redis = require("ioredis");
(async () => {
  const r = new Redis({ port: Number(process.env.PORT_REDIS || 6379) });
  r.on("connect", () => console.log("connect", r.status));
  r.on("ready", () => console.log("ready", r.status));
  r.on("close", () => console.log("close", r.status));
  r.on("end", () => console.log("end", r.status));
  r.on("reconnecting", (d) => console.log("reconnecting", d));
  console.log(r.status);
  await r.flushall();
  const show = async (name, p) => {
    try {
      console.log(name, await p());
    } catch (e) {
      console.log(name, "ERR", e.constructor.name, e.name, e.message);
    }
  };
  await show("set", () => r.set("k", "v"));
  await show("set ex", () => r.set("k", 5, "EX", 100, "NX"));
  await show("get", () => r.get("k"));
  await show("none", () => r.get("none"));
  await show("incr", () => r.incr("n"));
  await show("incrbyfloat", () => r.incrbyfloat("n", 1.5));
  await show("mset", () => r.mset({ a: 1, b: 2 }));
  await show("mset map", () => r.mset(new Map([["x", 1]])));
  await show("mget", () => r.mget("a", "b", "zz"));
  await show("mget arr", () => r.mget(["a", "b"]));
  await show("hset", () => r.hset("h", "f", 1));
  await show("hset obj", () => r.hset("h", { a: "x", b: 2 }));
  await show("hgetall", () => r.hgetall("h"));
  await show("hgetall none", () => r.hgetall("nohash"));
  await show("hmget", () => r.hmget("h", "f", "q"));
  await show("lpush", () => r.lpush("l", 1, 2, 3));
  await show("lrange", () => r.lrange("l", 0, -1));
  await show("blpop", () => r.blpop("l", 1));
  await show("blpop none", () => r.blpop("none", 0.1));
  await show("sadd", () => r.sadd("s", ["a", "b"]));
  await show("smembers", async () => (await r.smembers("s")).sort());
  await show("sismember", () => r.sismember("s", "a"));
  await show("zadd", () => r.zadd("z", 1, "a", 2, "b"));
  await show("zrange", () => r.zrange("z", 0, -1, "WITHSCORES"));
  await show("zscore", () => r.zscore("z", "a"));
  await show("exists", () => r.exists("a", "b", "zz"));
  await show("del", () => r.del("a", "b"));
  await show("ttl", () => r.ttl("k"));
  await show("type", () => r.type("h"));
  await show("keys", async () => (await r.keys("*")).sort());
  await show("wrongtype", () => r.lpush("k", 1));
  await show("buffer", () => r.getBuffer("k"));
  await show("call", () => r.call("SET", "raw", "1"));
  await show("call err", () => r.call("NOSUCH", "x"));
  await show("pipeline", () => r.pipeline().set("p", 1).get("p").lpush("p", 1).exec());
  await show("pipeline arr", () =>
    r
      .pipeline([
        ["set", "q", "1"],
        ["get", "q"],
      ])
      .exec(),
  );
  await show("multi", () => r.multi().set("t", 1).incr("t").get("t").exec());
  await show("multi err", () => r.multi().set("t", "x").incr("t").exec());
  await show("multi bad", () => r.multi().set("t").get("t").exec());
  await show("multi no pipeline", async () => {
    await r.multi({ pipeline: false });
    await r.set("u", 1);
    return r.exec();
  });
  await show("watch", async () => {
    await r.watch("t");
    const d = r.duplicate();
    await d.set("t", 3);
    d.disconnect();
    return r.multi().get("t").exec();
  });
  await show("eval", () => r.eval("return {KEYS[1],ARGV[1]}", 1, "k1", "a1"));
  r.defineCommand("mycmd", { numberOfKeys: 1, lua: "return redis.call('set', KEYS[1], ARGV[1])" });
  await show("mycmd", () => r.mycmd("mk", "mv"));
  await show("mycmd get", () => r.get("mk"));
  await show("xadd", () => r.xadd("st", "1-1", "a", "1"));
  await show("xrange", () => r.xrange("st", "-", "+"));
  await show("xread", () => r.xread("COUNT", 1, "STREAMS", "st", "0"));
  await show("xread none", () => r.xread("BLOCK", 10, "STREAMS", "st", "$"));
  await show("geoadd", () => r.geoadd("geo", 13.361389, 38.115556, "P"));
  await show("geosearch", () => r.geosearch("geo", "FROMLONLAT", 15, 37, "BYRADIUS", 200, "km", "WITHDIST"));
  await show("scan", () => r.scan(0, "MATCH", "st*", "COUNT", 1000));
  await show(
    "scanStream",
    () =>
      new Promise((ok) => {
        const out = [];
        r.scanStream({ match: "m*" })
          .on("data", (k) => out.push(...k))
          .on("end", () => ok(out));
      }),
  );
  await show(
    "hscanStream",
    () =>
      new Promise((ok) => {
        const out = [];
        r.hscanStream("h")
          .on("data", (k) => out.push(...k))
          .on("end", () => ok(out));
      }),
  );
  r.get("k", (e, v) => console.log("callback", e, v));
  r.lpush("k", 1, (e, v) => console.log("callback", e.message, v));
  await r.ping();
  await show("info", async () => (await r.info("server")).split("\r\n")[0]);
  await show("time", async () => (await r.time()).length);
  await show("config", () => r.config("GET", "maxmemory"));
  await show("select", () => r.select(1));
  const sub = new Redis(Number(process.env.PORT_REDIS || 6379));
  const heard = [];
  sub.on("message", (...a) => heard.push(a));
  sub.on("pmessage", (...a) => heard.push(a));
  await show("subscribe", () => sub.subscribe("news", "sport"));
  await show("psubscribe", () => sub.psubscribe("n*"));
  await show("publish", () => r.publish("news", "hello"));
  await new Promise((x) => setTimeout(x, 100));
  console.log(heard);
  await show("get on sub", () => sub.get("k"));
  await show("unsubscribe", () => sub.unsubscribe("news"));
  sub.disconnect();
  const p = new Redis({ port: Number(process.env.PORT_REDIS || 6379), keyPrefix: "pre:", lazyConnect: true });
  console.log(p.status);
  await show("connect", () => p.connect());
  await p.set("x", 1);
  await show("prefix", () => p.get("x"));
  p.disconnect();
  await show("quit", () => r.quit());
  await new Promise((x) => setTimeout(x, 50));
  await show("after", () => r.get("k"));
  const bad = new Redis({ port: 1, retryStrategy: (t) => (t > 2 ? null : 10), maxRetriesPerRequest: 1 });
  bad.on("error", (e) => console.log("bad error", e.code, e.message));
  bad.on("reconnecting", (d) => console.log("bad reconnecting", d));
  bad.on("end", () => console.log("bad end"));
  await show("refused", () => bad.get("x"));
  await show("refused2", () => bad.get("x"));
})().catch((e) => console.log("END", e.name, e.message));
