import type { Healthcheck } from "../../../../api/container.ts";
import { parseDuration } from "../../../../std/duration.ts";
import { CliError, type FlagValues } from "../../../command.ts";
import { flagTable } from "../../../grammar/table.ts";

export const HEALTH_FLAGS = flagTable(`
    --health-cmd string | Command that checks the container's health
    --health-interval duration = 0s | Time between two checks (ms|s|m|h)
    --health-retries int | Failures in a row that make it unhealthy
    --health-start-interval duration = 0s | Time between two checks while it starts (ms|s|m|h)
    --health-start-period duration = 0s | Time to start in, during which failures do not count (ms|s|m|h)
    --health-timeout duration = 0s | Longest time for a check (ms|s|m|h)
    --no-healthcheck | Leave out the image's HEALTHCHECK
`);

/** The health check of the flags; undefined where none of them says anything (then the image's counts). */
export function readHealth(flags: FlagValues): Healthcheck | undefined {
  if (!HEALTH_FLAGS.some(({ name }) => flags.changed(name))) return undefined;
  const span = (name: string) => parseDuration(flags.string(name) || "0s");
  const command = flags.string("health-cmd");
  const numbers = [
    ["--health-interval", span("health-interval")],
    ["--health-timeout", span("health-timeout")],
    ["--health-retries", flags.int("health-retries")],
    ["--health-start-period", span("health-start-period")],
    ["--health-start-interval", span("health-start-interval")],
  ] as const;
  const given = command !== "" || numbers.some(([, n]) => n !== 0);
  if (flags.bool("no-healthcheck")) {
    if (given) throw new CliError("--no-healthcheck conflicts with --health-* options");
    return { Test: ["NONE"] };
  }
  if (!given) return undefined;
  for (const [name, n] of numbers) if (n < 0) throw new CliError(`${name} cannot be negative`);
  const [interval, timeout, retries, startPeriod, startInterval] = numbers.map(([, n]) => n);
  return {
    ...(command && { Test: ["CMD-SHELL", command] }),
    ...(interval && { Interval: interval }),
    ...(timeout && { Timeout: timeout }),
    ...(startPeriod && { StartPeriod: startPeriod }),
    ...(startInterval && { StartInterval: startInterval }),
    ...(retries && { Retries: retries }),
  };
}
