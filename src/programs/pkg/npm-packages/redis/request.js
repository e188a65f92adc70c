const { MAJOR } = require("./errors.js");
const { commands } = require("./commands.js");
const { replyOf } = require("./replies.js");
const { wordsOf } = require("./words.js");

/** A method's call as the words that are sent, and what its answer is given as. */
function request(method, args) {
  const { name, words, extra } = commands.get(method);
  const all = [...words, ...wordsOf(words.join(" "), args), ...extra];
  check(all);
  return { words: all, answer: replyOf(name) };
}

function check(words) {
  for (const [i, w] of words.entries()) {
    if (typeof w === "string" || Buffer.isBuffer(w)) continue;
    throw new TypeError(
      MAJOR >= 5
        ? `"arguments[${i}]" must be of type "string | Buffer", got ${typeof w} instead.`
        : "Invalid argument type",
    );
  }
}

module.exports = { check, request };
