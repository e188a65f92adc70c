import { expect, test } from "vitest";
import { nodeMachine } from "../../node/testing/machine.ts";
import { packageTexts } from "./packages.ts";

// Clients of Redis and MongoDB against the simulated servers, in one container.

async function withServer(server: readonly string[], packages: readonly (readonly [string, string])[], script: string) {
  const m = nodeMachine();
  m.files.mkdirs("/data/db");
  for (const dir of ["/var/lib/postgresql/data", "/var/lib/mysql"]) m.files.mkdirs(dir);
  const it = m.start({
    argv: server,
    env: { POSTGRES_PASSWORD: "pw", MYSQL_ROOT_PASSWORD: "pw", MYSQL_DATABASE: "shop" },
  });
  // The server has its time to start.
  await m.run({ argv: ["node", "-e", "setTimeout(() => {}, 20000)"] });
  const files: Record<string, string> = {};
  for (const [name, version] of packages)
    for (const [path, text] of Object.entries(await packageTexts(name, version)))
      files[`node_modules/${name}/${path}`] = text;
  const got = await m.run({ argv: ["node", "main.js"], files: { ...files, "main.js": script } });
  it.process.signal(9);
  return got;
}

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

test("mongodb: documents are put in, found, changed, grouped, taken out; errors are the server's", async () => {
  const got = await withServer(
    ["mongod", "--bind_ip_all"],
    [["mongodb", "6.12.0"]],
    `
const { MongoClient, ObjectId } = require("mongodb");
(async () => {
  const client = new MongoClient("mongodb://localhost:27017/shop");
  await client.connect();
  const goods = client.db().collection("goods");
  const r = await goods.insertOne({ name: "tea", price: 2.5, tags: ["hot"], at: new Date(0) });
  console.log(r.acknowledged, ObjectId.isValid(r.insertedId));
  console.log((await goods.insertMany([{ _id: 1, name: "milk", price: 1 }, { _id: 2, name: "jam", price: 3 }])).insertedCount);
  console.log(await goods.find({ price: { $gt: 1 } }).sort({ price: -1 }).project({ _id: 0, tags: 0 }).toArray());
  console.log(await goods.updateOne({ _id: 1 }, { $inc: { price: 1 } }), await goods.findOne({ _id: 1 }));
  console.log(await goods.findOneAndUpdate({ _id: 2 }, { $set: { sold: true } }, { returnDocument: "after" }));
  console.log(await goods.aggregate([{ $group: { _id: null, all: { $sum: "$price" } } }]).toArray(), await goods.countDocuments());
  try { await goods.insertOne({ _id: 1 }); } catch (e) { console.log(e.name, e.code, e.message); }
  console.log((await goods.deleteMany({ price: { $gte: 2.5 } })).deletedCount, await goods.distinct("name"));
  for await (const d of goods.find()) console.log(d);
  await client.close();
})();
`,
  );
  expect(got).toEqual({
    stdout: `true true
2
[
  { name: 'jam', price: 3 },
  { name: 'tea', price: 2.5, at: 1970-01-01T00:00:00.000Z }
]
{
  acknowledged: true,
  modifiedCount: 1,
  upsertedId: null,
  upsertedCount: 0,
  matchedCount: 1
} { _id: 1, name: 'milk', price: 2 }
{ _id: 2, name: 'jam', price: 3, sold: true }
[ { _id: null, all: 7.5 } ] 3
MongoServerError 11000 E11000 duplicate key error collection: shop.goods index: _id_ dup key: { _id: 1 }
2 [ 'milk' ]
{ _id: 1, name: 'milk', price: 2 }
`,
    stderr: "",
    status: 0,
  });
}, 60_000);

test("mongoose: schemas with defaults and validation, queries, populate, hooks", async () => {
  const got = await withServer(
    ["mongod", "--bind_ip_all"],
    [["mongoose", "8.9.5"]],
    `
const mongoose = require("mongoose");
const User = mongoose.model("User", new mongoose.Schema({ name: { type: String, required: true, trim: true }, age: { type: Number, min: 0 }, role: { type: String, enum: ["a", "b"], default: "a" } }));
const Post = mongoose.model("Post", new mongoose.Schema({ title: String, by: { type: mongoose.Schema.Types.ObjectId, ref: "User" }, tags: [String] }));
User.schema.virtual("loud").get(function () { return this.name.toUpperCase(); });
(async () => {
  await mongoose.connect("mongodb://localhost:27017/blog");
  const u = new User({ name: " Ann ", age: "31" });
  console.log((await u.save()).name, u.role, typeof u.age, u.id === String(u._id), u.__v);
  try { await new User({ age: -1, role: "z" }).save(); } catch (e) { console.log(e.name, e.message, Object.keys(e.errors)); }
  try { await User.findById("nonsense"); } catch (e) { console.log(e.name + ": " + e.message); }
  await Post.create({ title: "One", by: u, tags: ["x"] }, { title: "Two", by: u._id });
  console.log((await Post.find({ tags: "x" }).populate("by"))[0].by.name, await Post.countDocuments(), (await Post.find().sort("-title").limit(1))[0].title);
  console.log((await User.findByIdAndUpdate(u.id, { age: 32 }, { new: true })).age, (await Post.deleteOne({ title: "One" })).deletedCount);
  console.log(JSON.stringify((await User.findOne({ name: /an/i }).lean()).name), await User.findById(new mongoose.Types.ObjectId()), mongoose.connection.readyState);
  await mongoose.disconnect();
})();
`,
  );
  expect(got).toEqual({
    stdout: `Ann a number true 0
ValidationError User validation failed: name: Path \`name\` is required., age: Path \`age\` (-1) is less than minimum allowed value (0)., role: \`z\` is not a valid enum value for path \`role\`. [ 'name', 'age', 'role' ]
CastError: Cast to ObjectId failed for value "nonsense" (type string) at path "_id" for model "User"
Ann 2 Two
32 1
"Ann" null 1
`,
    stderr: "",
    status: 0,
  });
}, 60_000);

test("pg: queries with values, types, errors, a pool", async () => {
  const got = await withServer(
    ["postgres"],
    [["pg", "8.13.1"]],
    `
const { Client, Pool } = require("pg");
(async () => {
  const c = new Client({ user: "postgres", password: "pw" });
  await c.connect();
  await c.query("create table t (id serial primary key, name text, n integer, ok boolean)");
  const r = await c.query("insert into t (name, n, ok) values ($1, $2, $3) returning *", ["Ann", 5, true]);
  console.log(r.command, r.rowCount, r.rows, r.fields.map((f) => f.name));
  console.log((await c.query("update t set n = n + 1")).rowCount, (await c.query({ text: "select n from t where name = $1", values: ["Ann"], rowMode: "array" })).rows);
  try { await c.query("select nope from t"); } catch (e) { console.log(e.name, e.code, e.severity, e.position, e.message); }
  c.query("select count(*) from t", (e, res) => { console.log(e, res.rows); c.end(); });
  const pool = new Pool({ connectionString: "postgres://postgres:pw@localhost:5432/postgres", max: 2 });
  console.log((await Promise.all([1, 2, 3].map((i) => pool.query("select $1::integer as i", [i])))).map((x) => x.rows[0].i), pool.totalCount);
  await pool.end();
})();
`,
  );
  expect(got).toEqual({
    stdout: `INSERT 1 [ { id: 1, name: 'Ann', n: 5, ok: true } ] [ 'id', 'name', 'n', 'ok' ]
1 [ [ 6 ] ]
error 42703 ERROR 8 column "nope" does not exist
null [ { count: '1' } ]
[ 1, 2, 3 ] 2
`,
    stderr: "",
    status: 0,
  });
}, 60_000);

test("mysql2: callbacks, promises, values in their places, errors", async () => {
  const got = await withServer(
    ["mysqld"],
    [["mysql2", "3.12.0"]],
    `
const mysql = require("mysql2");
const c = mysql.createConnection({ host: "localhost", user: "root", password: "pw", database: "shop" });
c.query("create table goods (id int auto_increment primary key, name varchar(20), price int)", (e) => {
  console.log(e);
  c.query("insert into goods set ?", { name: "it's tea", price: 3 }, async (e2, r) => {
    console.log(e2, r.insertId, r.affectedRows);
    const [rows, fields] = await c.promise().execute("select * from goods where price > ?", [1]);
    console.log(rows, fields.map((f) => f.name), mysql.format("select ?? from ?? where a in (?)", ["x", "t", [1, "b"]]));
    try { await c.promise().query("select * from nothing"); } catch (x) { console.log(x.code, x.errno, x.sqlMessage); }
    c.end();
    const pool = require("mysql2/promise").createPool({ host: "localhost", user: "root", password: "pw", database: "shop" });
    console.log((await pool.query("select count(*) as n from goods"))[0]);
    await pool.end();
    mysql.createConnection({ host: "127.0.0.1", user: "root", password: "no" }).connect((x) => console.log(x.code, x.fatal));
  });
});
`,
  );
  expect(got).toEqual({
    stdout: `null
null 1 1
[ { id: 1, name: "it's tea", price: 3 } ] [ 'id', 'name', 'price' ] select \`x\` from \`t\` where a in (1, 'b')
ER_NO_SUCH_TABLE 1146 Table 'shop.nothing' doesn't exist
[ { n: 1 } ]
ER_ACCESS_DENIED_ERROR true
`,
    stderr: "",
    status: 0,
  });
}, 60_000);
