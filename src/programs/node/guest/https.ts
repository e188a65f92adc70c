// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `https`: TLS is not simulated; what is called says so. */
export function guestHttps(exports, internal) {
  const refuse = () => {
    throw new Error("drydock: https is not simulated");
  };
  Object.assign(exports, {
    createServer: refuse,
    request: refuse,
    get: refuse,
    Agent: internal.require("http").Agent,
    globalAgent: internal.require("http").globalAgent,
  });
}
