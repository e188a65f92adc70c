import { InvalidParameter } from "../../../api/errors.ts";
import { parsePlatform } from "../../../api/platform.ts";
import { CliError, type CommandContext } from "../../command.ts";

/** A platform for the daemon; "" stays. Throws CliError with the words behind `before`. */
export function readPlatform(text: string, before = ""): string {
  try {
    return text === "" ? "" : parsePlatform(text);
  } catch (error) {
    if (!(error instanceof InvalidParameter)) throw error;
    throw new CliError(`${before}${error.message}`);
  }
}

/** What `--platform` says, or without the flag the variable for all of them. */
export function platformOrDefault({ flags, host }: Pick<CommandContext, "flags" | "host">): string {
  return flags.changed("platform") ? flags.string("platform") : (host.env.get("DOCKER_DEFAULT_PLATFORM") ?? "");
}
