import { BareError } from "../std/bare-error.ts";
import { Killed } from "./process.ts";
import type { ProgramImage } from "./program-image.ts";

/** Thrown by `exit` through the program's frames. */
export class ExitRequest extends BareError {
  override readonly name = "ExitRequest";
  constructor(readonly code: number) {
    super(`exit ${code}`);
  }
}

/** Thrown by `exec` through the frames of the program that is replaced. */
export class ExecRequest extends BareError {
  override readonly name = "ExecRequest";
  constructor(readonly image: ProgramImage) {
    super("exec");
  }
}

/** Whether it only unwinds a program's frames; a program must let it pass. */
export function isUnwinding(error: unknown): boolean {
  return error instanceof Killed || error instanceof ExitRequest || error instanceof ExecRequest;
}
