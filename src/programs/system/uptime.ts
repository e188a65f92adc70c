import type { Process } from "../../kernel/process.ts";
import { zoneOf } from "../../shell/zone.ts";
import { strftime } from "../../std/strftime.ts";
import { MINUTE } from "../../std/time.ts";
import { defineTool } from "../lib/tool.ts";

/** The load of the last 1, 5 and 15 minutes, as /proc/loadavg has it. */
export function loadAverages(p: Process): string {
  try {
    return p.files.readText("/proc/loadavg").split(" ").slice(0, 3).join(", ");
  } catch {
    return "0.00, 0.00, 0.00";
  }
}

/** ` 14:00:00 up  2:07,  0 users,  load average: …` */
export function uptimeLine(p: Process): string {
  const minutes = Math.floor(p.uptime() / MINUTE);
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor(minutes / 60) % 24;
  const clock = hours ? `${String(hours).padStart(2)}:${String(minutes % 60).padStart(2, "0")}` : `${minutes % 60} min`;
  const up = `${days ? `${days} day${days > 1 ? "s" : ""}, ` : ""}${clock}`;
  const users = 0;
  return ` ${strftime("%T", p.now(), zoneOf(p.env.get("TZ"), p.files))} up ${up},  ${users} users,  load average: ${loadAverages(p)}`;
}

/** How long the simulated machine has been up. */
export const uptime = defineTool(
  {
    name: "uptime",
    syntax: { short: "ps", long: { pretty: "p", since: "s" } },
    busybox: { short: "" },
    usage: "[options]",
    version: "procps-ng) 4.0.7",
  },
  async (c) => {
    if (c.options.has("s")) {
      await c.out.write(`${strftime("%F %T", c.p.now() - c.p.uptime(), zoneOf(c.p.env.get("TZ"), c.p.files))}\n`);
      return 0;
    }
    if (c.options.has("p")) {
      const minutes = Math.floor(c.p.uptime() / MINUTE);
      const parts = [
        [Math.floor(minutes / 10080), "week"],
        [Math.floor(minutes / 1440) % 7, "day"],
        [Math.floor(minutes / 60) % 24, "hour"],
        [minutes % 60, "minute"],
      ] as const;
      const words = parts.filter(([n]) => n).map(([n, name]) => `${n} ${name}${n > 1 ? "s" : ""}`);
      await c.out.write(`up ${words.join(", ") || "0 minutes"}\n`);
      return 0;
    }
    await c.out.write(`${uptimeLine(c.p)}\n`);
    return 0;
  },
);
