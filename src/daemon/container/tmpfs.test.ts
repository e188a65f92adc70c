import { expect, test } from "vitest";
import { InvalidParameter } from "../../api/errors.ts";
import { BadTmpfsData, parseTmpfsOptions } from "./tmpfs.ts";

function shown(text: string): string {
  try {
    const o = parseTmpfsOptions(text);
    return `${o.readOnly ? "ro" : "rw"},${o.shown}`;
  } catch (e) {
    if (e instanceof InvalidParameter) return e.message;
    if (e instanceof BadTmpfsData) return `${e.flags}: ${e.data}`;
    throw e;
  }
}

test("a tmpfs is nosuid, nodev and noexec unless the opposite is asked for; the kernel checks the values", () => {
  expect(
    ["", "exec", "suid,dev,exec", "ro,size=64k", "noatime,sync", "size=1m,mode=700,uid=5,gid=6", "size=50%"].map(shown),
  ).toEqual([
    "rw,nosuid,nodev,noexec,relatime",
    "rw,nosuid,nodev,relatime",
    "rw,relatime",
    "ro,nosuid,nodev,noexec,relatime,size=64k",
    "rw,sync,nosuid,nodev,noexec,noatime",
    "rw,nosuid,nodev,noexec,relatime,size=1024k,mode=700,uid=5,gid=6",
    "rw,nosuid,nodev,noexec,relatime",
  ]);
  expect(["colour=red", "size", "mode=999", "exec,size=lots"].map(shown)).toEqual([
    'invalid tmpfs option "colour"',
    'invalid tmpfs option "size"',
    "MS_NOSUID|MS_NODEV|MS_NOEXEC: mode=999",
    "MS_NOSUID|MS_NODEV: size=lots",
  ]);
});
