import type { Process } from "../../../kernel/process.ts";

const SPELT = { E: "Error", W: "Warning", N: "Notice" } as const;

/** What stands in front of a message: `apt` spells out what `apt-get` and `apt-cache` abbreviate. */
export function label(p: Process, kind: keyof typeof SPELT): string {
  return `${p.argv[0]?.split("/").at(-1) === "apt" ? SPELT[kind] : kind}:`;
}
