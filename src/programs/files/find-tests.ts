import type { Stat } from "../../filesystem/files.ts";
import { UTC } from "../../std/calendar.ts";
import { isErrno } from "../../std/errno.ts";
import { DAY, MINUTE, type Micros, SECOND } from "../../std/time.ts";
import { globToRegExp } from "../lib/glob.ts";
import { parseMode } from "../lib/modes.ts";
import { parseDate } from "../lib/parse-date.ts";
import { compileRegex } from "../lib/regex.ts";
import { findGid, findUid, groupName, userName } from "../lib/users.ts";
import { BadFind, type FindContext, type FoundFile, type Match, type Take } from "./find-expression.ts";

const KINDS: Readonly<Record<string, Stat["kind"] | "block">> = {
  f: "file",
  d: "directory",
  l: "symlink",
  c: "device",
  b: "block",
  p: "fifo",
  s: "socket",
};

const UNITS: Readonly<Record<string, number>> = { b: 512, c: 1, w: 2, k: 1024, M: 1024 ** 2, G: 1024 ** 3 };

/** A test by its name, with its words taken; undefined when there is none of this name. Options of the walk count as true. */
export function createTest(name: string, context: FindContext, take: Take): Match | undefined {
  const { p } = context;
  const test =
    (fits: (file: FoundFile) => boolean): Match =>
    async (file) =>
      fits(file);
  const always = test(() => true);
  const count = (): number => {
    const text = take();
    if (!/^\d+$/.test(text))
      throw new BadFind(
        `Expected a positive decimal integer argument to ${name}, but got '${text}'`,
        `invalid number '${text}'`,
      );
    return Number(text);
  };
  switch (name) {
    case "-maxdepth":
      context.maxDepth = count();
      return always;
    case "-mindepth":
      context.minDepth = count();
      return always;
    case "-depth":
    case "-d":
      context.depthFirst = true;
      return always;
    case "-xdev":
    case "-mount":
      context.sameDevice = true;
      return always;
    case "-follow":
      context.follow = "always";
      return always;
    case "-noleaf":
    case "-warn":
    case "-nowarn":
    case "-daystart":
    case "-ignore_readdir_race":
    case "-true":
      return always;
    case "-false":
      return test(() => false);
    case "-name":
    case "-iname": {
      const re = globToRegExp(take(), { ignoreCase: name === "-iname" });
      return test((f) => re.test(f.name));
    }
    case "-path":
    case "-wholename":
    case "-ipath":
    case "-iwholename": {
      const re = globToRegExp(take(), { ignoreCase: name.startsWith("-i") });
      return test((f) => re.test(f.path));
    }
    case "-regex":
    case "-iregex": {
      const re = compileRegex(take(), { bounds: "line", extended: context.extended, ignoreCase: name === "-iregex" });
      return test((f) => re.test(f.path));
    }
    case "-regextype":
      context.extended = !/basic|emacs|grep$|sed|^ed$/.test(take().replace("egrep", "extended"));
      return always;
    case "-lname": {
      const re = globToRegExp(take());
      return test((f) => f.stat.kind === "symlink" && re.test(p.files.readlink(f.path)));
    }
    case "-type":
    case "-xtype": {
      const kinds = kindsOf(name, take());
      return test((f) => kinds.includes(name === "-xtype" ? followed(context, f).kind : f.stat.kind));
    }
    case "-size":
      return sizeTest(take(), context.flavour.busybox);
    case "-empty":
      return test((f) =>
        f.stat.kind === "file" ? f.stat.size === 0 : f.stat.kind === "directory" && isEmpty(context, f),
      );
    case "-mtime":
    case "-ctime":
    case "-atime":
      return ageTest(name, take(), DAY, context.now);
    case "-mmin":
    case "-cmin":
    case "-amin":
      return ageTest(name, take(), MINUTE, context.now);
    case "-newer":
    case "-newermm":
    case "-cnewer":
    case "-anewer": {
      const than = statOf(context, take()).mtime;
      return test((f) => f.stat.mtime > than);
    }
    case "-newermt": {
      const text = take();
      const at = parseDate(text, context.now, UTC);
      if (at === undefined)
        throw new BadFind(`I cannot figure out how to interpret '${text}' as a date or time`, `invalid date '${text}'`);
      return test((f) => f.stat.mtime > at);
    }
    case "-samefile": {
      const other = statOf(context, take());
      return test((f) => f.stat.ino === other.ino && f.stat.dev === other.dev);
    }
    case "-inum": {
      const fits = comparison(name, take());
      return test((f) => fits(f.stat.ino));
    }
    case "-links": {
      const fits = comparison(name, take());
      return test((f) => fits(f.stat.nlink));
    }
    case "-perm":
      return permTest(take());
    case "-user":
    case "-uid": {
      const text = take();
      const uid = findUid(p.files, text);
      if (uid === undefined)
        throw new BadFind(`invalid user name or UID argument to -user: '${text}'`, `unknown user ${text}`);
      return test((f) => f.stat.uid === uid);
    }
    case "-group":
    case "-gid": {
      const text = take();
      const gid = findGid(p.files, text);
      if (gid === undefined)
        throw new BadFind(`invalid group name or GID argument to -group: '${text}'`, `unknown group ${text}`);
      return test((f) => f.stat.gid === gid);
    }
    case "-nouser":
      return test((f) => userName(p.files, f.stat.uid) === undefined);
    case "-nogroup":
      return test((f) => groupName(p.files, f.stat.gid) === undefined);
    case "-readable":
    case "-writable":
    case "-executable": {
      const want = { "-readable": "r", "-writable": "w", "-executable": "x" }[name];
      return test((f) => p.files.access(f.path, want));
    }
    case "-prune":
      return test((f) => {
        f.prune = true;
        return true;
      });
    default:
      return undefined;
  }
}

function kindsOf(name: string, text: string): (Stat["kind"] | "block")[] {
  return text.split(",").map((letter) => {
    const kind = KINDS[letter];
    if (!kind) throw new BadFind(`Unknown argument to ${name}: ${letter}`, `invalid argument '${text}' to '${name}'`);
    return kind;
  });
}

function followed(context: FindContext, f: FoundFile): Stat {
  try {
    return context.p.files.stat(f.path);
  } catch {
    return f.stat;
  }
}

function isEmpty(context: FindContext, f: FoundFile): boolean {
  try {
    return context.p.files.readdir(f.path).length === 0;
  } catch {
    return false;
  }
}

function statOf(context: FindContext, path: string): Stat {
  try {
    return context.p.files.stat(path);
  } catch (e) {
    if (!isErrno(e)) throw e;
    throw new BadFind(`'${path}': ${e.strerror}`, `can't stat '${path}': ${e.strerror}`);
  }
}

/** `+N` more, `-N` less, `N` exactly. */
function comparison(name: string, text: string): (n: number) => boolean {
  const m = /^([-+]?)(\d+(?:\.\d+)?)$/.exec(text);
  if (!m) throw new BadFind(`invalid argument \`${text}' to \`${name}'`, `invalid number '${text}'`);
  const wanted = Number(m[2]);
  return (n) => (m[1] === "+" ? n > wanted : m[1] === "-" ? n < wanted : n === wanted);
}

/** Sizes are counted in whole units, rounded up. */
function sizeTest(text: string, busybox: boolean): Match {
  const m = /^([-+]?\d+)([bcwkMG]?)$/.exec(text);
  if (!m) {
    const unit = text.slice(-1);
    if (/^[-+]?\d+.$/.test(text) || !/\d/.test(text))
      throw new BadFind(`invalid -size type \`${unit}'`, `invalid number '${text}'`);
    throw new BadFind(`Invalid argument \`${text}' to -size`, `invalid number '${text}'`);
  }
  const unit = UNITS[m[2] || "b"] ?? 512;
  const fits = comparison("-size", m[1] ?? "");
  // BusyBox compares bytes with `+` and `-`.
  if (busybox && /^[-+]/.test(text)) return async (f) => fits(f.stat.size / unit);
  return async (f) => fits(Math.ceil(f.stat.size / unit));
}

/** Whole days or minutes of age, rounded down; `-N` and `+N` as always. */
function ageTest(name: string, text: string, unit: Micros, now: Micros): Match {
  const fits = comparison(name, text);
  return async (f) => fits(Math.floor((now - f.stat.mtime) / unit + (unit === SECOND ? 1 : 0)));
}

function permTest(text: string): Match {
  const m = /^([-/+]?)(.*)$/s.exec(text);
  const change = parseMode(m?.[2] ?? "", 0);
  if (!change) throw new BadFind(`invalid mode '${text}'`, `invalid mode '${text}'`);
  const wanted = change(0, false);
  return async (f) => {
    if (m?.[1] === "-") return (f.stat.mode & wanted) === wanted;
    if (m?.[1] === "/" || m?.[1] === "+") return wanted === 0 || (f.stat.mode & wanted) !== 0;
    return f.stat.mode === wanted;
  };
}
