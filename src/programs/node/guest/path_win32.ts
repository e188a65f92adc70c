// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `path.win32`: Windows' paths, with both kinds of slash, drives and shares. */
export function guestPathWin32(exports, internal) {
  const check = (v, name) => {
    if (typeof v !== "string") throw internal.errors.invalidArgType(name, "string", v);
  };
  const ENDS = /[\\/]+$/;
  /** A path's drive or share, whether a slash stands behind it, and the rest. */
  function split(path) {
    const share = /^[\\/]{2}([^\\/]+)[\\/]+([^\\/]+)([\\/]*)/.exec(path);
    if (share)
      return {
        device: `\\\\${share[1]}\\${share[2]}`,
        absolute: true,
        share: true,
        head: share[0],
        rest: path.slice(share[0].length),
      };
    const drive = /^([A-Za-z]:)?([\\/]*)/.exec(path);
    return { device: drive[1] || "", absolute: drive[2] !== "", head: drive[0], rest: path.slice(drive[0].length) };
  }
  function tidy(path, allowAbove) {
    const out = [];
    for (const part of path.split(/[\\/]+/)) {
      if (part === "" || part === ".") continue;
      if (part !== "..") out.push(part);
      else if (out.length && out.at(-1) !== "..") out.pop();
      else if (allowAbove) out.push("..");
    }
    return out.join("\\");
  }
  const w = {
    sep: "\\",
    delimiter: ";",
    resolve(...args) {
      let device = "";
      let tail = "";
      let absolute = false;
      for (let i = args.length - 1; i >= -1; i--) {
        const part = i >= 0 ? args[i] : process.cwd();
        if (i >= 0) check(part, `paths[${i}]`);
        if (!part) continue;
        const s = split(part);
        if (s.device && device && s.device.toLowerCase() !== device.toLowerCase()) continue;
        device = device || s.device;
        if (!absolute) {
          tail = `${s.rest}\\${tail}`;
          absolute = s.absolute;
        }
        if (absolute && device) break;
      }
      return `${device}${absolute ? "\\" : ""}${tidy(tail, !absolute)}` || ".";
    },
    normalize(path) {
      check(path, "path");
      if (!path) return ".";
      const s = split(path);
      let tail = tidy(s.rest, !s.absolute);
      if (!tail && !s.absolute) tail = ".";
      if (tail && ENDS.test(s.rest)) tail += "\\";
      return `${s.device}${s.absolute ? "\\" : ""}${tail}`;
    },
    isAbsolute(path) {
      check(path, "path");
      return /^(?:[\\/]|[A-Za-z]:[\\/])/.test(path);
    },
    join(...args) {
      args.forEach((a) => check(a, "path"));
      const parts = args.filter(Boolean);
      if (!parts.length) return ".";
      const joined = parts.join("\\");
      // Only a first part that is a share by itself begins one.
      return w.normalize(/^[\\/]{2}[^\\/]/.test(parts[0]) ? joined : joined.replace(/^[\\/]{2,}/, "\\"));
    },
    relative(from, to) {
      check(from, "from");
      check(to, "to");
      if (from === to) return "";
      const [a, b] = [w.resolve(from), w.resolve(to)];
      const [x, y] = [split(a), split(b)];
      if (x.device.toLowerCase() !== y.device.toLowerCase()) return b;
      const [p, q] = [x.rest.split("\\").filter(Boolean), y.rest.split("\\").filter(Boolean)];
      let i = 0;
      while (i < p.length && i < q.length && p[i].toLowerCase() === q[i].toLowerCase()) i++;
      return [...p.slice(i).map(() => ".."), ...q.slice(i)].join("\\");
    },
    toNamespacedPath(path) {
      if (typeof path !== "string" || !path) return path;
      const full = w.resolve(path);
      if (/^[A-Za-z]:\\/.test(full)) return `\\\\?\\${full}`;
      return /^\\\\[^?.]/.test(full) ? `\\\\?\\UNC\\${full.slice(2)}` : path;
    },
    dirname(path) {
      check(path, "path");
      if (!path) return ".";
      const s = split(path);
      const rest = s.rest.replace(ENDS, "");
      const end = Math.max(rest.lastIndexOf("\\"), rest.lastIndexOf("/"));
      if (end < 0) return s.head || ".";
      return s.head + rest.slice(0, end).replace(ENDS, "");
    },
    basename(path, suffix) {
      check(path, "path");
      if (suffix !== undefined) check(suffix, "ext");
      const base = path
        .replace(/^[A-Za-z]:/, "")
        .replace(ENDS, "")
        .split(/[\\/]/)
        .at(-1);
      return suffix && base !== suffix && base.endsWith(suffix) ? base.slice(0, -suffix.length) : base;
    },
    extname(path) {
      const base = w.basename(path);
      const i = base.lastIndexOf(".");
      return i <= 0 || base === ".." ? "" : base.slice(i);
    },
    parse(path) {
      check(path, "path");
      const s = split(path);
      const rest = s.rest.replace(ENDS, "");
      const base = rest.split(/[\\/]/).at(-1);
      const ext = w.extname(base);
      const dir = base === rest ? s.head : s.head + rest.slice(0, -base.length - 1);
      return { root: s.head, dir, base, ext, name: ext ? base.slice(0, -ext.length) : base };
    },
    format(o) {
      const dir = o.dir || o.root;
      const base = o.base || `${o.name || ""}${o.ext ? (o.ext[0] === "." ? "" : ".") + o.ext : ""}`;
      if (!dir) return base;
      return dir === o.root ? `${dir}${base}` : `${dir}\\${base}`;
    },
  };
  Object.assign(exports, w);
}
