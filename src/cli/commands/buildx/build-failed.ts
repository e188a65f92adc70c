import type { BuildFailure } from "../../../api/build.ts";
import { CliError } from "../../command.ts";

/** An error of a build, worded as buildx does. */
export function buildFailed(message: string): CliError {
  return new CliError(`ERROR: failed to build: ${message}`);
}

/** What the docker driver cannot do. */
export function notWithThisDriver(what: string, topic: string): CliError {
  return buildFailed(
    `${what} is not supported for the docker driver.\nSwitch to a different driver, or turn on the containerd image store, and try again.\nLearn more at https://docs.docker.com/go/${topic}/`,
  );
}

/** Status of a build that a signal ended, whichever it was. */
const INTERRUPTED = 130;

/** What ends the client after a build that failed. */
export function failed(failure: BuildFailure): CliError {
  const status = failure.phase === "canceled" ? INTERRUPTED : 1;
  return new CliError(`ERROR: failed to build: ${solving(failure)}`, status);
}

/** The failure with what was going on. */
export function solving({ phase, message }: BuildFailure): string {
  return phase === "pushing" ? message : `failed to solve: ${message}`;
}
