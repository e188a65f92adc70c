import { StartFailed } from "../../api/errors.ts";

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
