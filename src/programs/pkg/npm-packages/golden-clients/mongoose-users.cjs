// npm: mongoose
const mongoose = require("mongoose");
const { Schema } = mongoose;
const show = (name, f) => {
  try {
    console.log(name, f());
  } catch (e) {
    console.log(name, "ERR", e.name, e.message);
  }
};
const id = "656d1f2e8f1b2c3d4e5f6a7b";
const userSchema = new Schema({
  name: { type: String, required: true, trim: true, minlength: 2, maxlength: 10 },
  email: { type: String, required: [true, "no email"], lowercase: true, match: /@/ },
  age: { type: Number, min: [0, "too young"], max: 120, default: 18 },
  role: { type: String, enum: ["user", "admin"], default: "user" },
  tags: [String],
  address: { street: String, city: { type: String, uppercase: true } },
  pets: [{ name: { type: String, required: true }, kind: String }],
  active: { type: Boolean, default: true },
  born: Date,
  friend: { type: Schema.Types.ObjectId, ref: "User" },
  meta: Schema.Types.Mixed,
  scores: { type: Map, of: Number },
});
userSchema.virtual("label").get(function () {
  return `${this.name} <${this.email}>`;
});
userSchema.methods.hello = function () {
  return `hi ${this.name}`;
};
userSchema.statics.byName = function (n) {
  return this.find({ name: n });
};
const User = mongoose.model("User", userSchema);
const u = new User({
  _id: id,
  name: "  Ann ",
  email: "ANN@X.org",
  age: "42",
  tags: ["a", 1],
  address: { street: "s", city: "rome" },
  pets: [{ _id: id, name: "Rex", kind: "dog" }],
  born: "2020-01-02",
  extra: "dropped",
  meta: { a: 1 },
  scores: { x: 1 },
});
show("doc", () => u);
show("obj", () => u.toObject());
show("json", () => JSON.stringify(u));
show("label", () => u.label);
show("hello", () => u.hello());
show("id", () => [u.id, typeof u._id, u._id instanceof mongoose.Types.ObjectId]);
show("isNew", () => u.isNew);
show("virtuals", () => u.toObject({ virtuals: true }).label);
u.name = "Bob";
u.address.city = "oslo";
u.tags.push("z");
u.pets.push({ _id: id, name: "Tom" });
u.age = "7";
show("set", () => [u.name, u.address.city, u.tags, u.pets.length, u.age, u.get("address.city")]);
u.set("address.street", "new");
u.set({ role: "admin" });
show("set2", () => [u.address, u.role]);
show("err ok", () => u.validateSync());
const bad = new User({
  name: "A",
  email: "nope",
  age: -1,
  role: "king",
  pets: [{}],
  born: "never",
  friend: "xyz",
  active: "maybe",
});
const e = bad.validateSync();
show("bad", () => e.message);
show("keys", () => Object.keys(e.errors));
show("one", () => {
  const x = e.errors.age;
  return [x.name, x.kind, x.path, x.value, x.message, x.properties];
});
show("cast", () => {
  const x = e.errors.born;
  return [x.name, x.kind, x.path, x.value, x.message, x.stringValue, x.reason && x.reason.name];
});
show("name", () => [
  e.name,
  e._message,
  e instanceof mongoose.Error.ValidationError,
  e instanceof Error,
  e.errors.age instanceof mongoose.Error.ValidatorError,
  e.errors.born instanceof mongoose.Error.CastError,
]);
show("empty", () => new User({}).validateSync().message);
show("string", () => String(new User({}).validateSync()));
show("number cast", () => new User({ name: "abc", email: "a@b", age: "abc" }).validateSync().message);
show("array cast", () => new User({ name: "abc", email: "a@b", tags: [{ a: 1 }] }).validateSync().message);
show("obj cast", () => new User({ name: { a: 1 }, email: "a@b" }).validateSync().message);
show("toObject getters", () => u.toObject({ getters: true }).label);
show("pets", () => [u.pets[0].name, u.pets.id(id) && u.pets.id(id).name, u.pets[0].toObject()]);
show("map", () => [u.scores.get("x"), u.scores instanceof Map]);
show("equals", () => u.equals(new User({ _id: id })));
show("inspect array", () => u.tags);
show("path", () => [
  User.schema.path("age").instance,
  User.schema.path("tags").instance,
  User.schema.path("friend").instance,
  Object.keys(User.schema.paths),
]);
show("model", () => [User.modelName, User.collection.name, mongoose.modelNames()]);
show("overwrite", () => mongoose.model("User", new Schema({})));
show("missing", () => mongoose.model("Nope"));
show("bad type", () => new Schema({ a: "Strange" }));
show("undefined type", () => new Schema({ a: undefined }));
show("valid id", () => [
  mongoose.isValidObjectId("abc"),
  mongoose.isValidObjectId(id),
  mongoose.Types.ObjectId.isValid("123456789012"),
]);
show("new id", () => new mongoose.Types.ObjectId("zz"));
show("query", () => {
  const q = User.find({ age: { $gt: "5" } })
    .sort("-age name")
    .select("name -_id")
    .limit(3)
    .skip(1)
    .lean();
  return [q.getFilter(), q.getOptions(), q.op, q.mongooseOptions()];
});
show("where", () =>
  User.where("age").gte(18).lt(30).where("name").equals("x").in ? User.where("age").gte(18).lt(30).getFilter() : 0,
);
show("query cast", () => {
  const q = User.find({ age: "12", _id: id, active: "true" });
  q.cast(User);
  return q.getFilter();
});
show("query bad", () => {
  const q = User.find({ age: "abc" });
  q.cast(User);
});
show("update", () => {
  const q = User.updateOne({ name: "x" }, { age: 5, $inc: { n: 1 } });
  return [q.getFilter(), q.getUpdate()];
});
show("unset", () => {
  u.born = undefined;
  return u.toObject().born;
});
show("default fn", () => {
  const S = new Schema(
    { at: { type: Number, default: () => 5 }, list: { type: [Number], default: [1] } },
    { _id: false },
  );
  const M = mongoose.model("Def", S);
  return new M().toObject();
});
show("getter setter", () => {
  const S = new Schema(
    { price: { type: Number, get: (v) => v / 100, set: (v) => v * 100 } },
    { _id: false, toJSON: { getters: true } },
  );
  const M = mongoose.model("Price", S);
  const m = new M({ price: 5 });
  return [m.price, m.toObject(), JSON.stringify(m)];
});
show("transform", () => {
  const S = new Schema(
    { a: String, password: String },
    {
      toJSON: {
        virtuals: true,
        versionKey: false,
        transform: (d, r) => {
          delete r.password;
          delete r._id;
          return r;
        },
      },
    },
  );
  S.virtual("up").get(function () {
    return this.a.toUpperCase();
  });
  const M = mongoose.model("Trans", S);
  return JSON.stringify(new M({ _id: id, a: "x", password: "p" }));
});
show("strict", () => {
  const S = new Schema({ a: String }, { strict: "throw", _id: false });
  const M = mongoose.model("Strict", S);
  return new M({ b: 1 });
});
show("loose", () => {
  const S = new Schema({ a: String }, { strict: false, _id: false });
  const M = mongoose.model("Loose", S);
  return new M({ b: 1, a: 2 }).toObject();
});
show("nested", () => {
  const C = new Schema({ n: Number }, { _id: false });
  const S = new Schema({ c: C, list: [C] }, { _id: false });
  const M = mongoose.model("Nest", S);
  const m = new M({ c: { n: "1" }, list: [{ n: 2 }] });
  return [m.c.n, m.toObject(), m.c.toObject(), m.list[0].n];
});
show("alias", () => {
  const S = new Schema({ n: { type: String, alias: "name" } }, { _id: false });
  const M = mongoose.model("Alias", S);
  const m = new M({ name: "x" });
  return [m.n, m.name];
});
show("immutable", () => {
  const S = new Schema({ n: { type: String, immutable: true } }, { _id: false });
  const M = mongoose.model("Imm", S);
  const m = new M({ n: "x" });
  return m.n;
});
show("timestamps", () => Object.keys(mongoose.model("Time", new Schema({}, { timestamps: true })).schema.paths));
show("plural", () =>
  ["Person", "Mouse", "Category", "Box", "News", "Child", "Bus", "Fish"].map(
    (n) => mongoose.model(n, new Schema({})).collection.name,
  ),
);
show("custom validator", () => {
  const S = new Schema({
    phone: {
      type: String,
      validate: { validator: (v) => /\d{3}/.test(v), message: (p) => `${p.value} is not a phone number!` },
    },
    n: { type: Number, validate: (v) => v % 2 === 0 },
  });
  const M = mongoose.model("Phone", S);
  return new M({ phone: "x", n: 3 }).validateSync().message;
});
show("enum msg", () => {
  const S = new Schema({ c: { type: String, enum: { values: ["a"], message: "{VALUE} is not supported" } } });
  return new (mongoose.model("En", S))({ c: "z" }).validateSync().message;
});
show("required fn", () => {
  const S = new Schema({
    a: Boolean,
    b: {
      type: String,
      required: function () {
        return this.a;
      },
    },
  });
  return new (mongoose.model("Rq", S))({ a: true }).validateSync().message;
});
show("discriminator", () => typeof User.discriminator);
(async () => {
  try {
    await new User({ name: "x" }).validate();
  } catch (x) {
    console.log("validate", x.name, x.message);
  }
  const S = new Schema({ a: String });
  const log = [];
  S.pre("validate", function (next) {
    log.push("pre validate " + this.a);
    this.a = "set";
    next();
  });
  S.post("validate", (d) => log.push("post validate " + d.a));
  await new (mongoose.model("Hook", S))({ a: "x" }).validate();
  console.log(log);
  const F = new Schema({ a: String });
  F.pre("validate", async () => {
    throw new Error("stop");
  });
  try {
    await new (mongoose.model("Fail", F))({}).validate();
  } catch (x) {
    console.log(x.name, x.message);
  }
  mongoose.set("bufferTimeoutMS", 50);
  try {
    await User.findOne();
  } catch (x) {
    console.log(x.name, x.message);
  }
  try {
    await User.find({ age: "abc" });
  } catch (x) {
    console.log(x.name, x.message);
  }
  try {
    await User.findById("abc");
  } catch (x) {
    console.log(x.name, x.message, x.kind, x.path, x.value);
  }
  try {
    await mongoose.connect("nonsense");
  } catch (x) {
    console.log(x.name, x.message);
  }
  try {
    await mongoose.connect();
  } catch (x) {
    console.log(x.name, x.message);
  }
  console.log(mongoose.connection.readyState, mongoose.version.split(".")[0]);
  process.exit(0);
})();
