const STANDARD = {
  host: "localhost",
  port: 6379,
  db: 0,
  keyPrefix: "",
  lazyConnect: false,
  enableOfflineQueue: true,
  maxRetriesPerRequest: 20,
  retryStrategy: (times) => Math.min(times * 50, 2000),
};

function parseUrl(url) {
  const u = new URL(url.includes("://") ? url : `redis://${url}`);
  if (u.protocol === "rediss:") throw new Error("drydock: ioredis over TLS is not simulated");
  const out = { host: u.hostname || "localhost" };
  if (u.port) out.port = Number(u.port);
  if (u.username) out.username = decodeURIComponent(u.username);
  if (u.password) out.password = decodeURIComponent(u.password);
  if (u.pathname.length > 1) out.db = Number(u.pathname.slice(1));
  return out;
}

/** `new Redis(port, host, options)`, `new Redis(url)`, `new Redis(options)`. */
function optionsOf(args) {
  const out = { ...STANDARD };
  for (const a of args)
    if (a === null || a === undefined) continue;
    else if (typeof a === "object") Object.assign(out, a);
    else if (typeof a === "number" || /^\d+$/.test(a)) out.port = Number(a);
    else if (a.startsWith("/")) out.path = a;
    else if (a.includes("://")) Object.assign(out, parseUrl(a));
    else out.host = a;
  return out;
}

module.exports = { optionsOf };
