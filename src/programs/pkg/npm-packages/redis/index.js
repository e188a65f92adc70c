// `redis` (node-redis), versions 4 to 6.

const errors = require("./errors.js");
const { RedisClient } = require("./client.js");

const { MAJOR, replyError, ...classes } = errors;

function refused(name) {
  return () => {
    throw new Error(`drydock: redis: ${name} is not simulated`);
  };
}

module.exports = {
  createClient: (options) => new RedisClient(options),
  createCluster: refused("createCluster"),
  createSentinel: refused("createSentinel"),
  createClientPool: refused("createClientPool"),
  commandOptions: (options) => options,
  defineScript: (script) => script,
  ...classes,
};
