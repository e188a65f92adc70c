import { InvalidParameter } from "../../../api/errors.ts";
import { parsePlatform } from "../../../api/platform.ts";
import { CliError } from "../../command.ts";

/** A value of `--platform`: `os[/arch[/variant]]`, or an architecture alone. Gives it back; throws CliError. */
export function checkPlatform(platform: string): string {
  if (platform === "") return "";
  try {
    parsePlatform(platform);
    return platform;
  } catch (error) {
    if (!(error instanceof InvalidParameter)) throw error;
    throw new CliError(`error parsing specified platform: ${error.message}`);
  }
}
