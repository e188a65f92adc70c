/** A transfer that failed: curl's code is its exit status, `curl: (CODE) text` its message. */
export class CurlFailure extends Error {
  override readonly name = "CurlFailure";
  constructor(
    readonly code: number,
    text: string,
    /** Whether the progress meter's line is ended before the message. */
    readonly late = true,
  ) {
    super(text);
  }
}
