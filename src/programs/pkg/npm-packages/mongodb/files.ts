import bson from "./bson.js?raw";
import client from "./client.js?raw";
import collection from "./collection.js?raw";
import cursor from "./cursor.js?raw";
import db from "./db.js?raw";
import errors from "./errors.js?raw";
import index from "./index.js?raw";
import wire from "./wire.js?raw";

export const files = {
  "bson.js": bson,
  "client.js": client,
  "collection.js": collection,
  "cursor.js": cursor,
  "db.js": db,
  "errors.js": errors,
  "index.js": index,
  "wire.js": wire,
};
