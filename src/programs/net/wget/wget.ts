import { defineTool } from "../../lib/tool.ts";
import { BUSYBOX_WGET, busyboxWget } from "./busybox.ts";
import { GNU_WGET, gnuWget } from "./gnu.ts";

/** Fetches files over HTTP: GNU's and BusyBox's. */
export const wget = defineTool(
  {
    name: "wget",
    syntax: GNU_WGET,
    busybox: BUSYBOX_WGET,
    badStatus: 2,
    busyboxBadStatus: 1,
    usage: "[OPTION]... [URL]...",
    version: "GNU Wget 1.25.0",
  },
  async (c) => (c.flavour.busybox ? await busyboxWget(c) : await gnuWget(c)),
);
