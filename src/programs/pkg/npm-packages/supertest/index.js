// supertest, to its documented interface: requests to an app or a server, with expectations of what comes back.
const http = require("http");
const assert = require("assert");
const util = require("util");

const METHODS = ["get", "post", "put", "patch", "delete", "head", "options"];

class Test {
  constructor(app, method, path, cookies) {
    this.app = app;
    this.method = method.toUpperCase();
    this.path = path;
    this.headers = {};
    this.pairs = [];
    this.checks = [];
    this.cookies = cookies;
    this.follow = 0;
  }
  set(name, value) {
    if (typeof name === "object") for (const [k, v] of Object.entries(name)) this.set(k, v);
    else this.headers[name.toLowerCase()] = value;
    return this;
  }
  type(t) {
    return this.set(
      "content-type",
      { json: "application/json", form: "application/x-www-form-urlencoded", text: "text/plain" }[t] ?? t,
    );
  }
  accept(t) {
    return this.set("accept", { json: "application/json", html: "text/html" }[t] ?? t);
  }
  auth(user, password, options) {
    if (options?.type === "bearer") return this.set("authorization", `Bearer ${user}`);
    return this.set("authorization", `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`);
  }
  query(q) {
    if (typeof q === "string") this.pairs.push(q);
    else
      for (const [k, v] of Object.entries(q))
        for (const x of [].concat(v)) this.pairs.push(`${encodeURIComponent(k)}=${encodeURIComponent(x)}`);
    return this;
  }
  send(body) {
    if (typeof body === "string") {
      this.type_("application/x-www-form-urlencoded");
      this.body = this.body === undefined ? body : `${this.body}&${body}`;
    } else if (Buffer.isBuffer(body) || Array.isArray(body) || body === null || typeof body !== "object")
      this.body = body;
    else this.body = { ...this.body, ...body };
    return this;
  }
  type_(t) {
    this.headers["content-type"] ??= t;
  }
  field() {
    throw new Error("drydock: forms with files of supertest are not simulated");
  }
  attach() {
    return this.field();
  }
  redirects(n) {
    this.follow = n;
    return this;
  }
  timeout() {
    return this;
  }
  expect(a, b, c) {
    const at = new Error("expected").stack.split("\n")[2] ?? "";
    const check = (fn) => this.checks.push({ fn, at });
    if (typeof a === "function") check(a);
    else if (typeof a === "number") {
      check((res) => status(res, a));
      if (typeof b === "function" || b === undefined) return this.done_(b);
      check((res) => body(res, b));
      return this.done_(c);
    } else if (Array.isArray(a) && a.every((n) => typeof n === "number"))
      check((res) =>
        a.includes(res.status)
          ? undefined
          : wrong(
              `expected one of "${a.join(", ")}", got ${res.status} "${http.STATUS_CODES[res.status]}"`,
              a,
              res.status,
            ),
      );
    else if (typeof b === "string" || typeof b === "number" || b instanceof RegExp) {
      check((res) => header(res, a, b));
      return this.done_(c);
    } else check((res) => body(res, a));
    return this.done_(typeof b === "function" ? b : undefined);
  }
  done_(fn) {
    if (fn) this.end(fn);
    return this;
  }
  end(fn) {
    this.run().then(
      (res) => fn(null, res),
      (e) => fn(e, e.response),
    );
    return this;
  }
  // biome-ignore lint/suspicious/noThenProperty: a request is awaited as it is
  then(ok, fail) {
    this.promise ??= this.run();
    return this.promise.then(ok, fail);
  }
  catch(fail) {
    return this.then(undefined, fail);
  }
  async run() {
    const own = typeof this.app === "function";
    let base = this.app;
    let server;
    if (typeof base !== "string") {
      server = own ? http.createServer(this.app) : this.app;
      if (!server.listening) await new Promise((r) => server.listen(0, r));
      base = `http://127.0.0.1:${server.address().port}`;
    }
    try {
      const res = await this.request(base, this.method, this.path, this.follow);
      for (const { fn, at } of this.checks) {
        const e = await fn(res);
        if (!e) continue;
        const error = e instanceof Error ? e : undefined;
        if (error)
          throw Object.assign(error, {
            response: res,
            stack: `${error.name === "AssertionError" ? "Error" : error.name}: ${error.message}\n${at}\n    ----\n${(error.stack ?? "").split("\n").slice(1).join("\n")}`,
          });
      }
      return res;
    } finally {
      if (own) server.close();
    }
  }
  request(base, method, path, left) {
    const url = new URL(
      path + (this.pairs.length ? `${path.includes("?") ? "&" : "?"}${this.pairs.join("&")}` : ""),
      base,
    );
    let { body } = this;
    if (body !== undefined && typeof body === "object" && !Buffer.isBuffer(body)) {
      this.type_("application/json");
      body = /urlencoded/.test(this.headers["content-type"])
        ? new URLSearchParams(body).toString()
        : JSON.stringify(body);
    }
    const headers = { "accept-encoding": "gzip, deflate", ...this.headers };
    if (this.cookies?.size) headers.cookie = [...this.cookies].map(([k, v]) => `${k}=${v}`).join("; ");
    if (body !== undefined) headers["content-length"] = Buffer.byteLength(body);
    return new Promise((resolve, reject) => {
      const req = http.request(url, { method, headers }, (res) => {
        const chunks = [];
        res.on("data", (c) => chunks.push(c));
        res.on("end", () => {
          for (const c of [].concat(res.headers["set-cookie"] ?? [])) {
            const [k, ...v] = c.split(";")[0].split("=");
            this.cookies?.set(k, v.join("="));
          }
          if (left > 0 && res.statusCode >= 300 && res.statusCode < 400 && res.headers.location)
            return resolve(this.request(base, "GET", res.headers.location, left - 1));
          let bytes = Buffer.concat(chunks);
          if (res.headers["content-encoding"] === "gzip") bytes = require("zlib").gunzipSync(bytes);
          resolve(answer(res, bytes));
        });
      });
      req.on("error", reject);
      req.end(body);
    });
  }
}

function answer(res, bytes) {
  const text = bytes.toString();
  const type = (res.headers["content-type"] ?? "").split(";")[0];
  let parsed = {};
  if (/[/+]json$/.test(type) && text) parsed = JSON.parse(text);
  else if (type === "application/x-www-form-urlencoded") parsed = Object.fromEntries(new URLSearchParams(text));
  else if (!/^text\//.test(type) && type) parsed = bytes;
  const status = res.statusCode;
  return {
    status,
    statusCode: status,
    text: /^text\/|json|urlencoded|xml/.test(type) || !type ? text : undefined,
    body: parsed,
    headers: res.headers,
    header: res.headers,
    type,
    charset: /charset=([^;]+)/.exec(res.headers["content-type"] ?? "")?.[1],
    ok: status >= 200 && status < 300,
    redirect: status >= 300 && status < 400,
    clientError: status >= 400 && status < 500,
    serverError: status >= 500,
    notFound: status === 404,
    badRequest: status === 400,
    unauthorized: status === 401,
    forbidden: status === 403,
    get: (name) => res.headers[name.toLowerCase()],
  };
}

const wrong = (message, expected, actual) => Object.assign(new Error(message), { expected, actual, showDiff: true });
const status = (res, want) =>
  res.status === want
    ? undefined
    : wrong(
        `expected ${want} "${http.STATUS_CODES[want]}", got ${res.status} "${http.STATUS_CODES[res.status]}"`,
        want,
        res.status,
      );
function header(res, name, want) {
  const got = res.headers[name.toLowerCase()];
  if (got === undefined) return new Error(`expected "${name}" header field`);
  const all = [].concat(got);
  if (want instanceof RegExp ? all.some((v) => want.test(v)) : all.some((v) => v == want)) return undefined;
  return new Error(
    want instanceof RegExp
      ? `expected "${name}" matching ${want}, got "${got}"`
      : `expected "${name}" of "${want}", got "${got}"`,
  );
}
function body(res, want) {
  const isText = typeof want === "string" || want instanceof RegExp;
  const got = isText ? (res.text ?? "") : res.body;
  if (want instanceof RegExp)
    return want.test(got) ? undefined : wrong(`expected body ${util.inspect(got)} to match ${want}`, want, got);
  if (isText)
    return got === want
      ? undefined
      : wrong(`expected ${util.inspect(want)} response body, got ${util.inspect(got)}`, want, got);
  try {
    assert.deepStrictEqual(got, want);
    return undefined;
  } catch {
    return wrong(`expected ${util.inspect(want)} response body, got ${util.inspect(got)}`, want, got);
  }
}

const client = (app, cookies) =>
  Object.fromEntries(
    [...METHODS, "del"].map((m) => [m, (path) => new Test(app, m === "del" ? "delete" : m, path, cookies)]),
  );
module.exports = Object.assign((app) => client(app), { agent: (app) => client(app, new Map()), Test });
