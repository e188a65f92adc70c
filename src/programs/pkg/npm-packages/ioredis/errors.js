const { dirname } = require("node:path");

const MAJOR = Number("@VERSION@".split(".")[0]);

/** Where the real package reads errors: its stacks are as short as that. */
const FRAMES =
  MAJOR >= 6
    ? [
        `Decoder._Decoder_decodeSimpleError (${__dirname}/built/resp/decoder.js:450:11)`,
        `Decoder._Decoder_decodeTypeValue (${__dirname}/built/resp/decoder.js:126:215)`,
        `Decoder._Decoder_decodeNestedTypeValue (${__dirname}/built/resp/decoder.js:491:102)`,
      ]
    : [
        `parseError (${dirname(__dirname)}/redis-parser/lib/parser.js:179:12)`,
        `parseType (${dirname(__dirname)}/redis-parser/lib/parser.js:302:14)`,
      ];

class ReplyError extends Error {
  get name() {
    return "ReplyError";
  }
}
class SimpleError extends ReplyError {}

/** An error that the server answered. */
function replyError(text, nested) {
  const error = MAJOR >= 6 ? new SimpleError(text) : new ReplyError(text);
  const frames = MAJOR >= 6 ? [FRAMES[0], FRAMES[nested ? 2 : 1]] : FRAMES;
  error.stack = [
    `${MAJOR >= 6 ? "SimpleError [ReplyError]" : "ReplyError"}: ${text}`,
    ...frames.map((f) => `    at ${f}`),
  ].join("\n");
  return error;
}

class AbortError extends Error {
  get name() {
    return "AbortError";
  }
}
class MaxRetriesPerRequestError extends AbortError {
  constructor(max) {
    super(
      `Reached the max retries per request limit (which is ${max}). Refer to "maxRetriesPerRequest" option for details.`,
    );
  }
  get name() {
    return "MaxRetriesPerRequestError";
  }
}

const closed = () => new Error("Connection is closed.");

module.exports = { AbortError, MAJOR, MaxRetriesPerRequestError, ReplyError, closed, replyError };
