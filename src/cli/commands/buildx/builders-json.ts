import { rfc3339Nano } from "../../../std/time.ts";
import { DEFAULT_BUILDER, type Instance } from "./instances.ts";

/** What the engine that the sessions are recorded with says of the BuildKit inside it. */
export const BUILDKIT = "v0.0.0+unknown";
export const PLATFORMS = ["linux/amd64", "linux/amd64/v2", "linux/amd64/v3", "linux/amd64/v4", "linux/386"];
export const LABELS = { "org.mobyproject.buildkit.worker.moby.host-gateway-ip": "172.17.0.1" };
export const SHORT_LIVED = "type==source.local,type==exec.cachemount,type==source.git.checkout";

const HOUR = 3_600_000_000_000;
const ROOM = { maxUsedSpace: 202_000_000_000, minFreeSpace: 51_000_000_000, reservedSpace: 26_000_000_000 };
const POLICIES = [
  {
    all: false,
    filter: [SHORT_LIVED],
    keepDuration: 48 * HOUR,
    maxUsedSpace: 3_592_570_859,
    minFreeSpace: 0,
    reservedSpace: 0,
  },
  { all: false, filter: null, keepDuration: 1440 * HOUR, ...ROOM },
  { all: false, filter: null, keepDuration: 0, ...ROOM },
  { all: true, filter: null, keepDuration: 0, ...ROOM },
];

/** A builder that was created, as `buildx ls --format json` shows it. */
export function instanceJson(
  { name, driver, node, endpoint, flags, platforms, lastActivity }: Instance,
  current: string,
) {
  const fixed = platforms.length ? { Platforms: platforms } : {};
  return JSON.stringify({
    Current: name === current,
    Driver: driver,
    Dynamic: false,
    LastActivity: lastActivity,
    Name: name,
    Nodes: [{ Endpoint: endpoint, Flags: flags, Name: node, ...fixed, Status: "inactive" }],
  });
}

/** The engine's own builder; `id` is the engine's, `now` stands for when it was last used. */
export function defaultJson(id: string, now: number, current: string): string {
  const node = {
    Endpoint: DEFAULT_BUILDER,
    GCPolicy: POLICIES,
    IDs: [id],
    Labels: LABELS,
    Name: DEFAULT_BUILDER,
    Platforms: PLATFORMS,
    Status: "running",
    Version: BUILDKIT,
  };
  return JSON.stringify({
    Current: current === DEFAULT_BUILDER,
    Driver: "docker",
    Dynamic: false,
    LastActivity: rfc3339Nano(now).replace(/\.\d+/, ""),
    Name: DEFAULT_BUILDER,
    Nodes: [node],
  });
}
