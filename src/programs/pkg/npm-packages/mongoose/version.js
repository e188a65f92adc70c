const { MongooseError } = require("./errors.js");

const MAJOR = Number("@VERSION@".split(".")[0]);

/** A promise, or up to version 6 a callback. */
function answer(promise, callback) {
  if (typeof callback !== "function") return promise;
  if (MAJOR >= 7) throw new MongooseError("This function no longer accepts a callback");
  promise.then(
    (v) => callback(null, v),
    (e) => callback(e),
  );
  return undefined;
}

module.exports = { MAJOR, answer };
