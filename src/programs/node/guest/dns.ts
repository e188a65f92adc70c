// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `dns`. */
export function guestDns(exports, internal) {
  const net = internal.require("net");
  const { errors } = internal;
  const PLACES = { onlookup: "dns:111:26", onlookupall: "dns:122:26" };
  const failed = (syscall, code, host, place) => {
    const e = new Error(`${syscall} ${code} ${host}`);
    Object.assign(e, {
      errno: syscall === "getaddrinfo" ? internal.strerror[code][0] : undefined,
      code,
      syscall,
      hostname: host,
    });
    if (syscall === "getaddrinfo")
      errors.setStackTail(e, `    at GetAddrInfoReqWrap.${place} [as oncomplete] (node:${PLACES[place]})`);
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
      const place = o.all ? "onlookupall" : "onlookup";
      if (f) return cb(failed("getaddrinfo", f.code, host, place));
      const all = list
        .filter((a) => !o.family || net.isIP(a) === o.family)
        .map((address) => ({ address, family: net.isIP(address) }));
      const first = o.order || (o.verbatim === undefined ? order : o.verbatim ? "verbatim" : "ipv4first");
      if (first === "ipv4first") all.sort((a, b) => a.family - b.family);
      if (!all.length) return cb(failed("getaddrinfo", "ENOTFOUND", host, place));
      return o.all ? cb(null, all) : cb(null, all[0].address, all[0].family);
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
  exports.setServers = () => {
    throw new Error("drydock: dns.setServers is not simulated");
  };
  let order = "verbatim";
  exports.setDefaultResultOrder = (o) => {
    if (o !== "verbatim" && o !== "ipv4first")
      throw errors.nodeError(
        TypeError,
        "ERR_INVALID_ARG_VALUE",
        `The argument 'dnsOrder' must be one of: 'verbatim', 'ipv4first'. Received '${o}'`,
      );
    order = o;
  };
  exports.getDefaultResultOrder = () => order;
  // biome-ignore format: a table
  const CODES = Object.fromEntries("NODATA FORMERR SERVFAIL NOTFOUND NOTIMP REFUSED BADQUERY BADNAME BADFAMILY BADRESP CONNREFUSED TIMEOUT EOF FILE NOMEM DESTRUCTION BADSTR BADFLAGS NONAME BADHINTS NOTINITIALIZED LOADIPHLPAPI ADDRGETNETWORKPARAMS CANCELLED".split(" ").map((n) => [n, n === "EOF" ? n : `E${n}`]));
  Object.assign(exports, { ADDRCONFIG: 32, ALL: 16, V4MAPPED: 8 }, CODES);
  const p =
    (name) =>
    (...a) =>
      new Promise((ok, no) =>
        exports[name](...a, (e, v, family) => {
          if (!e) return ok(family === undefined ? v : { address: v, family });
          if (name === "lookup")
            errors.setStackTail(
              e,
              a[1] && a[1].all
                ? "    at GetAddrInfoReqWrap.onlookupall [as oncomplete] (node:internal/dns/promises:99:17)"
                : "    at GetAddrInfoReqWrap.onlookup [as oncomplete] (node:internal/dns/promises:86:17)",
            );
          else
            errors.setStackTail(e, "    at QueryReqWrap.onresolve [as oncomplete] (node:internal/dns/promises:292:17)");
          return no(e);
        }),
      );
  exports.promises = { ...CODES };
  const asked = Object.keys(exports).filter((n) => /^(?:resolve|reverse|lookup)/.test(n));
  for (const n of asked) exports.promises[n] = p(n);
  for (const n of ["getServers", "setServers", "setDefaultResultOrder", "getDefaultResultOrder"])
    exports.promises[n] = exports[n];
  exports.lookup[Symbol.for("nodejs.util.promisify.custom")] = exports.promises.lookup;
  exports.Resolver = class Resolver {
    getServers() {
      return exports.getServers();
    }
    setServers() {
      exports.setServers();
    }
    cancel() {}
  };
  exports.promises.Resolver = class Resolver extends exports.Resolver {};
  for (const n of asked.filter((n) => !n.startsWith("lookup"))) {
    exports.Resolver.prototype[n] = exports[n];
    exports.promises.Resolver.prototype[n] = exports.promises[n];
  }
}
