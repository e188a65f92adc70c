import { ROOT } from "../../src/machine/host-user.ts";
import { createMachine, type Machine } from "../../src/machine.ts";
import { oracleCatalog } from "../catalog/oracle.ts";

/** A host with the recorded sessions' images and the given files in root's folder. */
export function lab(files: Record<string, string>): Machine {
  return createMachine({
    catalog: oracleCatalog,
    catalogName: "oracle",
    seed: "build tests",
    user: ROOT,
    hostname: "lab",
    workingFolder: "/root/lab",
    files,
    env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", HOME: "/root", TERM: "xterm" },
  });
}

/** What a plain build says of one step: its lines without the number. */
export function stepOf(output: string, title: string): string[] {
  const number = new RegExp(`^#(\\d+) .*${title.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`, "m").exec(output)?.[1];
  return output
    .split("\n")
    .filter((l) => l.startsWith(`#${number} `))
    .map((l) => l.slice(`#${number} `.length));
}
