// What a package does not have says so when it is called or read, and not that it is undefined.
const QUIET = new Set(["then", "toJSON", "default", "__esModule", "inspect", "constructor", "prototype", "$$typeof"]);

/** The package `name` with a clear refusal in place of what is missing. */
module.exports = function incomplete(name, value) {
  return new Proxy(value, {
    get(target, key, receiver) {
      if (typeof key === "symbol" || key in target || QUIET.has(key)) return Reflect.get(target, key, receiver);
      throw new Error(`drydock: ${name}.${key} is not simulated`);
    },
  });
};
