import type { Stat } from "../../filesystem/files.ts";
import { zoneOf } from "../../shell/zone.ts";
import type { Zone } from "../../std/calendar.ts";
import { strftime } from "../../std/strftime.ts";
import { DAY, MINUTE, type Micros } from "../../std/time.ts";
import { deviceNumbers } from "../lib/devices.ts";
import type { Flavour } from "../lib/flavour.ts";
import { modeString } from "../lib/modes.ts";
import { humanSize, humanSizeBusybox } from "../lib/sizes.ts";
import type { Call } from "../lib/tool.ts";
import { nameCache } from "../lib/users.ts";
import type { Entry } from "./ls-entries.ts";
import type { ShownName } from "./ls-names.ts";
import type { LsOptions } from "./ls-options.ts";

export function totalLine(blocks: number, o: LsOptions, flavour: Flavour): string {
  if (o.sizes === "bytes") return `total ${blocks}\n`;
  return `total ${flavour.busybox ? humanSizeBusybox(blocks * 1024) : humanSize(blocks * 1024, o.sizes === "si" ? 1000 : 1024)}\n`;
}

/** The lines of `ls -l`. GNU makes each column as wide as its widest; BusyBox's widths are fixed. */
export function longLines(c: Call, o: LsOptions, entries: readonly Entry[], names: readonly ShownName[]): string[] {
  const zone = zoneOf(c.p.env.get("TZ"), c.p.files);
  const ids = nameCache(c.p.files);
  const minors = Math.max(0, ...entries.map((e) => minorText(e.stat).length));
  const rows = entries.map((e) => ({
    inode: String(e.stat.ino),
    blocks: blocksText(e.blocks, o),
    mode: modeString(e.stat.kind, e.stat.mode),
    links: String(e.stat.nlink),
    owner: o.numericIds ? String(e.stat.uid) : ids.user(e.stat.uid),
    group: o.numericIds ? String(e.stat.gid) : ids.group(e.stat.gid),
    size: sizeText(e.stat, o, c.flavour, minors),
    time: timeText(e.stat.mtime, c.p.now(), o.timeStyle, zone, c.flavour),
  }));
  if (c.flavour.busybox)
    return rows.map((r, i) => {
      const front = (o.inodes ? `${r.inode.padStart(7)} ` : "") + (o.blocks ? `${r.blocks.padStart(6)} ` : "");
      const owner = `${r.owner.slice(0, 8).padEnd(8)} ${o.group ? `${r.group.slice(0, 8).padEnd(8)} ` : ""}`;
      return `${front}${r.mode} ${r.links.padStart(4)} ${owner}${r.size.padStart(o.sizes === "bytes" ? 9 : 7)} ${r.time} ${names[i]?.text ?? ""}\n`;
    });
  const width = (key: keyof (typeof rows)[number]) => Math.max(0, ...rows.map((r) => r[key].length));
  const widths = {
    inode: width("inode"),
    blocks: width("blocks"),
    links: width("links"),
    owner: width("owner"),
    group: width("group"),
    size: width("size"),
    time: width("time"),
  };
  return rows.map((r, i) => {
    const parts = [
      ...(o.inodes ? [r.inode.padStart(widths.inode)] : []),
      ...(o.blocks ? [r.blocks.padStart(widths.blocks)] : []),
      r.mode,
      r.links.padStart(widths.links),
      ...(o.owner ? [column(r.owner, widths.owner, o.numericIds)] : []),
      ...(o.group ? [column(r.group, widths.group, o.numericIds)] : []),
      r.size.padStart(widths.size),
      r.time.padStart(widths.time),
    ];
    return `${parts.join(" ")} ${names[i]?.text ?? ""}\n`;
  });
}

function column(text: string, width: number, right: boolean): string {
  return right ? text.padStart(width) : text.padEnd(width);
}

function blocksText(blocks: number, o: LsOptions): string {
  return o.sizes === "bytes" ? String(blocks) : humanSize(blocks * 1024, o.sizes === "si" ? 1000 : 1024);
}

function minorText({ device }: Stat): string {
  return device === undefined ? "" : String(deviceNumbers(device)[1]);
}

/** Of a device its numbers; GNU's minor ones are as wide as the widest of them. */
function sizeText(stat: Stat, o: LsOptions, flavour: Flavour, minors: number): string {
  if (stat.device !== undefined) {
    const [major] = deviceNumbers(stat.device);
    const minor = minorText(stat);
    return flavour.busybox
      ? `${String(major).padStart(4)},${minor.padStart(4)}`
      : `${major}, ${minor.padStart(minors)}`;
  }
  if (o.sizes === "bytes") return String(stat.size);
  return flavour.busybox ? humanSizeBusybox(stat.size) : humanSize(stat.size, o.sizes === "si" ? 1000 : 1024);
}

// Half a Gregorian year.
const RECENT: Micros = Math.round(365.2425 * DAY) / 2;

/** `Nov 24 14:05`, or with the year for what is older than half a year or in the future. */
function timeText(time: Micros, now: Micros, style: string, zone: Zone, flavour: Flavour): string {
  if (style === "full-iso") return strftime(flavour.pick("%F %T.%N %z", "%F %T %z"), time, zone);
  if (style === "long-iso") return strftime("%F %R", time, zone);
  if (style.startsWith("+")) return strftime(style.slice(1).split("\n")[0] ?? "", time, zone);
  const recent = now - time < RECENT && time - now <= (flavour.busybox ? 15 * MINUTE : 0);
  if (style === "iso") return strftime(recent ? "%m-%d %R" : "%F ", time, zone);
  return strftime(recent ? "%b %e %H:%M" : "%b %e  %Y", time, zone);
}
