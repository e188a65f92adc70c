import type { Daemon } from "../daemon.ts";
import { DEFAULT_PATH } from "../facts.ts";
import { linkedEnvironment } from "../network/links.ts";
import type { ContainerRecord } from "./record.ts";

/**
 * The environment of a container's first process: PATH, HOSTNAME and (with a terminal) TERM, what links tell, then the
 * configured variables, which replace those before (a bare NAME takes away only what did not come from these); HOME last
 * when nothing set it.
 */
export function containerEnvironment(
  d: Daemon,
  record: ContainerRecord,
  home: string,
  tty = record.config.Tty,
): Map<string, string> {
  const { config } = record;
  const env = new Map<string, string>([
    ["PATH", DEFAULT_PATH],
    ["HOSTNAME", config.Hostname],
  ]);
  if (tty) env.set("TERM", "xterm");
  addAll(env, linkedEnvironment(d, record));
  const defaults = new Set(env.keys());
  addAll(env, config.Env ?? [], (name) => defaults.has(name));
  if (!env.has("HOME")) env.set("HOME", home);
  return env;
}

/** The environment of an exec: the container's (TERM with a terminal of its own), and its own variables. */
export function execEnvironment(
  d: Daemon,
  record: ContainerRecord,
  own: readonly string[],
  tty: boolean,
  home: string,
): Map<string, string> {
  const env = containerEnvironment(d, record, home, tty);
  if (!(record.config.Env ?? []).some((v) => v.startsWith("HOME="))) env.set("HOME", home);
  addAll(env, own);
  return env;
}

/** `NAME=value` sets, a bare NAME takes away what may go. */
function addAll(
  env: Map<string, string>,
  variables: readonly string[],
  removable: (name: string) => boolean = () => true,
): void {
  for (const variable of variables) {
    const eq = variable.indexOf("=");
    if (eq < 0 && removable(variable)) env.delete(variable);
    else if (eq >= 0) env.set(variable.slice(0, eq), variable.slice(eq + 1));
  }
}
