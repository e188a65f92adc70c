import { NotSimulated } from "../../../api/errors.ts";
import type { CommandContext } from "../../command.ts";

/** `--disable-content-trust=false`, or DOCKER_CONTENT_TRUST=1: signatures are left out of Drydock. */
export function refuseTrust({ flags, host }: CommandContext): void {
  const wanted = flags.changed("disable-content-trust")
    ? !flags.bool("disable-content-trust")
    : /^(1|t|true)$/i.test(host.env.get("DOCKER_CONTENT_TRUST") ?? "");
  if (wanted) throw new NotSimulated("content trust is not simulated");
}
