// @ts-nocheck: code of mongosh's own engine: it runs inside it, not here.

/** The errors of the server, the driver and the shell, by the names that the real ones have. */
export function guestMongoErrors(exports) {
  class MongoServerError extends Error {
    constructor(reply) {
      super(reply.errmsg);
      this.name = "MongoServerError";
      const { ok = 0, code, codeName, errmsg } = reply;
      Object.assign(this, { ok, code, codeName, errmsg });
      if (reply.index !== undefined) this.index = reply.index;
      if (reply.errInfo) this.errInfo = reply.errInfo;
      if (reply.keyPattern) Object.assign(this, { keyPattern: reply.keyPattern, keyValue: reply.keyValue });
      Object.defineProperty(this, "written", { value: reply, enumerable: false });
    }
  }
  class MongoBulkWriteError extends Error {
    constructor(first, result, writeErrors) {
      super(first.errmsg);
      this.name = "MongoBulkWriteError";
      Object.assign(this, { code: first.code, result, writeErrors });
    }
  }
  const of = (name, message, code) => Object.assign(new Error(message), { name }, code ? { code } : {});
  const NONE = {
    insertedCount: 0,
    matchedCount: 0,
    modifiedCount: 0,
    deletedCount: 0,
    upsertedCount: 0,
    upsertedIds: {},
    insertedIds: {},
  };
  Object.assign(exports, {
    of,
    server: (reply) => new MongoServerError(reply),
    /** A write that was refused for one of its statements. */
    one(reply) {
      const [first] = reply.writeErrors ?? [];
      if (first) throw new MongoServerError(first);
    },
    /** A list of writes of which some were refused. `op`: what one of them was. */
    bulk: (result, writeErrors, op) =>
      new MongoBulkWriteError(
        writeErrors[0],
        { ...NONE, ...result },
        writeErrors.map((w) => ({
          index: w.index,
          code: w.code,
          errmsg: w.errmsg,
          errInfo: w.errInfo,
          op: op(w),
        })),
      ),
    argument: (message) => of("MongoInvalidArgumentError", message),
    input: (message, code = "COMMON-10001") => of("MongoshInvalidInputError", message, code),
    refuse(what) {
      throw new Error(`drydock: mongosh's ${what} is not simulated`);
    },
  });
}
