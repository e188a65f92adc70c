// @ts-nocheck: packages of the guest: they run inside the engine, not here.

/** `node-fetch`: Node's own. */
export function packageNodeFetch(module) {
  const nodeFetch = (...args) => fetch(...args);
  module.exports = nodeFetch;
  Object.assign(nodeFetch, { default: nodeFetch, Headers, Request, Response });
}
