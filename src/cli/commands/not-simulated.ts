import { NotSimulated } from "../../api/errors.ts";
import type { Command } from "../command.ts";

/** The body of a command that Drydock leaves out: `what` is the command as the message names it. */
export function notSimulated(what: string): NonNullable<Command["run"]> {
  return async () => {
    throw new NotSimulated(`${what} is not simulated`);
  };
}
