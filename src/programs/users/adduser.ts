import { defineTool } from "../lib/tool.ts";
import { busyboxAddgroup, busyboxAdduser } from "./busybox-adduser.ts";
import { debianAddgroup, debianAdduser } from "./debian-adduser.ts";

const DEBIAN_LONG = {
  "uid:": "u",
  "gid:": "g",
  "ingroup:": "G",
  "shell:": "s",
  "comment:": "c",
  "gecos:": "c",
  "home:": "h",
  "no-create-home": "H",
  "disabled-password": "D",
  "disabled-login": "L",
  "add-extra-groups": "extra",
  "allow-bad-names": "bad",
  "allow-all-names": "bad",
  "force-badname": "bad",
  system: "S",
  group: "group",
  quiet: "q",
};
const BUSYBOX_LONG = {
  "home:": "h",
  "gecos:": "g",
  "shell:": "s",
  "ingroup:": "G",
  "disabled-password": "D",
  "empty-password": "D",
  system: "S",
  "no-create-home": "H",
  "uid:": "u",
  "skel:": "k",
};
const VERSION = "adduser) 3.152";

/** Makes a user with everything it needs, or puts one into a group. Debian's and BusyBox's are two programs. */
export const adduser = defineTool(
  {
    name: "adduser",
    syntax: { short: "qs:u:", long: DEBIAN_LONG },
    busybox: { short: "h:g:s:G:DSHu:k:", long: BUSYBOX_LONG },
    usage: "[options] user",
    printsUsage: true,
    version: VERSION,
  },
  (c) => (c.flavour.busybox ? busyboxAdduser(c) : debianAdduser(c)),
);

/** Makes a group, or puts a user into one. */
export const addgroup = defineTool(
  {
    name: "addgroup",
    syntax: { short: "q", long: { "gid:": "g", system: "S", quiet: "q", "allow-bad-names": "bad" } },
    busybox: { short: "g:S", long: { "gid:": "g", system: "S" } },
    usage: "[options] group",
    printsUsage: true,
    version: VERSION,
  },
  (c) => (c.flavour.busybox ? busyboxAddgroup(c) : debianAddgroup(c)),
);
