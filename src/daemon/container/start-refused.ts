import { StartFailed } from "../../api/errors.ts";

/** What stands in front of runc's refusals. */
export const CREATE_FAILED =
  "failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: ";

/** The daemon takes every ENOTDIR of runc for a mount gone wrong. */
export const NOT_A_FOLDER =
  "not a directory: Are you trying to mount a directory onto a file (or vice-versa)? Check if the specified host path exists and is the expected type";

/** A start that failed, where what the record notes as exit code is not what the client ends with. */
export class StartRefused extends StartFailed {
  constructor(
    message: string,
    exitCode: StartFailed["exitCode"],
    readonly noted: number,
  ) {
    super(message, exitCode);
  }
}

/** A file that a start needs is not there: the client ends with 127, the record notes 128. */
export function missing(message: string): StartRefused {
  return new StartRefused(message, 127, 128);
}
