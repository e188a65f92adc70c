// bcryptjs, to its documented interface.
const b = require("./bcrypt-text");

/** What is asked for comes in a promise, or to the callback. */
const later = (run, done) => {
  const work = (ok, fail) =>
    setImmediate(() => {
      try {
        ok(run());
      } catch (e) {
        fail(e);
      }
    });
  if (typeof done !== "function") return new Promise(work);
  work((v) => done(null, v), done);
};
const illegal = (...args) => Error(`Illegal arguments: ${args.map((a) => typeof a).join(", ")}`);

const genSaltSync = (rounds = 10) => {
  if (typeof rounds !== "number") throw Error(`Illegal arguments: ${typeof rounds}, undefined`);
  return b.genSalt(Math.min(31, Math.max(4, rounds)), "a");
};
const hashSync = (password, salt = 10) => {
  const by = typeof salt === "number" ? genSaltSync(salt) : salt;
  if (typeof password !== "string" || typeof by !== "string") throw illegal(password, by);
  if (by[0] !== "$" || by[1] !== "2") throw Error(`Invalid salt version: ${by.slice(0, 2)}`);
  const out = b.hash(password, by);
  if (!out) throw Error(`Illegal salt: ${by}`);
  return out;
};
const compareSync = (password, hash) => {
  if (typeof password !== "string" || typeof hash !== "string") throw illegal(password, hash);
  return hash.length === 60 && b.same(hashSync(password, hash.slice(0, 29)), hash);
};

module.exports = {
  genSaltSync,
  hashSync,
  compareSync,
  genSalt(rounds, ...rest) {
    const done = [rounds, ...rest].find((a) => typeof a === "function");
    return later(() => genSaltSync(typeof rounds === "number" ? rounds : undefined), done);
  },
  hash: (password, salt, done) =>
    later(() => {
      if (typeof password !== "string" || (typeof salt !== "string" && typeof salt !== "number"))
        throw illegal(password, salt);
      return hashSync(password, salt);
    }, done),
  compare: (password, hash, done) => later(() => compareSync(password, hash), done),
  getRounds: (hash) => Number.parseInt(hash.split("$")[2], 10),
  getSalt(hash) {
    if (typeof hash !== "string") throw Error(`Illegal arguments: ${typeof hash}`);
    if (hash.length !== 60) throw Error(`Illegal hash length: ${hash.length} != 60`);
    return hash.substring(0, 29);
  },
};
