import type { MountSpec } from "../../../../api/container.ts";
import { NotSimulated } from "../../../../api/errors.ts";
import type { FlagValues } from "../../../command.ts";
import { completeContainers } from "../../../complete/objects.ts";
import { flagTable } from "../../../grammar/table.ts";
import type { Host } from "../../../host.ts";
import { absolutePath } from "../../../lib/path.ts";
import { mountError, parseMount } from "./mount-spec.ts";
import { parseVolume } from "./volume-spec.ts";

export const MOUNT_FLAGS = flagTable(
  `
    --mount mount | Mount a volume, a folder of the host or a tmpfs
    --tmpfs list | Mount a tmpfs at this path
    --use-api-socket | Give the container Docker's socket and the credentials it needs
    -v, --volume list | Mount a volume or a folder of the host
    --volume-driver string | Driver for the volumes that are created
    --volumes-from list | Mount the volumes of these containers too
  `,
  {
    mount: { validate: mountError },
    "volumes-from": { complete: completeContainers({ all: true }) },
  },
);

/** What the mount flags say. */
export interface Mounts {
  readonly binds: string[] | null;
  /** Places of anonymous volumes. */
  readonly volumes: Record<string, Record<string, never>> | null;
  readonly tmpfs: Record<string, string>;
  readonly mounts: MountSpec[];
  readonly volumesFrom: string[] | null;
  readonly volumeDriver: string;
}

/** Each value of `--volume` counts once. A source that begins with `.` is a path of the host: it is made absolute. */
export function readMounts(flags: FlagValues, host: Host): Mounts {
  if (flags.bool("use-api-socket")) throw new NotSimulated("--use-api-socket is not simulated");
  const binds: string[] = [];
  const volumes: Record<string, Record<string, never>> = {};
  for (const spec of new Set(flags.list("volume"))) {
    const { source, isPath } = parseVolume(spec);
    if (source === "") volumes[spec] = {};
    else if (isPath && source.startsWith(".")) {
      binds.push(absolutePath(host.cwd, source) + spec.slice(source.length));
    } else binds.push(spec);
  }
  const from = flags.list("volumes-from");
  return {
    binds: binds.length ? binds : null,
    volumes: Object.keys(volumes).length ? volumes : null,
    tmpfs: Object.fromEntries(
      flags.list("tmpfs").map((value) => {
        const at = value.indexOf(":");
        return at < 0 ? [value, ""] : [value.slice(0, at), value.slice(at + 1)];
      }),
    ),
    mounts: flags.list("mount").map((value) => parseMount(value, (path) => absolutePath(host.cwd, path))),
    volumesFrom: from.length ? [...from] : null,
    volumeDriver: flags.string("volume-driver"),
  };
}
