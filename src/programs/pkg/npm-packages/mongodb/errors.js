class MongoError extends Error {
  get name() {
    return this.constructor.name;
  }
}
class MongoServerError extends MongoError {
  constructor(r) {
    super(r.errmsg || r.message);
    Object.assign(this, r);
    delete this.errmsg;
    delete this.ok;
  }
}
class MongoNetworkError extends MongoError {}
class MongoServerSelectionError extends MongoError {}
class MongoParseError extends MongoError {}
class MongoBulkWriteError extends MongoServerError {}

module.exports = {
  MongoBulkWriteError,
  MongoError,
  MongoNetworkError,
  MongoParseError,
  MongoServerError,
  MongoServerSelectionError,
};
