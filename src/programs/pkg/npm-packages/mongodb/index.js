const { BSONError, ObjectId } = require("./bson.js");
const { MongoClient } = require("./client.js");
const { Collection } = require("./collection.js");
const { Db } = require("./db.js");
const errors = require("./errors.js");

module.exports = {
  MongoClient,
  Db,
  Collection,
  ObjectId,
  ObjectID: ObjectId,
  BSON: { ObjectId },
  BSONError,
  ...errors,
  ServerApiVersion: { v1: "1" },
};
