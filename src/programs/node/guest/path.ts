// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `path`, the POSIX one. */
export function guestPath(exports, internal) {
  const check = (v, name) => {
    if (typeof v !== "string") throw internal.errors.invalidArgType(name, "string", v);
  };
  function normalizeString(p, allowAbove) {
    const out = [];
    for (const part of p.split("/")) {
      if (part === "" || part === ".") continue;
      if (part === "..") {
        if (out.length && out.at(-1) !== "..") out.pop();
        else if (allowAbove) out.push("..");
      } else out.push(part);
    }
    return out.join("/");
  }
  const p = {
    sep: "/",
    delimiter: ":",
    resolve(...args) {
      let resolved = "";
      let absolute = false;
      for (let i = args.length - 1; i >= -1 && !absolute; i--) {
        const part = i >= 0 ? args[i] : process.cwd();
        if (i >= 0) check(part, `paths[${i}]`);
        if (part.length === 0) continue;
        resolved = `${part}/${resolved}`;
        absolute = part[0] === "/";
      }
      const n = normalizeString(resolved, !absolute);
      return absolute ? `/${n}` : n || ".";
    },
    normalize(path) {
      check(path, "path");
      if (!path) return ".";
      const absolute = path[0] === "/";
      const trailing = path.endsWith("/");
      let n = normalizeString(path, !absolute);
      if (!n) {
        if (absolute) return "/";
        return trailing ? "./" : ".";
      }
      if (trailing) n += "/";
      return absolute ? `/${n}` : n;
    },
    isAbsolute(path) {
      check(path, "path");
      return path[0] === "/";
    },
    join(...args) {
      if (!args.length) return ".";
      for (const a of args) check(a, "path");
      const joined = args.filter(Boolean).join("/");
      return joined ? p.normalize(joined) : ".";
    },
    relative(from, to) {
      check(from, "from");
      check(to, "to");
      const a = p.resolve(from).split("/").filter(Boolean);
      const b = p.resolve(to).split("/").filter(Boolean);
      let i = 0;
      while (i < a.length && i < b.length && a[i] === b[i]) i++;
      return [...a.slice(i).map(() => ".."), ...b.slice(i)].join("/");
    },
    toNamespacedPath: (x) => x,
    dirname(path) {
      check(path, "path");
      if (!path) return ".";
      const trimmed = path.replace(/(?<!^)\/+$/, "");
      const i = trimmed.lastIndexOf("/");
      if (i < 0) return ".";
      return trimmed.slice(0, i).replace(/\/+$/, "") || "/";
    },
    basename(path, suffix) {
      check(path, "path");
      if (suffix !== undefined) check(suffix, "ext");
      const b = path.replace(/\/+$/, "").split("/").at(-1);
      return suffix && b !== suffix && b.endsWith(suffix) ? b.slice(0, -suffix.length) : b;
    },
    extname(path) {
      check(path, "path");
      const b = p.basename(path);
      const i = b.lastIndexOf(".");
      return i <= 0 || b === ".." ? "" : b.slice(i);
    },
    parse(path) {
      check(path, "path");
      const base = p.basename(path);
      const ext = p.extname(path);
      const root = path[0] === "/" ? "/" : "";
      const dir = path.replace(/\/+$/, "").includes("/") ? p.dirname(path) : root;
      return { root, dir: base === "" && root ? "/" : dir, base, ext, name: ext ? base.slice(0, -ext.length) : base };
    },
    format(o) {
      const dir = o.dir || o.root;
      const base = o.base || `${o.name || ""}${o.ext ? (o.ext[0] === "." ? "" : ".") + o.ext : ""}`;
      if (!dir) return base;
      return dir === o.root ? `${dir}${base}` : `${dir}/${base}`;
    },
    matchesGlob: undefined,
  };
  delete p.matchesGlob;
  p.posix = p;
  p.win32 = internal.require("path_win32");
  Object.assign(exports, p);
  exports.posix = exports;
  Object.assign(exports.win32, { posix: exports, win32: exports.win32 });
}
