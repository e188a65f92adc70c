/** V8's count of lines in a stack trace; nothing elsewhere. */
const engine = Error as unknown as { stackTraceLimit?: number | undefined };

/**
 * An error that everyday work throws (each PATH look-up, each program that is killed): it keeps no stack trace, which would
 * cost more than the work.
 */
export class BareError extends Error {
  constructor(message?: string) {
    const limit = engine.stackTraceLimit;
    engine.stackTraceLimit = 0;
    super(message);
    engine.stackTraceLimit = limit;
  }
}
