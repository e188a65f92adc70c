// `ioredis`, versions 4 to 6.

const { Redis } = require("./redis.js");
const { Pipeline } = require("./pipeline.js");
const { ScanStream } = require("./scan-stream.js");
const { AbortError, MaxRetriesPerRequestError, ReplyError } = require("./errors.js");

class Cluster {
  constructor() {
    throw new Error("drydock: ioredis.Cluster is not simulated");
  }
}

module.exports = Redis;
module.exports.Redis = Redis;
module.exports.default = Redis;
module.exports.Cluster = Cluster;
module.exports.Pipeline = Pipeline;
module.exports.ScanStream = ScanStream;
module.exports.ReplyError = ReplyError;
module.exports.AbortError = AbortError;
module.exports.MaxRetriesPerRequestError = MaxRetriesPerRequestError;
module.exports.print = (e, reply) => console.log(e ? `Error: ${e}` : `Reply: ${reply}`);
