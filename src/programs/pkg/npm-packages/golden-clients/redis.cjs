// npm: redis
const { createClient } = require("redis");
(async () => {
  const c = createClient({ url: "redis://localhost:" + (process.env.PORT_REDIS || 6379) });
  c.on("error", (e) => console.log("error event", e.message));
  c.on("connect", () => console.log("connect"));
  c.on("ready", () => console.log("ready", c.isReady, c.isOpen));
  c.on("end", () => console.log("end"));
  await c.connect();
  await c.flushAll();
  const show = async (name, p) => {
    try {
      console.log(name, await p());
    } catch (e) {
      console.log(name, "ERR", e.constructor.name, e.message);
    }
  };
  await show("set", () => c.set("k", "v"));
  await show("set opts", () => c.set("k", "v2", { EX: 60, NX: true }));
  await show("set get", () => c.set("k", "v3", { GET: true }));
  await show("get", () => c.get("k"));
  await show("none", () => c.get("none"));
  await show("incr", () => c.incr("n"));
  await show("incrByFloat", () => c.incrByFloat("n", 1.5));
  await show("decrBy", () => c.set("m", "10").then(() => c.decrBy("m", 3)));
  await show("mSet", () => c.mSet({ a: "1", b: "2" }));
  await show("mSet arr", () =>
    c.mSet([
      ["x", "1"],
      ["y", "2"],
    ]),
  );
  await show("mGet", () => c.mGet(["a", "b", "zz"]));
  await show("exists", () => c.exists("a"));
  await show("exists many", () => c.exists(["a", "b", "zz"]));
  await show("del", () => c.del(["a", "b"]));
  await show("expire", () => c.expire("k", 100));
  await show("ttl", () => c.ttl("k"));
  await show("persist", () => c.persist("k"));
  await show("type", () => c.type("k"));
  await show("append", () => c.append("k", "!"));
  await show("strLen", () => c.strLen("k"));
  await show("getRange", () => c.getRange("k", 0, 1));
  await show("setEx", () => c.setEx("s", 10, "v"));
  await show("setNX", () => c.setNX("s", "v"));
  await show("getDel", () => c.getDel("s"));
  await show("getEx", () => c.getEx("k", { EX: 5 }));
  await show("rename", () => c.rename("k", "kk"));
  await show("keys", async () => (await c.keys("*")).sort());
  await show("dbSize", () => c.dbSize());
  await show("ping", () => c.ping());
  await show("ping x", () => c.ping("x"));
  await show("echo", () => c.echo("hi"));
  await show("hSet", () => c.hSet("h", "f", "1"));
  await show("hSet obj", () => c.hSet("h", { a: "x", b: 2 }));
  await show("hGet", () => c.hGet("h", "f"));
  await show("hGet none", () => c.hGet("h", "zz"));
  await show("hGetAll", () => c.hGetAll("h"));
  await show("hGetAll none", () => c.hGetAll("nohash"));
  await show("hmGet", () => c.hmGet("h", ["f", "a", "q"]));
  await show("hIncrBy", () => c.hIncrBy("h", "f", 5));
  await show("hIncrByFloat", () => c.hIncrByFloat("h", "f", 0.5));
  await show("hKeys", () => c.hKeys("h"));
  await show("hVals", () => c.hVals("h"));
  await show("hLen", () => c.hLen("h"));
  await show("hExists", () => c.hExists("h", "a"));
  await show("hDel", () => c.hDel("h", ["a", "zz"]));
  await show("hSetNX", () => c.hSetNX("h", "a", "1"));
  await show("lPush", () => c.lPush("l", ["a", "b"]));
  await show("rPush", () => c.rPush("l", "c"));
  await show("lRange", () => c.lRange("l", 0, -1));
  await show("lLen", () => c.lLen("l"));
  await show("lPop", () => c.lPop("l"));
  await show("rPop", () => c.rPop("l"));
  await show("lIndex", () => c.lIndex("l", 0));
  await show("lRem", () => c.lRem("l", 1, "a"));
  await show("lPopCount", () => c.lPopCount("l", 2));
  await show("blPop", () => c.blPop("nolist", 0.1));
  await show("blPop2", () => c.rPush("jobs", "j1").then(() => c.blPop("jobs", 1)));
  await show("sAdd", () => c.sAdd("s1", ["a", "b"]));
  await show("sMembers", async () => (await c.sMembers("s1")).sort());
  await show("sIsMember", () => c.sIsMember("s1", "a"));
  await show("smIsMember", () => c.smIsMember("s1", ["a", "q"]));
  await show("sCard", () => c.sCard("s1"));
  await show("sRem", () => c.sRem("s1", "a"));
  await show("sInter", () => c.sAdd("s2", ["b", "c"]).then(() => c.sInter(["s1", "s2"])));
  await show("zAdd", () =>
    c.zAdd("z", [
      { score: 1, value: "a" },
      { score: 2.5, value: "b" },
    ]),
  );
  await show("zAdd one", () => c.zAdd("z", { score: 3, value: "c" }));
  await show("zRange", () => c.zRange("z", 0, -1));
  await show("zRange rev", () => c.zRange("z", 0, 1, { REV: true }));
  await show("zRangeByScore", () => c.zRangeByScore("z", 1, 2.5));
  await show("zRangeWithScores", () => c.zRangeWithScores("z", 0, -1));
  await show("zScore", () => c.zScore("z", "b"));
  await show("zScore none", () => c.zScore("z", "q"));
  await show("zRank", () => c.zRank("z", "b"));
  await show("zRevRank", () => c.zRevRank("z", "b"));
  await show("zIncrBy", () => c.zIncrBy("z", 2, "a"));
  await show("zCard", () => c.zCard("z"));
  await show("zCount", () => c.zCount("z", 0, 10));
  await show("zRem", () => c.zRem("z", ["a", "q"]));
  await show("zPopMin", () => c.zPopMin("z"));
  await show("zPopMax", () => c.zPopMax("z"));
  await show("zPopMin none", () => c.zPopMin("nozset"));
  await show("wrongtype", () => c.lPush("kk", "x"));
  await show("bad arg", () => c.set("k", 5));
  await show("bad arg2", () => c.set("k", { a: 1 }));
  await show("undefined", () => c.get(undefined));
  await show("sendCommand", () => c.sendCommand(["SET", "raw", "1"]));
  await show("sendCommand err", () => c.sendCommand(["NOSUCH"]));
  await show("multi", () => c.multi().set("t", "1").incr("t").get("t").hGetAll("h").exec());
  await show("multi err", () => c.multi().set("t", "x").incr("t").exec());
  await show("pipeline", () => c.multi().set("t", "1").get("t").execAsPipeline());
  await show("watch", async () => {
    await c.watch("t");
    const d = c.duplicate();
    await d.connect();
    await d.set("t", "9");
    d.disconnect();
    return c.multi().get("t").exec();
  });
  await show("eval", () => c.eval("return {KEYS[1], ARGV[1]}", { keys: ["k1"], arguments: ["a1"] }));
  await show("scriptLoad", () => c.scriptLoad("return 5"));
  await show("evalSha", () => c.evalSha("4ca238f611c9d0ae4e9a75a5dbac22aedc1e44b4", { keys: [], arguments: [] }));
  await show("xAdd", () => c.xAdd("st", "1-1", { a: "1", b: "2" }));
  await show("xLen", () => c.xLen("st"));
  await show("xRange", () => c.xRange("st", "-", "+"));
  await show("xRead", () => c.xRead({ key: "st", id: "0" }, { COUNT: 1 }));
  await show("xRead none", () => c.xRead({ key: "st", id: "$" }, { BLOCK: 10 }));
  await show("xGroupCreate", () => c.xGroupCreate("st", "g", "0", { MKSTREAM: true }));
  await show("xReadGroup", () => c.xReadGroup("g", "me", { key: "st", id: ">" }));
  await show("xPending", () => c.xPending("st", "g"));
  await show("xAck", () => c.xAck("st", "g", "1-1"));
  await show("geoAdd", () => c.geoAdd("geo", { longitude: 13.361389, latitude: 38.115556, member: "Palermo" }));
  await show("geoDist", () => c.geoDist("geo", "Palermo", "Palermo", "km"));
  await show("geoSearch", () => c.geoSearch("geo", { longitude: 15, latitude: 37 }, { radius: 200, unit: "km" }));
  await show("pfAdd", () => c.pfAdd("hll", ["a", "b"]));
  await show("pfCount", () => c.pfCount("hll"));
  await show("setBit", () => c.setBit("bits", 7, 1));
  await show("bitCount", () => c.bitCount("bits"));
  await show("scan", () => c.scan("0", { MATCH: "hll*", COUNT: 1000 }));
  await show("publish", () => c.publish("ch", "m"));
  await show("select", () => c.select(1));
  await show("config", () => c.configGet("maxmemory"));
  await show("clientId", async () => typeof (await c.clientId()));
  await show("info", async () => (await c.info("server")).split("\r\n")[0]);
  await show("time", async () => {
    const t = await c.time();
    return typeof t;
  });
  const sub = c.duplicate();
  await sub.connect();
  const heard = [];
  await sub.subscribe("news", (m, ch) => heard.push([m, ch]));
  await sub.pSubscribe("n*", (m, ch) => heard.push(["p", m, ch]));
  console.log(await c.publish("news", "hello"));
  await new Promise((r) => setTimeout(r, 100));
  console.log(heard);
  await show("get on sub", () => sub.get("k"));
  await sub.unsubscribe("news");
  await show("quit sub", () => sub.quit());
  await show("quit", () => c.quit());
  await show("after", () => c.get("k"));
  console.log(c.isOpen, c.isReady);
  const d = createClient({ socket: { port: 1, reconnectStrategy: false } });
  d.on("error", (e) => console.log("d error", e.message));
  await show("refused", () => d.connect());
  let n = 0;
  const e = createClient({ socket: { port: 1, reconnectStrategy: (r) => (r > 1 ? new Error("gave up") : 10) } });
  e.on("error", (x) => console.log("e error", x.code, x.message));
  e.on("reconnecting", () => console.log("reconnecting", ++n));
  await show("gave up", () => e.connect());
  const f = createClient({ url: "http://x" });
})().catch((e) => console.log("END", e.name, e.message));
