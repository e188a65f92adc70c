import type { Process } from "../../kernel/process.ts";

/** npm's complaints: each line behind `npm error`, and where the log of the run would be. */
export async function complain(p: Process, lines: readonly string[], log = true): Promise<void> {
  const at = log ? [`A complete log of this run can be found in: ${logPath(p)}`] : [];
  await p.write(2, [...lines, ...at].map((l) => `npm error${l ? ` ${l}` : ""}\n`).join(""));
}

function logPath(p: Process): string {
  const stamp = new Date(Math.floor(p.now() / 1000)).toISOString().replace(/[:.]/g, "_");
  return `${p.env.get("HOME") ?? "/root"}/.npm/_logs/${stamp}-debug-0.log`;
}

/** `3s`, `750ms`, `1m`: how long a command took, in npm's words. */
export function took(p: Process, since: number): string {
  const ms = Math.max(1, Math.round((p.now() - since) / 1000));
  if (ms < 1000) return `${ms}ms`;
  return ms < 60_000 ? `${Math.round(ms / 1000)}s` : `${Math.round(ms / 60_000)}m`;
}

export async function noManifest(p: Process, folder: string): Promise<number> {
  const path = folder === "/" ? "/package.json" : `${folder}/package.json`;
  await complain(p, [
    "code ENOENT",
    "syscall open",
    `path ${path}`,
    "errno -2",
    `enoent Could not read package.json: Error: ENOENT: no such file or directory, open '${path}'`,
    "enoent This is related to npm not being able to find a file.",
    "enoent",
  ]);
  return 254;
}

export async function badManifest(p: Process, folder: string, message: string): Promise<number> {
  await complain(p, [
    "code EJSONPARSE",
    `path ${folder}/package.json`,
    `JSON.parse ${message} while parsing`,
    "JSON.parse Failed to parse JSON data.",
    "JSON.parse Note: package.json must be actual JSON, not just JavaScript.",
  ]);
  return 1;
}
