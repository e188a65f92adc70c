/**
 * The classes of error that the Engine API answers with (the daemon's errdefs). `message` is the daemon's own, without
 * the client's `Error response from daemon: `. Exit statuses are the client's business.
 */
export abstract class ApiError extends Error {
  abstract readonly status: number;
}

export class InvalidParameter extends ApiError {
  override readonly name = "InvalidParameter";
  readonly status = 400;
}
export class Unauthorized extends ApiError {
  override readonly name = "Unauthorized";
  readonly status = 401;
}
export class Forbidden extends ApiError {
  override readonly name = "Forbidden";
  readonly status = 403;
}
export class NotFound extends ApiError {
  override readonly name = "NotFound";
  readonly status = 404;
}
export class Conflict extends ApiError {
  override readonly name = "Conflict";
  readonly status = 409;
}
/** The call asks for what is already so (start of a running container): the client treats it as done. */
export class NotModified extends ApiError {
  override readonly name = "NotModified";
  readonly status = 304;
}
export class SystemError extends ApiError {
  override readonly name = "SystemError";
  readonly status = 500;
}
export class NotImplemented extends ApiError {
  override readonly name = "NotImplemented";
  readonly status = 501;
}
export class Unavailable extends ApiError {
  override readonly name = "Unavailable";
  readonly status = 503;
}
/** What real Docker does and Drydock does not: printed as `drydock: …`, never as the daemon's word. */
export class NotSimulated extends ApiError {
  override readonly name = "NotSimulated";
  readonly status = 501;
}
/**
 * A container's or an exec's program could not be started (runc's refusal). `exitCode` is what the daemon notes as the
 * exit code: 127 when something was not there, 126 when it may not be executed, else 128 (for which `docker run` ends with 125).
 * The message of a missing file anywhere on the way (a device, a mount's source at start) is of this class as well.
 */
export class StartFailed extends ApiError {
  override readonly name = "StartFailed";
  readonly status = 400;
  constructor(
    message: string,
    readonly exitCode: 126 | 127 | 128,
  ) {
    super(message);
  }
}
