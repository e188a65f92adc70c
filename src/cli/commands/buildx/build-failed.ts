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
