import { InvalidParameter } from "../../api/errors.ts";
import { parseRamBytes } from "../../std/size.ts";

/** What a tmpfs is made with. */
export interface TmpfsOptions {
  readonly readOnly: boolean;
  /** Bytes it may hold; undefined: as many as it likes. */
  readonly limit: number | undefined;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** As /proc/mounts prints them, behind rw or ro. */
  readonly shown: string;
}

/** A value that only the kernel looks at, and does not take. */
export class BadTmpfsData extends Error {
  override readonly name = "BadTmpfsData";
  constructor(
    /** mount(2)'s flags by name, and its data. */
    readonly flags: string,
    readonly data: string,
  ) {
    super(data);
  }
}

const FLAGS = new Set(
  "defaults ro rw suid nosuid dev nodev exec noexec sync async dirsync remount mand nomand atime noatime diratime nodiratime bind rbind unbindable runbindable private rprivate shared rshared slave rslave relatime norelatime strictatime nostrictatime".split(
    " ",
  ),
);
const DATA = ["size", "nr_inodes", "nr_blocks", "mode", "uid", "gid", "mpol"];

/** What is on unless its opposite is asked for. */
const DEFAULTS = ["noexec", "nosuid", "nodev"];
const NAMES = { nosuid: "MS_NOSUID", nodev: "MS_NODEV", noexec: "MS_NOEXEC" };

/** The options of `--tmpfs PATH:OPTIONS` and of volumes of type tmpfs. Throws `invalid tmpfs option "…"`, or BadTmpfsData. */
export function parseTmpfsOptions(text: string): TmpfsOptions {
  const flags = new Set(DEFAULTS);
  const data = new Map<string, string>();
  for (const option of text === "" ? [] : text.split(",")) {
    const [key = "", value] = option.split("=");
    if (FLAGS.has(option)) {
      flags.delete(option.startsWith("no") ? option.slice(2) : `no${option}`);
      if (option === "ro" || option === "rw") flags.delete(option === "ro" ? "rw" : "ro");
      flags.add(option);
    } else if (value !== undefined && DATA.includes(key)) {
      data.delete(key);
      data.set(key, value);
    } else throw new InvalidParameter(`invalid tmpfs option "${key}"`);
  }
  const bad = () =>
    new BadTmpfsData(
      Object.entries(NAMES)
        .flatMap(([flag, name]) => (flags.has(flag) ? [name] : []))
        .join("|"),
      [...data].map(([k, v]) => `${k}=${v}`).join(","),
    );
  const number = (key: string, form: RegExp, base: number) => {
    const value = data.get(key);
    if (value === undefined) return undefined;
    if (!form.test(value)) throw bad();
    return Number.parseInt(value, base);
  };
  const size = data.get("size");
  const limit = size === undefined ? undefined : sizeOf(size, bad);
  const mode = number("mode", /^[0-7]+$/, 8);
  const uid = number("uid", /^\d+$/, 10);
  const gid = number("gid", /^\d+$/, 10);
  const words = [
    ...["sync", "dirsync", "mand", "nosuid", "nodev", "noexec", "noatime", "nodiratime"].filter((f) => flags.has(f)),
    ...(flags.has("noatime") || flags.has("strictatime") ? [] : ["relatime"]),
    ...(limit === undefined ? [] : [`size=${Math.ceil(limit / 1024)}k`]),
    ...(mode === undefined || mode === 0o1777 ? [] : [`mode=${mode.toString(8)}`]),
    ...(uid ? [`uid=${uid}`] : []),
    ...(gid ? [`gid=${gid}`] : []),
  ];
  return {
    readOnly: flags.has("ro"),
    limit,
    mode: mode ?? 0o1777,
    uid: uid ?? 0,
    gid: gid ?? 0,
    shown: words.join(","),
  };
}

/** Bytes; a share of the memory is no limit here. */
function sizeOf(value: string, bad: () => BadTmpfsData): number | undefined {
  if (/^\d+%$/.test(value)) return undefined;
  if (!/^\d+[kmg]?$/i.test(value)) throw bad();
  return parseRamBytes(value);
}
