// What each kind of query does; `this` is the query.

const returned = (o) =>
  o.new || o.returnDocument === "after" || o.returnOriginal === false ? { returnDocument: "after" } : {};
const sorted = (o) => (o.sort ? { sort: o.sort } : {});

const OPERATIONS = {
  async find() {
    return (await (await this.found()).toArray()).map((d) => this.made(d));
  },
  async findOne() {
    return this.made(await (await this.found()).limit(1).next());
  },
  async exists() {
    const d = await (await this.found()).project({ _id: 1 }).limit(1).next();
    return d && { _id: d._id };
  },
  async countDocuments(m) {
    return await (await m.coll("countDocuments()")).countDocuments(this._conditions);
  },
  async estimatedDocumentCount(m) {
    return await (await m.coll("estimatedDocumentCount()")).estimatedDocumentCount();
  },
  async distinct(m) {
    return await (await m.coll("distinct()")).distinct(this._field, this._conditions);
  },
  async updateOne(m) {
    const update = await this.updateChecked();
    return await (await m.coll("updateOne()")).updateOne(this._conditions, update, this.options);
  },
  async updateMany(m) {
    const update = await this.updateChecked();
    return await (await m.coll("updateMany()")).updateMany(this._conditions, update, this.options);
  },
  async replaceOne(m) {
    return await (await m.coll("replaceOne()")).replaceOne(
      this._conditions,
      new m(this._update).toBSON(),
      this.options,
    );
  },
  async deleteOne(m) {
    return await (await m.coll("deleteOne()")).deleteOne(this._conditions);
  },
  async deleteMany(m) {
    return await (await m.coll("deleteMany()")).deleteMany(this._conditions);
  },
  async findOneAndUpdate(m) {
    const { options: o } = this;
    const fields = this.fields();
    const update = await this.updateChecked();
    const found = await (await m.coll("findOneAndUpdate()")).findOneAndUpdate(this._conditions, update, {
      ...returned(o),
      ...sorted(o),
      ...(o.upsert ? { upsert: true } : {}),
      ...(fields ? { projection: fields } : {}),
    });
    return this.made(found);
  },
  async findOneAndReplace(m) {
    return this.made(
      await (await m.coll("findOneAndReplace()")).findOneAndReplace(this._conditions, new m(this._update).toBSON(), {
        ...returned(this.options),
        ...sorted(this.options),
      }),
    );
  },
  async findOneAndDelete(m) {
    return this.made(
      await (await m.coll("findOneAndDelete()")).findOneAndDelete(this._conditions, sorted(this.options)),
    );
  },
};

module.exports = { OPERATIONS };
