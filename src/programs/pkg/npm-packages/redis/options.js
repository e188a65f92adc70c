const { MAJOR } = require("./errors.js");

/** `redis://user:password@host:port/db` as options. */
function parseUrl(url, options = {}) {
  const u = new URL(url);
  if (u.protocol === "rediss:") throw new Error("drydock: redis over TLS is not simulated");
  if (u.protocol !== "redis:")
    throw new TypeError(
      MAJOR >= 6
        ? `Protocol - ${u.protocol} - is not a valid Redis protocol. Expected redis: or rediss:`
        : "Invalid protocol",
    );
  const out = { socket: { ...options.socket, host: u.hostname, ...(u.port ? { port: Number(u.port) } : {}) } };
  if (u.username) out.username = decodeURIComponent(u.username);
  if (u.password) out.password = decodeURIComponent(u.password);
  if (u.pathname.length > 1) {
    const db = Number(u.pathname.slice(1));
    if (Number.isNaN(db)) throw new TypeError("Invalid pathname");
    out.database = db;
  }
  return out;
}

module.exports = { parseUrl };
