/** Lines of a Dockerfile, from 1; `end` included. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

/** A Dockerfile that cannot be built, and where in it; the message is the builder's own. */
export class DockerfileError extends Error {
  override readonly name = "DockerfileError";
  constructor(
    message: string,
    readonly range: LineRange | undefined,
    /** How often the lines are shown: once for each part of the builder that adds them. */
    readonly shown = 1,
  ) {
    super(message);
  }
}

/** An instruction that does not parse: `dockerfile parse error on line N: …`. */
export function parseError(message: string, range: LineRange): DockerfileError {
  return new DockerfileError(`dockerfile parse error on line ${range.start}: ${message}`, range);
}
