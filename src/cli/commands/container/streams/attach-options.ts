import { CliError, type CommandContext } from "../../../command.ts";
import { loadConfig } from "../../../config/config.ts";
import type { Host } from "../../../host.ts";
import { DEFAULT_DETACH_KEYS, DetachKeysError, parseDetachKeys } from "./detach-keys.ts";

/** A terminal inside that is typed at needs one outside. */
export function checkTerminal(host: Host, stdin: boolean, tty: boolean): void {
  if (stdin && tty && !host.stdin.isTerminal) throw new CliError("the input device is not a TTY");
}

/** The detach keys as written: those of the flag, else of the configuration; "" for the default ones. */
export function chosenKeys(context: CommandContext): string {
  return context.flags.string("detach-keys") || loadConfig(context.host, context.globals).detachKeys;
}

/** The bytes of the detach keys. The real daemon refuses wrong ones where it is attached to, which the client cannot explain. */
export function attachKeys(context: CommandContext): Uint8Array {
  try {
    return parseDetachKeys(chosenKeys(context) || DEFAULT_DETACH_KEYS);
  } catch (error) {
    if (error instanceof DetachKeysError) throw new CliError("unable to upgrade to tcp, received 400");
    throw error;
  }
}
