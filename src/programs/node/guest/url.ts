// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `url`: the WHATWG classes and the old parser. */
export function guestUrl(exports, internal) {
  const { errors } = internal;
  const custom = Symbol.for("nodejs.util.inspect.custom");
  const PORTS = { "http:": "80", "https:": "443", "ws:": "80", "wss:": "443", "ftp:": "21" };
  const special = (p) => p in PORTS || p === "file:";
  const pct = (s, set) => {
    let out = "";
    for (const c of s)
      out +=
        c > "~" || c < " " || c === "\x7f" || set.includes(c)
          ? Array.from(Buffer.from(c), (b) => `%${b.toString(16).toUpperCase().padStart(2, "0")}`).join("")
          : c;
    return out;
  };
  const formEncode = (s) =>
    encodeURIComponent(String(s).toWellFormed())
      .replace(/%20/g, "+")
      .replace(/[!'()~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const formDecode = (s) =>
    Buffer.from(
      s
        .replace(/\+/g, " ")
        .replace(/%([0-9a-fA-F]{2})/g, (_m, h) => `\u0000${h}`)
        .split(/(\u0000[0-9a-fA-F]{2})/)
        .map((p) =>
          p[0] === "\u0000" ? String.fromCharCode(Number.parseInt(p.slice(1), 16)) : Buffer.from(p).toString("latin1"),
        )
        .join(""),
      "latin1",
    ).toString();

  /** What goes through the pairs of a query: it sees those that are added on the way. */
  class SearchParamsIterator {
    #list;
    #part;
    #next = 0;
    constructor(list, part) {
      this.#list = list;
      this.#part = part;
    }
    next() {
      const pair = this.#list()[this.#next];
      if (pair === undefined) return { value: undefined, done: true };
      this.#next++;
      return { value: this.#part(pair), done: false };
    }
    [custom](depth, o, inspect) {
      if (depth < 0) return "[Object]";
      const parts = this.#list()
        .slice(this.#next)
        .map((pair) => inspect(this.#part(pair), o));
      const tag = "URLSearchParams Iterator";
      const long = parts.reduce((n, p) => n + p.length + 2, 0) + tag.length > (o.breakLength || 80);
      if (long) return `${tag} {\n  ${parts.join(",\n  ")} }`;
      return parts.length ? `${tag} { ${parts.join(", ")} }` : `${tag} {  }`;
    }
  }
  Object.setPrototypeOf(
    SearchParamsIterator.prototype,
    Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())),
  );
  Object.defineProperty(SearchParamsIterator.prototype, Symbol.toStringTag, {
    value: "URLSearchParams Iterator",
    configurable: true,
  });

  class URLSearchParams {
    #list = [];
    #onChange;
    constructor(init) {
      if (init === undefined || init === null) return;
      if (typeof init === "object" || typeof init === "function") {
        if (init instanceof URLSearchParams) this.#list = [...init];
        else if (typeof init[Symbol.iterator] === "function")
          for (const p of init) {
            if (p === null || typeof p !== "object" || typeof p[Symbol.iterator] !== "function")
              throw errors.nodeError(
                TypeError,
                "ERR_INVALID_TUPLE",
                "Each query pair must be an iterable [name, value] tuple",
              );
            const [k, v] = p;
            this.#list.push([String(k), String(v)]);
          }
        else for (const k of Object.keys(init)) this.#list.push([k, String(init[k])]);
      } else this.parse(String(init));
    }
    parse(s) {
      if (s[0] === "?") s = s.slice(1);
      this.#list = [];
      for (const p of s.split("&")) {
        if (!p) continue;
        const at = p.indexOf("=");
        this.#list.push([formDecode(at < 0 ? p : p.slice(0, at)), at < 0 ? "" : formDecode(p.slice(at + 1))]);
      }
    }
    bind(fn) {
      this.#onChange = fn;
    }
    changed() {
      if (this.#onChange) this.#onChange(this.toString());
    }
    get size() {
      return this.#list.length;
    }
    append(k, v) {
      this.#list.push([String(k), String(v)]);
      this.changed();
    }
    delete(k, v) {
      this.#list = this.#list.filter(([n, w]) => !(n === String(k) && (v === undefined || w === String(v))));
      this.changed();
    }
    get(k) {
      const p = this.#list.find(([n]) => n === String(k));
      return p ? p[1] : null;
    }
    getAll(k) {
      return this.#list.filter(([n]) => n === String(k)).map(([, v]) => v);
    }
    has(k, v) {
      return this.#list.some(([n, w]) => n === String(k) && (v === undefined || w === String(v)));
    }
    set(k, v) {
      const at = this.#list.findIndex(([n]) => n === String(k));
      if (at < 0) this.#list.push([String(k), String(v)]);
      else
        this.#list = this.#list
          .filter((p, i) => i <= at || p[0] !== String(k))
          .map((p, i) => (i === at ? [p[0], String(v)] : p));
      this.changed();
    }
    sort() {
      this.#list.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
      this.changed();
    }
    forEach(fn, self) {
      for (const [k, v] of this.#list) fn.call(self, v, k, this);
    }
    entries() {
      return new SearchParamsIterator(
        () => this.#list,
        (p) => [...p],
      );
    }
    keys() {
      return new SearchParamsIterator(
        () => this.#list,
        ([k]) => k,
      );
    }
    values() {
      return new SearchParamsIterator(
        () => this.#list,
        ([, v]) => v,
      );
    }
    [Symbol.iterator]() {
      return this.entries();
    }
    toString() {
      return this.#list.map(([k, v]) => `${formEncode(k)}=${formEncode(v)}`).join("&");
    }
    [custom](depth, o, inspect) {
      if (depth < 0) return "[Object]";
      const parts = this.#list.map(([k, v]) => `${inspect(k, o)} => ${inspect(v, o)}`);
      if (!parts.length) return "URLSearchParams {}";
      const one = `URLSearchParams { ${parts.join(", ")} }`;
      return one.length <= (o.breakLength || 80) ? one : `URLSearchParams {\n  ${parts.join(",\n  ")} }`;
    }
  }
  for (const n of ["parse", "bind", "changed"])
    Object.defineProperty(URLSearchParams.prototype, n, { enumerable: false });
  Object.defineProperty(URLSearchParams.prototype, Symbol.toStringTag, {
    value: "URLSearchParams",
    configurable: true,
  });

  const normalPath = (p) => {
    const out = [];
    const parts = p.split("/");
    parts.forEach((s, i) => {
      const l = s.toLowerCase().replace(/%2e/g, ".");
      if (l === "..") {
        if (out.length > 1) out.pop();
        if (i === parts.length - 1) out.push("");
      } else if (l === ".") {
        if (i === parts.length - 1) out.push("");
      } else out.push(s);
    });
    return out.join("/") || "/";
  };
  function parseHost(h, isSpecial) {
    if (h[0] === "[") return /^\[[0-9a-fA-F:.]+\]$/.test(h) ? h.toLowerCase() : undefined;
    let d = h;
    try {
      d = isSpecial ? decodeURIComponent(h).toLowerCase() : h;
      if (isSpecial && /[^\0-\x7f]/.test(d)) d = internal.require("punycode").toASCII(d.normalize("NFC"));
    } catch {
      return undefined;
    }
    if (/[\s#/:<>?@[\\\]^|%]/.test(d)) return undefined;
    if (isSpecial && /^\d+$/.test(d)) {
      const n = Number(d);
      if (n > 0xffffffff) return undefined;
      return [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255].join(".");
    }
    if (
      isSpecial &&
      /(?:^|\.)\d+\.?$/.test(d) &&
      !/^(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}$/.test(d)
    )
      return undefined;
    return d;
  }
  function parse(input, base) {
    let s = input.replace(/^[\x00-\x20]+|[\x00-\x20]+$/g, "").replace(/[\t\n\r]/g, "");
    const m = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(s);
    const u = {
      protocol: "",
      username: "",
      password: "",
      hostname: "",
      port: "",
      pathname: "",
      search: "",
      hash: "",
      opaque: false,
      hasHost: false,
    };
    const h = s.indexOf("#");
    if (h >= 0) {
      u.hash = s.length > h + 1 ? `#${pct(s.slice(h + 1), ' "<>`')}` : "";
      s = s.slice(0, h);
    }
    let rest = s;
    let query;
    const takeQuery = () => {
      const q = rest.indexOf("?");
      if (q >= 0) {
        query = rest.slice(q + 1);
        rest = rest.slice(0, q);
      }
    };
    if (
      m &&
      !(
        base &&
        base.protocol === `${m[1].toLowerCase()}:` &&
        special(base.protocol) &&
        !/^[/\\]/.test(s.slice(m[0].length))
      )
    ) {
      u.protocol = `${m[1].toLowerCase()}:`;
      rest = s.slice(m[0].length);
      const sp = special(u.protocol);
      takeQuery();
      if (sp) rest = rest.replace(/\\/g, "/");
      if (u.protocol === "file:") {
        rest = rest.replace(/^\/\//, "");
        const at = rest.indexOf("/");
        const host = at < 0 ? rest : rest.slice(0, at);
        u.hasHost = true;
        u.hostname = host === "localhost" ? "" : host;
        u.pathname = normalPath(pct(at < 0 ? "/" : rest.slice(at), ' "#<>?`{}'));
      } else if (sp || rest.startsWith("//")) {
        rest = sp ? rest.replace(/^\/*/, "") : rest.slice(2);
        if (!authority(u, rest, sp)) return undefined;
      } else if (rest.startsWith("/")) u.pathname = normalPath(pct(rest, ' "#<>?`{}'));
      else {
        u.opaque = true;
        u.pathname = pct(rest, "");
      }
    } else {
      if (!base) return undefined;
      if (m) rest = s.slice(m[0].length);
      takeQuery();
      if (base.opaque && (rest || query !== undefined)) return undefined;
      for (const k of ["protocol", "username", "password", "hostname", "port", "hasHost", "opaque"]) u[k] = base[k];
      const sp = special(u.protocol);
      if (sp) rest = rest.replace(/\\/g, "/");
      if (rest.startsWith("//")) {
        u.username = u.password = u.port = "";
        if (!authority(u, rest.slice(2), sp)) return undefined;
      } else if (rest.startsWith("/")) u.pathname = normalPath(pct(rest, ' "#<>?`{}'));
      else if (rest) u.pathname = normalPath(pct(base.pathname.replace(/[^/]*$/, "") + rest, ' "#<>?`{}'));
      else {
        u.pathname = base.pathname;
        if (query === undefined) u.search = base.search;
      }
    }
    if (query !== undefined) u.search = query ? `?${pct(query, special(u.protocol) ? " \"#<>'" : ' "#<>')}` : "";
    return u;
  }
  function authority(u, rest, sp) {
    const at = rest.search(/\//);
    let auth = at < 0 ? rest : rest.slice(0, at);
    const path = at < 0 ? "" : rest.slice(at);
    const user = auth.lastIndexOf("@");
    if (user >= 0) {
      const cred = auth.slice(0, user);
      const colon = cred.indexOf(":");
      u.username = pct(colon < 0 ? cred : cred.slice(0, colon), ' "#<>?`{}/:;=@[\\]^|');
      u.password = colon < 0 ? "" : pct(cred.slice(colon + 1), ' "#<>?`{}/:;=@[\\]^|');
      auth = auth.slice(user + 1);
    }
    const p = /:(\d*)$/.exec(auth);
    if (p) {
      auth = auth.slice(0, p.index);
      if (p[1] !== "") {
        if (Number(p[1]) > 65535) return false;
        u.port = String(Number(p[1]));
        if (PORTS[u.protocol] === u.port) u.port = "";
      }
    } else if (/:[^\]]*$/.test(auth) && auth[0] !== "[") return false;
    if (sp && !auth) return false;
    const host = parseHost(auth, sp);
    if (host === undefined) return false;
    u.hostname = host;
    u.hasHost = true;
    u.pathname = sp ? normalPath(pct(path || "/", ' "#<>?`{}')) : path ? normalPath(pct(path, ' "#<>?`{}')) : "";
    return true;
  }
  const invalid = (input, base) => {
    const e = new TypeError("Invalid URL");
    e.code = "ERR_INVALID_URL";
    Object.defineProperty(e, "arrow", {
      value:
        "node:internal/url:806\n    const href = bindingUrl.parse(input, base, raiseException);\n                            ^\n\n",
      enumerable: false,
    });
    e.input = input;
    if (base !== undefined) e.base = base;
    return e;
  };

  class URL {
    #u;
    #params;
    constructor(input, base) {
      if (arguments.length === 0)
        throw errors.nodeError(TypeError, "ERR_MISSING_ARGS", 'The "url" argument must be specified');
      let b;
      if (base !== undefined) {
        b = parse(String(base));
        if (!b) throw invalid(String(input), String(base));
      }
      const u = parse(String(input), b);
      if (!u) throw invalid(String(input), base === undefined ? undefined : String(base));
      this.#u = u;
    }
    static canParse(input, base) {
      const b = base === undefined ? undefined : parse(String(base));
      return (base === undefined || b !== undefined) && parse(String(input), b) !== undefined;
    }
    static parse(input, base) {
      return URL.canParse(input, base) ? new URL(input, base) : null;
    }
    static createObjectURL() {
      throw new Error("drydock: URL.createObjectURL is not simulated");
    }
    get href() {
      const u = this.#u;
      return `${u.protocol}${u.hasHost ? "//" : ""}${u.username || u.password ? `${u.username}${u.password ? `:${u.password}` : ""}@` : ""}${this.host}${u.pathname}${u.search}${u.hash}`;
    }
    set href(v) {
      const u = parse(String(v));
      if (!u) throw invalid(String(v));
      this.#u = u;
      if (this.#params) this.#params.parse(u.search);
    }
    get origin() {
      return this.#u.protocol in PORTS ? `${this.#u.protocol}//${this.host}` : "null";
    }
    get protocol() {
      return this.#u.protocol;
    }
    set protocol(v) {
      const p = `${String(v).replace(/:.*$/, "").toLowerCase()}:`;
      if (special(p) === special(this.#u.protocol)) this.#u.protocol = p;
    }
    get username() {
      return this.#u.username;
    }
    set username(v) {
      this.#u.username = pct(String(v), ' "#<>?`{}/:;=@[\\]^|');
    }
    get password() {
      return this.#u.password;
    }
    set password(v) {
      this.#u.password = pct(String(v), ' "#<>?`{}/:;=@[\\]^|');
    }
    get host() {
      return this.#u.hostname + (this.#u.port ? `:${this.#u.port}` : "");
    }
    set host(v) {
      const m = /^([^:]*|\[.*\])(?::(\d+))?/.exec(String(v));
      if (m) {
        this.hostname = m[1];
        if (m[2] !== undefined) this.port = m[2];
      }
    }
    get hostname() {
      return this.#u.hostname;
    }
    set hostname(v) {
      const h = parseHost(String(v), special(this.#u.protocol));
      if (h) this.#u.hostname = h;
    }
    get port() {
      return this.#u.port;
    }
    set port(v) {
      const n = String(v);
      if (n === "") this.#u.port = "";
      else if (/^\d+/.test(n) && Number.parseInt(n, 10) < 65536)
        this.#u.port = String(Number.parseInt(n, 10)) === PORTS[this.#u.protocol] ? "" : String(Number.parseInt(n, 10));
    }
    get pathname() {
      return this.#u.pathname;
    }
    set pathname(v) {
      if (!this.#u.opaque)
        this.#u.pathname = normalPath(pct(String(v).startsWith("/") ? String(v) : `/${v}`, ' "#<>?`{}'));
    }
    get search() {
      return this.#u.search;
    }
    set search(v) {
      const s = String(v).replace(/^\?/, "");
      this.#u.search = s ? `?${pct(s, " \"#<>'")}` : "";
      if (this.#params) this.#params.parse(this.#u.search);
    }
    get searchParams() {
      if (!this.#params) {
        this.#params = new URLSearchParams(this.#u.search);
        this.#params.bind((s) => {
          this.#u.search = s ? `?${s}` : "";
        });
      }
      return this.#params;
    }
    get hash() {
      return this.#u.hash;
    }
    set hash(v) {
      const s = String(v).replace(/^#/, "");
      this.#u.hash = s ? `#${pct(s, ' "<>`')}` : "";
    }
    toString() {
      return this.href;
    }
    toJSON() {
      return this.href;
    }
    [custom](depth, o, inspect) {
      if (typeof depth === "number" && depth < 0) return this.constructor.name;
      const obj = Object.create({ constructor: URL });
      for (const k of [
        "href",
        "origin",
        "protocol",
        "username",
        "password",
        "host",
        "hostname",
        "port",
        "pathname",
        "search",
        "searchParams",
        "hash",
      ])
        obj[k] = this[k];
      return `URL ${inspect(obj, o).replace(/^URL /, "")}`;
    }
  }
  Object.defineProperty(URL.prototype, Symbol.toStringTag, { value: "URL", configurable: true });

  // The old interface.
  class Url {
    constructor() {
      for (const k of [
        "protocol",
        "slashes",
        "auth",
        "host",
        "port",
        "hostname",
        "hash",
        "search",
        "query",
        "pathname",
        "path",
        "href",
      ])
        this[k] = null;
    }
  }
  const qs = () => internal.require("querystring");
  function legacyParse(s, parseQuery, slashesHost) {
    if (typeof s !== "string") throw errors.invalidArgType("url", "string", s);
    const u = new Url();
    const m = /^([a-zA-Z][a-zA-Z0-9+.-]*:)?(\/\/)?/.exec(s.trim());
    let rest = s.trim().slice(m[0].length);
    if (m[1]) u.protocol = m[1].toLowerCase();
    if (m[2] && (m[1] || slashesHost)) u.slashes = true;
    else if (m[2]) rest = `//${rest}`;
    const h = rest.indexOf("#");
    if (h >= 0) {
      u.hash = rest.slice(h);
      rest = rest.slice(0, h);
    }
    const q = rest.indexOf("?");
    if (q >= 0) {
      u.search = rest.slice(q);
      u.query = parseQuery ? qs().parse(rest.slice(q + 1)) : rest.slice(q + 1);
      rest = rest.slice(0, q);
    } else if (parseQuery) {
      u.search = "";
      u.query = Object.create(null);
    }
    if (u.slashes) {
      const at = rest.indexOf("/");
      let host = at < 0 ? rest : rest.slice(0, at);
      rest = at < 0 ? "" : rest.slice(at);
      const a = host.lastIndexOf("@");
      if (a >= 0) {
        u.auth = decodeURIComponent(host.slice(0, a));
        host = host.slice(a + 1);
      }
      u.host = host.toLowerCase();
      const p = /:(\d+)$/.exec(host);
      if (p) u.port = p[1];
      u.hostname = (p ? host.slice(0, p.index) : host).toLowerCase();
      if (!rest && /^(?:https?|ftp|file|wss?):$/.test(u.protocol || "")) rest = "/";
    }
    u.pathname = rest
      ? rest.replace(/[ "<>\\^`{|}]/g, (c) => encodeURIComponent(c))
      : u.slashes
        ? rest || null
        : rest || null;
    u.path = u.pathname || u.search ? (u.pathname || "") + (u.search || "") : null;
    u.href = legacyFormat(u);
    return u;
  }
  function legacyFormat(u, o) {
    if (typeof u === "string") u = legacyParse(u);
    if (u instanceof URL) {
      const c = new URL(u.href);
      if (o && o.auth === false) c.username = c.password = "";
      if (o && o.fragment === false) c.hash = "";
      if (o && o.search === false) c.search = "";
      return c.href;
    }
    let protocol = u.protocol || "";
    if (protocol && !protocol.endsWith(":")) protocol += ":";
    let host = u.host ? u.host : u.hostname ? `${u.hostname}${u.port ? `:${u.port}` : ""}` : "";
    if (u.auth && host) host = `${encodeURIComponent(u.auth).replace(/%3A/i, ":")}@${host}`;
    let search =
      u.search ||
      (u.query && typeof u.query === "object" && Object.keys(u.query).length ? `?${qs().stringify(u.query)}` : "") ||
      "";
    if (search && search[0] !== "?") search = `?${search}`;
    let pathname = u.pathname || "";
    const slashes = u.slashes || ((!protocol || /^(?:https?|ftp|file):$/.test(protocol)) && host);
    if (slashes && pathname && pathname[0] !== "/") pathname = `/${pathname}`;
    let hash = u.hash || "";
    if (hash && hash[0] !== "#") hash = `#${hash}`;
    return `${protocol}${slashes ? "//" : ""}${host}${pathname.replace(/[?#]/g, encodeURIComponent)}${search.replace("#", "%23")}${hash}`;
  }
  exports.URL = URL;
  exports.URLSearchParams = URLSearchParams;
  exports.Url = Url;
  exports.parse = legacyParse;
  exports.format = legacyFormat;
  exports.resolve = (from, to) => {
    if (/^[a-z][a-z0-9+.-]*:/i.test(from)) return new URL(to, from).href;
    const r = new URL(to, new URL(from, "http://drydock.invalid"));
    return r.origin === "http://drydock.invalid" ? `${r.pathname}${r.search}${r.hash}` : r.href;
  };
  exports.fileURLToPath = (u) => {
    const x = typeof u === "string" ? new URL(u) : u;
    if (!x || x.protocol === undefined) throw errors.invalidArgType("path", ["string", "URL"], u);
    if (x.protocol !== "file:")
      throw errors.nodeError(TypeError, "ERR_INVALID_URL_SCHEME", "The URL must be of scheme file");
    return decodeURIComponent(x.pathname);
  };
  exports.pathToFileURL = (p) => {
    const full = internal.require("path").resolve(p) + (p.endsWith("/") && p.length > 1 ? "/" : "");
    return new URL(
      `file://${full.replace(/%/g, "%25").replace(/\\/g, "%5C").replace(/\n/g, "%0A").replace(/\r/g, "%0D").replace(/\t/g, "%09").replace(/\?/g, "%3F").replace(/#/g, "%23")}`,
    );
  };
  /** A domain as it is asked for; nothing when it is none. */
  exports.domainToASCII = (d) => {
    try {
      return new URL(`http://${d}`).hostname;
    } catch {
      return "";
    }
  };
  exports.domainToUnicode = (d) => internal.require("punycode").toUnicode(exports.domainToASCII(d));
  exports.urlToHttpOptions = (u) => ({
    protocol: u.protocol,
    hostname: u.hostname,
    hash: u.hash,
    search: u.search,
    pathname: u.pathname,
    path: `${u.pathname}${u.search}`,
    href: u.href,
    ...(u.port ? { port: Number(u.port) } : {}),
  });
}
