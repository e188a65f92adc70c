import { defineTool } from "../lib/tool.ts";

const LONG = {
  bytes: "b",
  kibi: "k",
  mebi: "m",
  gibi: "g",
  human: "h",
  total: "t",
  wide: "w",
  lohi: "l",
  "seconds:": "s",
  "count:": "c",
};

/** Memory, as /proc/meminfo has it. */
export const free = defineTool(
  {
    name: "free",
    syntax: { short: "bkmghtwls:c:", long: LONG },
    busybox: { short: "bkmgh" },
    usage: "[options]",
    version: "procps-ng) 4.0.7",
  },
  async (c) => {
    const o = c.options;
    if (o.has("s") || o.has("c")) return await c.fail("drydock: free -s is not simulated");
    let text: string;
    try {
      text = c.p.files.readText("/proc/meminfo");
    } catch {
      return await c.fail(
        c.flavour.pick("Unable to create meminfo structure", "can't open '/proc/meminfo': No such file or directory"),
      );
    }
    const kib = (name: string) => Number(new RegExp(`^${name}: +(\\d+)`, "m").exec(text)?.[1] ?? 0);
    const [total, unused, available] = [kib("MemTotal"), kib("MemFree"), kib("MemAvailable")];
    const [buffers, cached, shared] = [kib("Buffers"), kib("Cached") + kib("SReclaimable"), kib("Shmem")];
    const used = c.flavour.pick(total - available, total - unused - buffers - cached);
    const unit = o.last("b", "k", "m", "g", "h") ?? "k";
    const show = (n: number) =>
      unit === "h"
        ? human(n, c.flavour.busybox)
        : String(unit === "b" ? n * 1024 : Math.floor(n / (unit === "m" ? 1024 : unit === "g" ? 1024 ** 2 : 1)));
    const names = o.has("w")
      ? ["total", "used", "free", "shared", "buffers", "cache", "available"]
      : ["total", "used", "free", "shared", "buff/cache", "available"];
    const memory = o.has("w")
      ? [total, used, unused, shared, buffers, cached, available]
      : [total, used, unused, shared, buffers + cached, available];
    const label = c.flavour.pick(8, 7);
    const line = (name: string, cells: readonly string[]) =>
      `${name.padEnd(label)}${cells.map((cell) => cell.padStart(12)).join("")}\n`;
    const row = (name: string, numbers: readonly number[]) => line(name, numbers.map(show));
    await c.out.write(line("", names));
    await c.out.write(row("Mem:", memory));
    await c.out.write(row("Swap:", [kib("SwapTotal"), kib("SwapTotal") - kib("SwapFree"), kib("SwapFree")]));
    if (o.has("t")) await c.out.write(row("Total:", [total + kib("SwapTotal"), used, unused + kib("SwapFree")]));
    return 0;
  },
);

/** `7.6Gi`: at most three digits and a decimal below ten. */
function human(kib: number, busybox: boolean): string {
  if (kib === 0) return busybox ? "0" : "0B";
  let value = kib;
  let power = 0;
  while (value >= 1024 && power < 3) {
    value /= 1024;
    power++;
  }
  const unit = `${"KMGT"[power]}${busybox ? "" : "i"}`;
  if (busybox) return `${value.toFixed(1)}${unit}`;
  return `${value < 10 && power > 0 ? (Math.floor(value * 10) / 10).toFixed(1) : Math.floor(value)}${unit}`;
}
