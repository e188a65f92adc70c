// nanoid: short ids.
const { randomBytes } = require("crypto");

const urlAlphabet = "useandom-26T198340PX75pxJACKVERYMINDBUSHWOLF_GQZbfghjklqvwyzrict";
const customRandom = (alphabet, size, random) => {
  const mask = (2 << (31 - Math.clz32((alphabet.length - 1) | 1))) - 1;
  const step = Math.ceil((1.6 * mask * size) / alphabet.length);
  return (wanted = size) => {
    let id = "";
    for (;;)
      for (const byte of random(step)) {
        id += alphabet[byte & mask] ?? "";
        if (id.length >= wanted) return id;
      }
  };
};
const customAlphabet = (alphabet, size = 21) => customRandom(alphabet, size, (n) => randomBytes(n));
const nanoid = (size = 21) => [...randomBytes(size)].map((b) => urlAlphabet[b & 63]).join("");

module.exports = { nanoid, customAlphabet, customRandom, urlAlphabet, random: (n) => randomBytes(n) };
