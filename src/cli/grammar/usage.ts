import type { Command } from "../command.ts";

/** `docker container rm`: how messages name a command in its place. */
export function commandPath(path: readonly Command[]): string {
  let shown = "";
  for (const command of path) shown = command.shownAs ?? (shown ? `${shown} ${command.name}` : command.name);
  return shown;
}

/** `docker container rm [OPTIONS] CONTAINER [CONTAINER...]`. */
export function useLine(path: readonly Command[]): string {
  const usage = path.at(-1)?.usage ?? "";
  return usage ? `${commandPath(path)} ${usage}` : commandPath(path);
}

/** The lines below an error in the flags or arguments. */
export function usageHint(path: readonly Command[], verb: "Run" | "See" | "SRun" = "Run"): string {
  return `\n\nUsage:  ${useLine(path)}\n\n${verb} '${commandPath(path)} --help' for more information`;
}
