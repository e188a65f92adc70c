import { CliError, type Completer, type Flag, type FlagValues } from "../../../command.ts";
import { completeNothing, completePlatforms, completeWords, DIRECTIVE } from "../../../complete/objects.ts";
import { flagTable } from "../../../grammar/table.ts";
import { DEVICE_FLAGS } from "./devices.ts";
import { HEALTH_FLAGS } from "./health.ts";
import { completeLogOptions } from "./log-words.ts";
import { MOUNT_FLAGS } from "./mounts.ts";
import { NETWORK_FLAGS } from "./network.ts";
import { PROCESS_FLAGS } from "./process.ts";
import { RESOURCE_FLAGS } from "./resources.ts";
import { SECURITY_FLAGS } from "./security.ts";

const completeDetachKeys: Completer = async () => ({
  candidates: [{ value: "ctrl-" }],
  directive: DIRECTIVE.noSpace,
});

const PULL = { complete: completeWords("always", "missing", "never") };

const LIFE_FLAGS = flagTable(
  `
    --cidfile string | File to write the container's id to
    --disable-content-trust = true | Do not verify the image
    --expose list | Ports to expose, each a port or a range
    --log-driver string | Where the container's output is logged
    --log-opt list | Options of the log driver
    --name string | Name of the container
    --platform string | Platform to use, where the server has several
    -p, --publish list | Publish ports of the container on the host
    -P, --publish-all | Publish every exposed port on a port that is free
    -q, --quiet | Do not show how the image is pulled
    --restart string = no | What to do when the container exits
    --rm | Remove the container and its anonymous volumes when it exits
  `,
  {
    "log-driver": {
      complete: completeWords("awslogs", "fluentd", "gelf", "journald", "json-file", "local", "splunk", "syslog"),
    },
    "log-opt": { complete: completeLogOptions },
    platform: { complete: completePlatforms },
    restart: { complete: completeWords("no", "always", "on-failure", "unless-stopped") },
  },
);

/** Only Windows has these. */
const WINDOWS_FLAGS = flagTable(
  `
    --cpu-count int | Number of CPUs (Windows only)
    --cpu-percent int | Percent of the CPUs (Windows only)
    --io-maxbandwidth bytes | Most I/O bandwidth of the system drive (Windows only)
    --io-maxiops uint | Most I/O operations a second of the system drive (Windows only)
  `,
).map((flag): Flag => ({ ...flag, hidden: "completed" }));

/** The flags that `create` and `run` share. Where nothing completes a flag's value, files do not either. */
const SHARED_FLAGS: readonly Flag[] = [
  ...PROCESS_FLAGS,
  ...LIFE_FLAGS,
  ...NETWORK_FLAGS,
  ...MOUNT_FLAGS,
  ...RESOURCE_FLAGS,
  ...SECURITY_FLAGS,
  ...DEVICE_FLAGS,
  ...HEALTH_FLAGS,
  ...WINDOWS_FLAGS,
].map((flag): Flag => ({ complete: completeNothing, ...flag }));

export const CREATE_FLAGS: readonly Flag[] = [
  ...SHARED_FLAGS,
  ...flagTable(`--pull string = missing | Pull the image first ("always", "missing", "never")`, { pull: PULL }),
];

export const RUN_FLAGS: readonly Flag[] = [
  ...SHARED_FLAGS,
  ...flagTable(
    `
    -d, --detach | Run in the background and print the id
    --detach-keys string | Keys that leave the container running
    --pull string = missing | Pull the image first ("always", "missing", "never")
    --sig-proxy = true | Hand on the signals that the client gets
  `,
    { pull: PULL, "detach-keys": { complete: completeDetachKeys } },
  ),
];

/** Flags that this daemon cannot serve are refused before anything else is looked at. */
export function refuseWindowsFlags(flags: FlagValues): void {
  for (const { name } of WINDOWS_FLAGS) {
    if (!flags.changed(name)) continue;
    throw new CliError(
      `"--${name}" is only supported on a Docker daemon running on windows, but the Docker daemon is running on linux`,
    );
  }
}
