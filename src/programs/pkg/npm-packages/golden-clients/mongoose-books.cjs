// npm: mongoose
const mongoose = require("mongoose");
const { Schema, model } = mongoose;
const show = (name, f) => {
  try {
    console.log(name, f());
  } catch (e) {
    console.log(name, "ERR", e.name, e.message);
  }
};
const id = "656d1f2e8f1b2c3d4e5f6a7b";
const bookSchema = new Schema(
  {
    title: { type: String, required: true, unique: true, index: true },
    pages: { type: Number, min: 1, validate: { validator: Number.isInteger, message: "{VALUE} is not an integer" } },
    genre: { type: String, enum: ["novel", "poem"] },
    author: { type: mongoose.Schema.Types.ObjectId, ref: "Author", required: true },
    reviews: [
      { user: String, stars: { type: Number, min: 1, max: 5 }, at: { type: Date, default: () => new Date(0) } },
    ],
    published: { type: Date },
    price: { amount: { type: Number, default: 0 }, currency: { type: String, default: "EUR" } },
  },
  { timestamps: true },
);
bookSchema.index({ title: 1, pages: -1 });
bookSchema.virtual("long").get(function () {
  return this.pages > 500;
});
bookSchema
  .virtual("short")
  .get(function () {
    return !this.long;
  })
  .set(function (v) {
    this.pages = v ? 10 : 1000;
  });
bookSchema.set("toJSON", { virtuals: true });
bookSchema.query.byTitle = function (t) {
  return this.where({ title: t });
};
const Book = model("Book", bookSchema);
const b = new Book({
  _id: id,
  title: "T",
  pages: 600,
  genre: "novel",
  author: id,
  reviews: [{ _id: id, user: "a", stars: 5 }],
});
show("book", () => b);
show("json", () => JSON.stringify(b));
show("virtual", () => [b.long, b.short]);
show("set virtual", () => {
  b.short = true;
  return b.pages;
});
show("price", () => [b.price, b.price.amount, b.toObject().price]);
show("reviews", () => [b.reviews.length, b.reviews[0].stars, b.reviews[0].at]);
show("push", () => b.reviews.push({ _id: id, user: "b", stars: 9 }));
show("invalid", () => b.validateSync().message);
show("bad id", () => {
  const x = new Book({ title: "x", author: "nope" });
  const e = x.validateSync();
  return [Object.keys(e.errors), e.errors.author.message, x.author];
});
show("int", () => new Book({ title: "x", author: id, pages: 1.5 }).validateSync().errors.pages.message);
show("indexes", () => bookSchema.indexes());
show("paths", () => [
  bookSchema.path("pages").instance,
  bookSchema.pathType("price"),
  bookSchema.pathType("long"),
  bookSchema.pathType("zzz"),
  bookSchema.requiredPaths(),
]);
show("pull", () => {
  b.reviews.pull(id);
  return b.reviews.length;
});
show("remove path", () => {
  b.genre = undefined;
  return [b.genre, "genre" in b.toObject()];
});
show("null", () => {
  b.published = null;
  return b.toObject().published;
});
show("date", () => {
  b.published = "2024-02-03";
  return [b.published, b.published instanceof Date, b.published.getFullYear()];
});
show("invalidate", () => {
  b.invalidate("title", "bad title", "T");
  return b.validateSync().errors.title.message;
});
show("unknown", () => {
  b.foo = 1;
  b.set("bar", 2);
  return [b.foo, b.get("bar"), b.toObject().foo];
});
show("isModified", () => [b.isModified(), b.isModified("title"), b.isNew, b.isModified("genre price")]);
show("plain default", () => new Book().toObject().price);
show("numbers", () => ["5", " 7 ", true, "1e3"].map((v) => new Book({ pages: v }).pages));
show("strings", () =>
  [5, true, new Date(0), { toString: () => "obj" }].map((v) => {
    const d = new Book({ title: v });
    return d.title;
  }),
);
show("bools", () => {
  const M = model("B", new Schema({ b: Boolean }));
  return ["true", "yes", 1, "0", "no", 0].map((v) => new M({ b: v }).b);
});
show("dates", () => ["2020-01-01", 0, "1577836800000"].map((v) => new Book({ published: v }).published));
show("err print", () => {
  const e = new Book({ title: "x", author: id, pages: 0 }).validateSync();
  return e.errors.pages.toString();
});
show("tostring", () => String(new Book({ title: "x" }).validateSync()));
show("class", () => {
  class P {
    get full() {
      return this.first + " " + this.last;
    }
    hi() {
      return "hi " + this.first;
    }
    static make() {
      return new this({ first: "a", last: "b" });
    }
  }
  const s = new Schema({ first: String, last: String });
  s.loadClass(P);
  const M = model("P", s);
  const m = M.make();
  return [m.full, m.hi()];
});
show("select", () => Book.find().select({ title: 1 }).projection());
show("sort", () => Book.find().sort({ title: "desc", pages: 1 }).getOptions());
show("or", () =>
  Book.find()
    .or([{ a: 1 }, { b: 2 }])
    .getFilter(),
);
show("helpers", () => Book.find().byTitle("x").getFilter());
show("findById", () => {
  const q = Book.findById(id);
  return [q.op, q.getFilter()];
});
show("nested set", () => {
  b.price = { amount: "5" };
  return b.toObject().price;
});
show("sub errors", () => {
  const e = new Book({ title: "x", author: id, reviews: [{ stars: "x" }, { stars: 0 }] }).validateSync();
  return Object.entries(e.errors).map(([k, v]) => [k, v.name, v.message]);
});
show("enum null", () => new Book({ title: "x", author: id, genre: null }).validateSync());
show("id", () => [typeof new Book().id, new Book({ _id: id }).id]);
show("wrong", () => new Book("x"));
show("clone", () => {
  const c = new Book(b.toObject());
  return c.title;
});
show("select false", () => {
  const M = model("Sec", new Schema({ p: { type: String, select: false } }));
  return M.schema.path("p").options.select;
});
show("map", () => {
  const M = model("Mp", new Schema({ m: { type: Map, of: String } }));
  const d = new M({ _id: id, m: { a: 1 } });
  d.m.set("b", 2);
  return [d.m, JSON.stringify(d), d.toObject().m];
});
show("mixed", () => {
  const M = model("Mx", new Schema({ any: {} }));
  const d = new M({ any: { x: [1, { y: 2 }] } });
  d.any.x.push(3);
  d.markModified("any");
  return [d.any, d.isModified("any")];
});
show("array of arrays", () => {
  const M = model("Aa", new Schema({ a: [[Number]] }));
  return new M({ a: [["1", 2], [3]] }).toObject().a;
});
show("buffer", () => {
  const M = model("Bf", new Schema({ b: Buffer }));
  return Buffer.isBuffer(new M({ b: "abc" }).b);
});
show("discriminator", () => {
  const E = model("Event", new Schema({ t: Number }, { discriminatorKey: "kind" }));
  const C = E.discriminator("Click", new Schema({ url: String }));
  const c = new C({ t: 1, url: "/" });
  return [c.kind, c.url, c instanceof E, c.toObject().kind];
});
(async () => {
  const H = new Schema({ n: { type: String, validate: { validator: async (v) => v !== "x", message: "async no" } } });
  try {
    await new (model("H", H))({ n: "x" }).validate();
  } catch (e) {
    console.log(e.name, e.message, e.errors.n.kind);
  }
  try {
    await Book.create({});
  } catch (e) {
    console.log(e.name, e.message);
  }
  try {
    await new Book({ title: "q" }).save();
  } catch (e) {
    console.log(e.name, e.message);
  }
  try {
    Book.findOne({}, () => {});
  } catch (e) {
    console.log(e.name, e.message);
  }
  try {
    await Book.findByIdAndUpdate("zz", { pages: 1 });
  } catch (e) {
    console.log(e.name, e.message);
  }
  try {
    await Book.updateOne({}, { pages: "abc" });
  } catch (e) {
    console.log(e.name, e.message);
  }
  process.exit(0);
})();
