// A bcrypt hash as text: `$2b$10$`, 22 letters of salt, 31 of what came out.
const crypto = require("crypto");

const raw = crypto[Symbol.for("drydock.bcrypt")];
const LETTERS = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const MOST = 14;

function encode(bytes) {
  let out = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const [a, b = 0, c = 0] = bytes.subarray(i, i + 3);
    const four = [a >> 2, ((a & 3) << 4) | (b >> 4), ((b & 15) << 2) | (c >> 6), c & 63];
    out += four
      .slice(0, bytes.length - i + 1)
      .map((n) => LETTERS[n])
      .join("");
  }
  return out;
}
function decode(text, length) {
  const out = [];
  for (let i = 0; out.length < length; i += 4) {
    const [a, b, c = 0, d = 0] = [...text.slice(i, i + 4)].map((ch) => LETTERS.indexOf(ch));
    out.push((a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d);
  }
  return Buffer.from(out.slice(0, length).map((n) => n & 255));
}
const genSalt = (rounds, minor) => `$2${minor}$${String(rounds).padStart(2, "0")}$${encode(crypto.randomBytes(16))}`;

const SALT = /^\$2([abxy])?\$(\d\d)\$([./A-Za-z0-9]{22})/;
/** The whole hash of a password by a salt, or by an older hash; undefined where that is none. */
function hash(password, salt) {
  const m = SALT.exec(salt);
  if (!m) return undefined;
  const cost = Number(m[2]);
  if (cost > MOST) throw new Error(`drydock: bcrypt with more than ${MOST} rounds is not simulated`);
  return `${salt.slice(0, 29)}${encode(raw(Buffer.from(password), decode(m[3], 16), cost))}`;
}
const same = (a, b) => a.length === b.length && crypto.timingSafeEqual(Buffer.from(a), Buffer.from(b));

module.exports = { genSalt, hash, same };
