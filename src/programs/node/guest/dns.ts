// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `dns`. */
export function guestDns(exports, internal) {
  const net = internal.require("net");
  const { errors } = internal;
  const failed = (syscall, code, host) => {
    const e = new Error(`${syscall} ${code} ${host}`);
    Object.assign(e, {
      errno: syscall === "getaddrinfo" ? internal.strerror[code][0] : undefined,
      code,
      syscall,
      hostname: host,
    });
    if (syscall === "getaddrinfo")
      errors.setStackTail(e, "    at GetAddrInfoReqWrap.onlookupall [as oncomplete] (node:dns:122:26)");
    else
      errors.setStackTail(
        e,
        "    at QueryReqWrap.onresolve [as oncomplete] (node:internal/dns/callback_resolver:45:19)",
      );
    return e;
  };
  const find = (host, done) => {
    if (net.isIP(host)) return void internal.nextTick(done, [null, [host]]);
    // Both stand in a container's /etc/hosts.
    if (host === "localhost")
      return void internal.start("later", [], undefined, () => done(null, ["::1", "127.0.0.1"]));
    internal.start("net.resolve", [host], undefined, done);
  };
  exports.lookup = (host, o, cb) => {
    if (typeof o === "function") {
      cb = o;
      o = {};
    }
    if (typeof o === "number") o = { family: o };
    if (typeof cb !== "function") throw errors.invalidArgType("callback", "function", cb);
    find(host, (f, list) => {
      if (f) return cb(failed("getaddrinfo", f.code, host));
      const all = list
        .filter((a) => !o.family || net.isIP(a) === o.family)
        .map((address) => ({ address, family: net.isIP(address) }));
      if (!all.length) return cb(failed("getaddrinfo", "ENOTFOUND", host));
      const four = all.find((a) => a.family === 4) || all[0];
      return o.all ? cb(null, all) : cb(null, four.address, four.family);
    });
  };
  const resolve = (type) => (host, cb) =>
    find(host, (f, list) =>
      f
        ? cb(failed(`query${type}`, f.code === "EAI_AGAIN" ? "ESERVFAIL" : f.code, host))
        : cb(
            null,
            list.filter((a) => a.includes(":") === (type === "Aaaa")),
          ),
    );
  exports.resolve4 = (h, o, cb) => resolve("A")(h, cb || o);
  exports.resolve6 = (h, o, cb) => resolve("Aaaa")(h, cb || o);
  exports.resolve = (h, type, cb) =>
    typeof type === "function" || type === "A"
      ? resolve("A")(h, cb || type)
      : type === "AAAA"
        ? resolve("Aaaa")(h, cb)
        : internal.nextTick(cb, [failed(`query${type[0]}${type.slice(1).toLowerCase()}`, "ENODATA", h)]);
  for (const t of ["Mx", "Txt", "Srv", "Ns", "Cname", "Soa"])
    exports[`resolve${t}`] = (h, cb) => internal.nextTick(cb, [failed(`query${t}`, "ENODATA", h)]);
  exports.reverse = (ip, cb) => internal.nextTick(cb, [failed("getHostByAddr", "ENOTFOUND", ip)]);
  exports.getServers = () => {
    const r = internal.raw("fs.readText", ["/etc/resolv.conf"]);
    return typeof r === "string"
      ? r
          .split("\n")
          .filter((l) => l.startsWith("nameserver "))
          .map((l) => l.slice(11).trim())
      : [];
  };
  exports.setServers = () => {};
  exports.setDefaultResultOrder = () => {};
  exports.getDefaultResultOrder = () => "verbatim";
  Object.assign(exports, {
    ADDRCONFIG: 32,
    V4MAPPED: 8,
    ALL: 16,
    NOTFOUND: "ENOTFOUND",
    NODATA: "ENODATA",
    SERVFAIL: "ESERVFAIL",
  });
  const p =
    (name) =>
    (...a) =>
      new Promise((ok, no) =>
        exports[name](...a, (e, v, family) => (e ? no(e) : ok(family === undefined ? v : { address: v, family }))),
      );
  exports.promises = {};
  for (const n of ["lookup", "resolve", "resolve4", "resolve6", "resolveMx", "resolveTxt", "resolveSrv", "reverse"])
    exports.promises[n] = p(n);
  exports.promises.getServers = exports.getServers;
  exports.lookup[Symbol.for("nodejs.util.promisify.custom")] = exports.promises.lookup;
  exports.Resolver = class Resolver {
    resolve(...a) {
      return exports.resolve(...a);
    }
    resolve4(...a) {
      return exports.resolve4(...a);
    }
    setServers() {}
  };
}
