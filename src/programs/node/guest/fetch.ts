// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `fetch` over `http`. */
export function guestFetch(exports, internal) {
  const http = internal.require("http");
  const bodies = internal.require("bodies");
  const { Headers, Request, Response, FormData } = bodies;
  const { errors } = internal;
  const U = "node:internal/deps/undici/undici";
  const TICK = "process.processTicksAndRejections (node:internal/process/task_queues:95:5)";
  const ARROW = `${U}:14976\n      Error.captureStackTrace(err);\n            ^\n\n`;
  const hidden = { enumerable: false, writable: true, configurable: true };

  /** A failure of fetch itself; `late` when it came after a turn of the event loop. */
  const failed = (message, cause, callers, late) => {
    const e = new TypeError(message);
    Object.defineProperty(e, "cause", { value: cause, ...hidden });
    const stack = [`${U}:14976:13`, ...(late ? [TICK] : []), ...callers];
    errors.setStackTail(e, stack.map((l) => `    at ${l}`).join("\n"));
    Object.defineProperty(e, "arrow", { value: ARROW, ...hidden });
    return e;
  };
  internal.newUrl = (text) => new URL(text).href;

  const once = (req, url, redirected, callers) =>
    new Promise((resolve, reject) => {
      const fail = (cause) => {
        const closed = cause && (cause.code === "ECONNRESET" || cause.message === "socket hang up");
        reject(failed("fetch failed", closed ? socketError() : cause, callers, !closed));
      };
      const u = new URL(url);
      if (u.protocol !== "http:" && u.protocol !== "https:") {
        reject(failed("fetch failed", new Error("unknown scheme"), callers, true));
        return;
      }
      if (u.protocol === "https:") {
        fail(new Error("drydock: https is not simulated"));
        return;
      }
      if (BAD_PORTS.has(u.port)) {
        const bad = new Error("bad port");
        const own = [
          `makeNetworkError (${U}:9495:35)`,
          `mainFetch (${U}:10721:20)`,
          `fetching (${U}:10707:7)`,
          `fetch (${U}:10576:20)`,
          `fetch (${U}:14974:10)`,
          "fetch (node:internal/bootstrap/web/exposed-window-or-worker:72:12)",
        ].map((l) => `    at ${l}`);
        const rest = bad.stack.split("\n").filter((l) => l.startsWith("    at ") && !l.includes("new Promise"));
        errors.setStackTail(bad, [...own, ...rest].slice(0, 10).join("\n"));
        reject(failed("fetch failed", bad, callers, false));
        return;
      }
      const headers = {
        accept: "*/*",
        "accept-language": "*",
        "sec-fetch-mode": "cors",
        "user-agent": "node",
        "accept-encoding": "gzip, deflate",
        ...Object.fromEntries(req.headers),
      };
      if (req.raw) headers["content-length"] = String(req.raw.length);
      else if (/^(?:POST|PUT|PATCH)$/.test(req.method)) headers["content-length"] = "0";
      const r = http.request(u, { method: req.method, headers }, (res) => {
        if (res.statusCode >= 300 && res.statusCode < 400 && res.headers.location && req.redirect === "follow") {
          res.resume();
          if (redirected > 20) return fail(new Error("redirect count exceeded"));
          // What was posted is fetched from there, and not posted again.
          const fetched = res.statusCode === 303 || (res.statusCode <= 302 && req.method === "POST");
          const next = new Request(req, { method: fetched && req.method !== "HEAD" ? "GET" : req.method });
          if (fetched) next.raw = undefined;
          if (fetched)
            for (const name of [
              "content-encoding",
              "content-language",
              "content-location",
              "content-type",
              "content-length",
            ])
              next.headers.delete(name);
          return resolve(once(next, new URL(res.headers.location, u).href, redirected + 1, callers));
        }
        const chunks = res.headers["content-encoding"] ? unpacked(res) : received(res);
        const pairs = [];
        for (let i = 0; i < res.rawHeaders.length; i += 2) pairs.push([res.rawHeaders[i], res.rawHeaders[i + 1]]);
        return resolve(
          new Response(chunks, {
            status: res.statusCode,
            statusText: res.statusMessage,
            headers: pairs,
            url: u.href,
            redirected: redirected > 0,
            type: "basic",
          }),
        );
      });
      r.on("error", fail);
      if (req.signal) {
        const stop = () => {
          r.destroy();
          reject(req.signal.reason);
        };
        if (req.signal.aborted) stop();
        else req.signal.addEventListener("abort", stop, { once: true });
      }
      r.end(req.raw);
    });
  async function* received(res) {
    try {
      for await (const c of res) yield c;
    } catch (cause) {
      throw Object.assign(new TypeError("terminated"), { cause });
    }
  }
  async function* unpacked(res) {
    const parts = [];
    for await (const c of received(res)) parts.push(c);
    const bytes = Buffer.concat(parts);
    const zlib = internal.require("zlib");
    const kind = res.headers["content-encoding"];
    yield kind === "gzip" ? zlib.gunzipSync(bytes) : kind === "deflate" ? zlib.inflateSync(bytes) : bytes;
  }
  function socketError() {
    const e = new Error("other side closed");
    Object.defineProperty(e, "name", { value: "SocketError", ...hidden });
    errors.setStackTail(
      e,
      [
        `Socket.<anonymous> (${U}:6436:28)`,
        "Socket.emit (node:events:536:35)",
        "endReadableNT (node:internal/streams/readable:1698:12)",
        "process.processTicksAndRejections (node:internal/process/task_queues:82:21)",
      ]
        .map((l) => `    at ${l}`)
        .join("\n"),
    );
    return Object.assign(e, { code: "UND_ERR_SOCKET" });
  }
  const BAD_PORTS = new Set(
    "1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 123 135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 993 995 1719 1720 1723 2049 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080".split(
      " ",
    ),
  );

  async function fetch(input, o) {
    const callers = internal.asyncCallers();
    let req;
    try {
      req = new Request(input, o);
    } catch (cause) {
      if (cause.code !== "ERR_INVALID_URL") throw cause;
      const stack = cause.stack.split("\n");
      stack.splice(
        2,
        0,
        `    at new Request (${U}:9804:25)`,
        `    at fetch (${U}:10533:25)`,
        `    at fetch (${U}:14974:10)`,
        "    at fetch (node:internal/bootstrap/web/exposed-window-or-worker:72:12)",
      );
      Object.defineProperty(cause, "stack", { value: stack.slice(0, 11).join("\n"), ...hidden });
      throw failed(`Failed to parse URL from ${String(input)}`, cause, callers, false);
    }
    return once(req, req.url, 0, callers);
  }
  Object.assign(exports, { fetch, Headers, Request, Response, FormData });
}
