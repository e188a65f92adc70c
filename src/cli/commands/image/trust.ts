import { NotSimulated } from "../../../api/errors.ts";
import type { CommandContext } from "../../command.ts";
import { parseBool } from "../../lib/bool.ts";

/** `--disable-content-trust=false`, or DOCKER_CONTENT_TRUST=1: signatures are left out of Drydock. */
export function refuseTrust({ flags, host }: CommandContext): void {
  const wanted = flags.changed("disable-content-trust")
    ? !flags.bool("disable-content-trust")
    : parseBool(host.env.get("DOCKER_CONTENT_TRUST") ?? "") === true;
  if (wanted) throw new NotSimulated("content trust is not simulated");
}
