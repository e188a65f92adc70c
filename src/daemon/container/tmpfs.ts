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
}

const FLAGS = new Set(
  "defaults ro rw suid nosuid dev nodev exec noexec sync async dirsync remount mand nomand atime noatime diratime nodiratime bind rbind unbindable runbindable private rprivate shared rshared slave rslave relatime norelatime strictatime nostrictatime".split(
    " ",
  ),
);
const DATA = new Set(["size", "mode", "uid", "gid", "nr_inodes", "nr_blocks", "mpol"]);

/** The options of `--tmpfs PATH:OPTIONS` and of volumes of type tmpfs. Throws `invalid tmpfs option "…"`. */
export function parseTmpfsOptions(text: string): TmpfsOptions {
  let readOnly = false;
  let limit: number | undefined;
  let mode = 0o1777;
  let uid = 0;
  let gid = 0;
  for (const option of text === "" ? [] : text.split(",")) {
    const [key = "", value] = option.split("=");
    if (FLAGS.has(option)) {
      if (option === "ro") readOnly = true;
      if (option === "rw") readOnly = false;
    } else if (value !== undefined && DATA.has(key)) {
      if (key === "size") limit = sizeOf(option, value);
      if (key === "mode") mode = Number.parseInt(value, 8);
      if (key === "uid") uid = Number(value);
      if (key === "gid") gid = Number(value);
    } else throw new InvalidParameter(`invalid tmpfs option "${option}"`);
  }
  return { readOnly, limit, mode, uid, gid };
}

function sizeOf(option: string, value: string): number | undefined {
  if (value.endsWith("%")) return undefined;
  try {
    return parseRamBytes(value);
  } catch {
    throw new InvalidParameter(`invalid tmpfs option "${option}"`);
  }
}
