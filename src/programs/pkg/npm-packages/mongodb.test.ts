import { expect, test } from "vitest";
import { withServer } from "./testing/with-server.ts";

// MongoDB's clients against the simulated server, in one container.

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

test("mongoose: a projection's documents have no defaults of what was not asked for", async () => {
  const got = await withServer(
    ["mongod", "--bind_ip_all"],
    [["mongoose", "9.12.1"]],
    `
const { Schema, model, connect, disconnect } = require("mongoose");
const Book = model("Book", new Schema({ title: String, tags: [String], stock: { type: Number, default: 1 } }));
(async () => {
  await connect("mongodb://localhost/lib");
  await Book.insertMany([{ title: "b" }, { title: "c", stock: 9 }]);
  console.log((await Book.find().sort("-stock").select("title -_id")).map((d) => d.toObject()));
  console.log((await Book.findOne({ stock: { $gte: "5" } }).select("-tags -__v -_id")).toObject());
  const c = await Book.findOne({ title: "c" });
  c.tags.push("new");
  await c.save();
  console.log((await Book.findById(c.id).lean()).tags, c.__v, await Book.countDocuments());
  await disconnect();
})();
`,
  );
  expect(got).toEqual({
    stdout: "[ { title: 'c' }, { title: 'b' } ]\n{ title: 'c', stock: 9 }\n[ 'new' ] 1 2\n",
    stderr: "",
    status: 0,
  });
}, 60_000);
