import { isErrno } from "../std/errno.ts";
import { CliError } from "./command.ts";
import { fileError } from "./errors.ts";
import type { Host } from "./host.ts";

/** Refuses a file for output whose folder does not exist, or that is a folder. `doing` begins the message. */
export function checkOutput(host: Host, path: string, doing: string): void {
  const folder = path.replace(/[^/]*$/, "").replace(/(.)\/+$/, "$1");
  try {
    if (folder !== "") host.files.stat(folder);
  } catch (error) {
    if (!isErrno(error)) throw error;
    throw new CliError(`${doing}: invalid output path: ${fileError("stat", folder, error)}`);
  }
  if (host.files.exists(path) && host.files.stat(path).kind === "directory") {
    throw new CliError(`${doing}: cannot write to a directory`);
  }
}
