// bcrypt, to its documented interface.
const b = require("./bcrypt-text");

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
const isData = (d) => typeof d === "string" || Buffer.isBuffer(d);

const genSaltSync = (rounds = 10, minor = "b") => {
  if (typeof rounds !== "number") throw new Error("rounds must be a number");
  if (minor !== "a" && minor !== "b") throw new Error('minor must be either "a" or "b"');
  return b.genSalt(Math.min(31, Math.max(4, rounds)), minor);
};
const hashSync = (data, salt) => {
  if (data === undefined || data === null || salt === undefined || salt === null)
    throw new Error("data and salt arguments required");
  if (!isData(data) || (typeof salt !== "string" && typeof salt !== "number"))
    throw new Error("data must be a string or Buffer and salt must either be a salt string or a number of rounds");
  const out = b.hash(data, typeof salt === "number" ? genSaltSync(salt) : salt);
  if (!out) throw new Error("Invalid salt. Salt must be in the form of: $Vers$log2(NumRounds)$saltvalue");
  return out;
};
const compareSync = (data, hash) => {
  if (data === undefined || data === null || hash === undefined || hash === null)
    throw new Error("data and hash arguments required");
  if (!isData(data) || typeof hash !== "string")
    throw new Error("data must be a string or Buffer and hash must be a string");
  const made = b.hash(data, hash);
  return made !== undefined && b.same(made, hash);
};

module.exports = {
  genSaltSync,
  hashSync,
  compareSync,
  genSalt(...args) {
    const done = args.find((a) => typeof a === "function");
    const [rounds, minor] = args.filter((a) => typeof a !== "function");
    return later(() => genSaltSync(rounds, minor), done);
  },
  hash: (data, salt, done) => later(() => hashSync(data, salt), done),
  compare: (data, hash, done) => later(() => compareSync(data, hash), done),
  getRounds(hash) {
    if (hash === undefined || hash === null) throw new Error("hash argument required");
    if (typeof hash !== "string") throw new Error("hash must be a string");
    return Number(hash.split("$")[2]);
  },
};
