import type { Process } from "../../kernel/process.ts";

export interface MountLine {
  readonly device: string;
  readonly target: string;
  readonly type: string;
  readonly options: string;
}

/** The mounts as /proc/mounts shows them; undefined where there is no /proc. */
export function mountTable(p: Process): MountLine[] | undefined {
  let text: string;
  try {
    text = p.files.readText("/proc/mounts");
  } catch {
    return undefined;
  }
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [device = "", target = "", type = "", options = ""] = line
        .split(" ")
        .map((w) => w.replace(/\\(\d{3})/g, (_, n: string) => String.fromCharCode(Number.parseInt(n, 8))));
      return { device, target, type, options };
    });
}

/** The mount that a path lies in: the longest target above it, the last of equals. */
export function mountOf(table: readonly MountLine[], path: string): MountLine | undefined {
  let best: MountLine | undefined;
  for (const m of table) {
    const inside = m.target === "/" || path === m.target || path.startsWith(`${m.target}/`);
    if (inside && (!best || m.target.length >= best.target.length)) best = m;
  }
  return best;
}
