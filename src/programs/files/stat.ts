import type { Stat } from "../../filesystem/files.ts";
import { zoneOf } from "../../shell/zone.ts";
import { isErrno } from "../../std/errno.ts";
import { strftime } from "../../std/strftime.ts";
import { deviceNumbers } from "../lib/devices.ts";
import { unescapeText } from "../lib/escapes.ts";
import { modeString, typeBits } from "../lib/modes.ts";
import { formatText } from "../lib/printf.ts";
import { kindName } from "../lib/prompt.ts";
import { quoteAlways } from "../lib/quote.ts";
import { blocksOf } from "../lib/sizes.ts";
import { type Call, defineTool } from "../lib/tool.ts";
import { nameCache } from "../lib/users.ts";

const LONG = {
  dereference: "L",
  "file-system": "f",
  "format:": "c",
  "printf:": "printf",
  terse: "t",
  "cached:": "cached",
};

/** All that is known of a file. There is one time of a file: it stands for access, change and birth too. */
export const stat = defineTool(
  { name: "stat", syntax: { short: "Lfc:t", long: LONG }, busybox: { short: "ltLfc:" }, usage: "[OPTION]... FILE..." },
  async (c) => {
    const o = c.options;
    if (!c.operands.length) await c.badUsage("missing operand");
    for (const path of c.operands) {
      try {
        const s = o.has("L") ? c.p.files.stat(path) : c.p.files.lstat(path);
        await c.out.write(o.has("f") ? fileSystem(c, path, s) : formatted(c, path, s));
      } catch (e) {
        if (!isErrno(e) || e.code === "EPIPE") throw e;
        await c.complain(
          c.flavour.pick(`cannot statx ${c.quoteAlways(path)}: ${e.strerror}`, `can't stat '${path}': ${e.strerror}`),
        );
      }
    }
    return c.status;
  },
);

function formatted(c: Call, path: string, s: Stat): string {
  const printf = c.options.value("printf");
  const format = printf ?? c.options.value("c");
  if (format !== undefined) {
    const text = expand(c, format, path, s);
    return printf === undefined ? `${text}\n` : unescapeText(text, "\\NNN").text;
  }
  if (c.options.has("t")) return `${expand(c, "%n %s %b %f %u %g %D %i %h %t %T %X %Y %Z %W %o", path, s)}\n`;
  const link = s.kind === "symlink" && !c.options.has("L") ? c.p.files.readlink(path) : undefined;
  const name = link === undefined ? path : c.flavour.pick(`${path} -> ${link}`, `'${path}' -> '${link}'`);
  const device = c.flavour.pick(
    "Device: %d,%d".replace(/%d,%d/, `${s.dev >> 8},${s.dev & 255}`),
    `Device: ${s.dev.toString(16)}h/${s.dev}d`,
  );
  const numbers = s.device === undefined ? "" : c.flavour.pick(" Device type: %Hr,%Lr", " Device type: %t,%T");
  const template = c.flavour.pick(
    `  File: ${name}\n  Size: %-10s\tBlocks: %-10b IO Block: %-6o %F\n${device}\tInode: %-11i Links: ${numbers ? "%-5h" : "%h"}${numbers}\nAccess: (%04a/%10.10A)  Uid: (%5u/%8U)   Gid: (%5g/%8G)\nAccess: %x\nModify: %y\nChange: %z\n Birth: %w\n`,
    `  File: ${name}\n  Size: %-10s\tBlocks: %-10b IO Block: %-6o %F\n${device}\tInode: %-10i  Links: ${numbers ? "%-5h" : "%h"}${numbers}\nAccess: (%04a/%10.10A)  Uid: (%5u/%8U)   Gid: (%5g/%8G)\nAccess: %x\nModify: %y\nChange: %z\n`,
  );
  return expand(c, template, path, s);
}

function expand(c: Call, format: string, path: string, s: Stat): string {
  return format.replace(
    /%%|%([-#0 +']*)(\d*)(?:\.(\d+))?([HL]?[a-zA-Z])/g,
    (all, flags: string, width: string, precision: string | undefined, letter: string) => {
      if (all === "%%") return "%";
      const text = fieldOf(c, letter, path, s);
      if (text === undefined) return all;
      if (flags.includes("0") && width !== "") return text.padStart(Number(width), "0");
      return formatText(text, {
        flags,
        width: width === "" ? undefined : Number(width),
        precision: precision === undefined ? undefined : Number(precision),
        letter: "s",
      });
    },
  );
}

function fieldOf(c: Call, letter: string, path: string, s: Stat): string | undefined {
  const names = nameCache(c.p.files);
  const [major, minor] = s.device === undefined ? [0, 0] : deviceNumbers(s.device);
  const full = () => strftime("%F %T.%N %z", s.mtime, zoneOf(c.p.env.get("TZ"), c.p.files));
  const seconds = String(Math.floor(s.mtime / 1_000_000));
  switch (letter) {
    case "a":
      return s.mode.toString(8);
    case "A":
      return modeString(s.kind, s.mode);
    case "b":
      return String(blocksOf(s) * 2);
    case "B":
      return "512";
    case "d":
      return String(s.dev);
    case "D":
      return s.dev.toString(16);
    case "f":
      return (s.mode | typeBits(s.kind)).toString(16);
    case "F":
      return kindName(s);
    case "g":
      return String(s.gid);
    case "G":
      return names.group(s.gid);
    case "h":
      return String(s.nlink);
    case "i":
      return String(s.ino);
    case "m":
      return mountPoint(c, path);
    case "n":
      return path;
    case "N": {
      const quoted = quoteAlways(c.p.env, path);
      return s.kind === "symlink" ? `${quoted} -> ${quoteAlways(c.p.env, c.p.files.readlink(path))}` : quoted;
    }
    case "o":
      return "4096";
    case "r":
      return String(major * 256 + minor);
    case "s":
      return String(s.size);
    case "t":
      return major.toString(16);
    case "T":
      return minor.toString(16);
    case "Hr":
      return String(major);
    case "Lr":
      return String(minor);
    case "Hd":
      return String(s.dev >> 8);
    case "Ld":
      return String(s.dev & 255);
    case "u":
      return String(s.uid);
    case "U":
      return names.user(s.uid);
    case "w":
    case "x":
    case "y":
    case "z":
      return full();
    case "W":
    case "X":
    case "Y":
    case "Z":
      return seconds;
    default:
      return undefined;
  }
}

/** The folder where the file's mount begins. */
function mountPoint(c: Call, path: string): string {
  let place = c.p.files.realpath(path);
  const { dev } = c.p.files.stat(place);
  while (place !== "/") {
    const above = place.replace(/\/[^/]*$/, "") || "/";
    if (c.p.files.stat(above).dev !== dev) break;
    place = above;
  }
  return place;
}

function fileSystem(c: Call, path: string, s: Stat): string {
  const id = s.dev.toString(16);
  const { total, used } = c.p.memory();
  const blocks = Math.floor(total / 4096);
  const free = Math.floor((total - used) / 4096);
  return `  File: "${path}"
    ID: ${id.padEnd(8)} Namelen: 255     Type: overlayfs
Block size: 4096       Fundamental block size: 4096
Blocks: Total: ${String(blocks).padEnd(10)} Free: ${String(free).padEnd(10)} Available: ${free}
Inodes: Total: ${String(blocks).padEnd(10)} Free: ${free}
`;
}
