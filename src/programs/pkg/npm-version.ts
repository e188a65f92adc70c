import type { Process } from "../../kernel/process.ts";
import { complain, noManifest } from "./npm-messages.ts";
import { projectFolder, readManifest, writeManifest } from "./npm-project.ts";

const STEPS = ["major", "minor", "patch"] as const;

/** `npm version NEXT`: a new version of the project, by the part that grows or as it is written. */
export async function setVersion(p: Process, next: string): Promise<number> {
  const folder = projectFolder(p);
  const manifest = readManifest(p, folder);
  if (!manifest) return noManifest(p, folder);
  const old = manifest.version ?? "0.0.0";
  const to = raised(old, next);
  if (to === undefined) {
    await complain(p, [`Invalid version: ${next}`]);
    return 1;
  }
  if (to === old) {
    await complain(p, ["Version not changed, might want --allow-same-version"]);
    return 1;
  }
  manifest.version = to;
  writeManifest(p, folder, manifest);
  await p.write(1, `v${to}\n`);
  return 0;
}

function raised(old: string, next: string): string | undefined {
  const parts = old.split("-")[0]?.split(".").map(Number) ?? [];
  const at = STEPS.findIndex((s) => s === next);
  if (at < 0) return /^v?(\d+\.\d+\.\d+(?:-[\w.-]+)?)$/.exec(next)?.[1];
  return [0, 1, 2].map((i) => (i < at ? (parts[i] ?? 0) : i === at ? (parts[i] ?? 0) + 1 : 0)).join(".");
}
