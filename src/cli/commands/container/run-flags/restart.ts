import type { RestartPolicy } from "../../../../api/container.ts";
import { CliError } from "../../../command.ts";

/** `no`, `always`, `unless-stopped`, `on-failure[:COUNT]`; whether the name is one is the daemon's to check. */
export function parseRestartPolicy(policy: string): RestartPolicy {
  if (policy === "") return { Name: "", MaximumRetryCount: 0 };
  const at = policy.indexOf(":");
  const name = at < 0 ? policy : policy.slice(0, at);
  const count = at < 0 ? "" : policy.slice(at + 1);
  if (name === "") throw new CliError("invalid restart policy format: no policy provided before colon");
  if (count !== "" && !/^[+-]?\d+$/.test(count)) {
    throw new CliError("invalid restart policy format: maximum retry count must be an integer");
  }
  return { Name: name as RestartPolicy["Name"], MaximumRetryCount: Number(count) };
}
