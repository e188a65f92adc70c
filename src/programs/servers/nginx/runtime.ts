import type { Process } from "../../../kernel/process.ts";
import { isErrno } from "../../../std/errno.ts";
import { errnoText } from "./errno.ts";
import { type ErrorLog, type Level, parseLevel, writeErrorLog } from "./log.ts";
import type { Config } from "./model.ts";
import { type Block, settings } from "./parse.ts";
import { ConfigError } from "./tokens.ts";
import type { Upstream } from "./upstream.ts";

/** Bytes that master and worker hold each. */
export const RESIDENT = 1_166_000;

/** What a running nginx holds beside its configuration: the open logs. */
export interface Runtime {
  readonly version: string;
  readonly config: Config;
  /** The servers of `proxy_pass http://NAME`, by NAME. */
  readonly passes: ReadonlyMap<string, Upstream>;
  /** Descriptors of log files by path. */
  readonly files: ReadonlyMap<string, number>;
}

/** Opens every log that the configuration names. Throws ConfigError. */
export async function openLogs(p: Process, root: Block, standard: string): Promise<Map<string, number>> {
  const files = new Map<string, number>();
  const paths = [...logPaths(root), ...(settings(root, "error_log").length ? [] : [standard])];
  for (const path of paths) {
    if (files.has(path)) continue;
    if (path === "stderr") files.set(path, 2);
    else
      try {
        files.set(path, await p.open(path, { write: true, append: true, create: true }, 0o644));
      } catch (e) {
        if (!isErrno(e)) throw e;
        throw new ConfigError(`open() "${path}" failed (${errnoText(e.code)})`);
      }
  }
  return files;
}

function logPaths(block: Block): string[] {
  return block.directives.flatMap((d) => {
    if (d.block) return logPaths(d.block);
    const path = d.args[0] ?? "";
    if (d.name !== "access_log" && d.name !== "error_log") return [];
    return path === "off" || path.startsWith("syslog:") || path.startsWith("memory:") ? [] : [path];
  });
}

/** The error logs that hold for a block. `standard`: where they go when nothing is set. */
export function errorLogs(r: Runtime, block: Block, standard: string): ErrorLog[] {
  const set = settings(block, "error_log");
  const level = (text: string | undefined): Level => parseLevel(text ?? "") ?? "error";
  if (set.length === 0) return [{ fd: r.files.get(standard) ?? 2, level: "error" }];
  return set.flatMap((d) => {
    const fd = r.files.get(d.args[0] ?? "");
    return fd === undefined ? [] : [{ fd, level: level(d.args[1]) }];
  });
}

/** Writes to the logs of a block. */
export async function logError(
  p: Process,
  r: Runtime,
  block: Block,
  level: Level,
  text: string,
  connection?: number,
): Promise<void> {
  await writeErrorLog(p, errorLogs(r, block, "stderr"), level, text, connection);
}
