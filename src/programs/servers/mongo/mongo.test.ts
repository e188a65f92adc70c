import { expect, test } from "vitest";
import { SIGNALS } from "../../../kernel/signal.ts";
import { createNet } from "../testing.ts";
import { Binary, type Bson, decodeDoc, encodeDoc, hexOfBytes, ObjectId, Pattern, Timestamp } from "./bson.ts";
import golden from "./golden/mongosh.json" with { type: "json" };
import { unfinished } from "./shell/unfinished.ts";

test("BSON: the specification's own example, and every type there and back", () => {
  expect(hexOfBytes(encodeDoc(new Map([["hello", "world"]])))).toBe("160000000268656c6c6f0006000000776f726c640000");
  const doc = new Map<string, Bson>([
    ["int", -5],
    ["double", 2.5],
    ["long", 2n ** 60n],
    ["text", "Grüße"],
    ["yes", true],
    ["nothing", null],
    ["id", new ObjectId("0123456789abcdef01234567")],
    ["when", new Date(1_700_000_000_123)],
    ["bytes", new Binary(Uint8Array.of(1, 2, 3), 4)],
    ["pattern", new Pattern("^a", "i")],
    ["stamp", new Timestamp(7, 8)],
    ["list", [1, new Map([["deep", [null]]])]],
  ]);
  expect(decodeDoc(encodeDoc(doc))).toEqual(doc);
});

test("mongosh: documents are put in, found, changed, counted, grouped, taken out", async () => {
  const net = createNet();
  const db = net.box("db", { "/data/db/x": "" }, { mongod: "8.0.4" });
  db.start("mongod --bind_ip_all");
  await net.pass(3);
  const run = (code: string) => db.run(`mongosh --quiet --eval '${code}'`);
  expect(await run('db.p.insertOne({_id: 1, name: "Ann", age: 31, tags: ["a", "b"]})')).toBe(
    "{ acknowledged: true, insertedId: 1 }\n",
  );
  expect(
    await run('db.p.insertMany([{_id: 2, name: "Bo", age: 25}, {_id: 3, name: "Cy", age: 40}]); print("ok")'),
  ).toBe("ok\n");
  expect(await run("db.p.find({age: {$gt: 26}}, {_id: 0, tags: 0}).sort({age: -1})")).toBe(
    "[ { name: 'Cy', age: 40 }, { name: 'Ann', age: 31 } ]\n",
  );
  expect(
    await run('db.p.updateOne({tags: "b"}, {$set: {"tags.$": "c"}, $inc: {age: 1}, $push: {log: {$each: [1, 2]}}})'),
  ).toBe(
    "{\n  acknowledged: true,\n  insertedId: null,\n  matchedCount: 1,\n  modifiedCount: 1,\n  upsertedCount: 0\n}\n",
  );
  expect(await run("db.p.findOne({_id: 1})")).toBe(
    "{ _id: 1, name: 'Ann', age: 32, tags: [ 'a', 'c' ], log: [ 1, 2 ] }\n",
  );
  expect(
    await run(
      'db.p.aggregate([{$match: {age: {$gte: 25}}}, {$group: {_id: {$gt: ["$age", 30]}, n: {$sum: 1}, mean: {$avg: "$age"}}}, {$sort: {_id: 1}}])',
    ),
  ).toBe("[ { _id: false, n: 1, mean: 25 }, { _id: true, n: 2, mean: 36 } ]\n");
  expect(await run("db.p.insertOne({_id: 1})")).toBe(
    "MongoServerError: E11000 duplicate key error collection: test.p index: _id_ dup key: { _id: 1 }\n=> 1\n",
  );
  expect(await run("for (const d of db.p.find()) print(d.name); db.p.deleteMany({age: {$lt: 33}}).deletedCount")).toBe(
    "Ann\nBo\nCy\n2\n",
  );
  expect(await run("db.p.countDocuments({})")).toBe("1\n");
  expect(await run("db.p.find({$where: 1})")).toBe(
    "MongoServerError[NotImplemented]: drydock: $where is not simulated\n=> 1\n",
  );
  expect(
    await db.run("mongosh --quiet <<< use shop\\ndb.items.insertOne({_id: 1,\\n a: 2})\\nshow collections\\n"),
  ).toBe("test> switched to db shop\nshop> ... { acknowledged: true, insertedId: 1 }\nshop> items\nshop> ");
});

test("mongosh shows values, declarations and errors as the real one does", async () => {
  const net = createNet();
  const db = net.box("db", { "/data/db/x": "" }, { mongod: "8.0.4" });
  db.start("mongod --bind_ip_all");
  await net.pass(3);
  const shown = await db.run("mongosh --quiet --norc", golden.input);
  // The recorded one had no server, and so no name of a database in its prompt.
  expect(shown.replaceAll("test> ", "> ")).toBe(golden.output);
  const evaluated = (code: string) => db.run(`mongosh --quiet --eval '${code}'`);
  expect(await evaluated("class A {}")).toBe("[class A]\n");
  expect(await evaluated("({ a: { b: { c: { d: { e: { f: { g: { h: 1 } } } } } } } }).a.b.c.d")).toBe(
    "{\n  e: { f: { g: { h: 1 } } }\n}\n",
  );
  expect(await evaluated('"text"')).toBe("ReferenceError: text is not defined\n=> 1\n");
  expect(
    await evaluated('EJSON.stringify({ l: NumberLong("4"), m: NumberDecimal("1.5"), d: ISODate("2024-01-02") })'),
  ).toBe('{"l":4,"m":{"$numberDecimal":"1.5"},"d":{"$date":"2024-01-02T00:00:00Z"}}\n');
  expect(await evaluated("foo bar")).toBe("SyntaxError: Missing semicolon. (1:3)\n\n> 1 | foo bar\n    |    ^\n=> 1\n");
  expect(await evaluated("throw { a: 1 }")).toBe("Error: { a: 1 }\n=> 1\n");
  expect(await evaluated("let o = {}; o.f()")).toBe("TypeError: o.f is not a function\n=> 1\n");
});

test("mongod: under --auth nobody gets in without a password; the data are there after a restart", async () => {
  const net = createNet();
  const db = net.box("db", { "/data/db/x": "" }, { mongod: "8.0.4" });
  const client = net.box("client");
  expect(await client.run("mongosh --quiet --host db")).toBe(
    "MongoNetworkError: connect ECONNREFUSED 172.17.0.2:27017\n=> 1\n",
  );
  const first = db.start("mongod --bind_ip_all");
  await net.pass(3);
  expect(
    await client.run(
      `mongosh --quiet mongodb://db/admin --eval 'db.createUser({user: "root", pwd: "pw", roles: ["root"]}).ok'`,
    ),
  ).toBe("1\n");
  const log = (await first.stop(SIGNALS.SIGTERM)).trimEnd().split("\n");
  expect(log.at(-1)?.slice(47)).toBe(
    `"s":"I",  "c":"CONTROL",  "id":23138,   "ctx":"SignalHandler","msg":"Shutting down","attr":{"exitCode":0}}`,
  );
  db.start("mongod --bind_ip_all --auth");
  await net.pass(3);
  expect(await client.run("mongosh --quiet mongodb://db/shop --eval 'db.x.find()'")).toBe(
    "MongoServerError[Unauthorized]: Command find requires authentication\n=> 1\n",
  );
  expect(await client.run("mongosh --quiet mongodb://root:no@db/shop?authSource=admin")).toBe(
    "MongoServerError: Authentication failed.\n=> 1\n",
  );
  expect(
    await client.run("mongosh --quiet mongodb://root:pw@db/shop?authSource=admin --eval 'db.x.insertOne({_id: 1})'"),
  ).toBe("{ acknowledged: true, insertedId: 1 }\n");
});

test("mongosh reads on while a bracket, a template or a comment is open", () => {
  const open = ["db.x.find({", "`a", "/* a", "function f() {", "x =", "if (a) b; else"];
  const closed = ["db.x.find({})", "'a(", "x // (", "`a${b}`", "a)", "use shop"];
  expect([...open, ...closed].filter(unfinished)).toEqual(open);
});
