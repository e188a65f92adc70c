import type { Micros } from "../std/time.ts";

/** What the daemon says about itself and the machine it runs on. */
export interface HostFacts {
  readonly name: string;
  readonly kernelVersion: string;
  readonly operatingSystem: string;
  readonly cpus: number;
  /** Bytes. */
  readonly memory: number;
  readonly dockerRoot: string;
  /** First port of the range for those that the user leaves open. */
  readonly ephemeral: readonly [first: number, last: number];
  /** What it takes to make a container ready before its process begins. */
  readonly start: Micros;
  /** How long a started container runs before the call that started it returns, as the answer's way back takes. */
  readonly settle: Micros;
}

export const DEFAULT_FACTS: HostFacts = {
  name: "drydock",
  kernelVersion: "6.12.48",
  operatingSystem: "Debian GNU/Linux 13 (trixie)",
  cpus: 2,
  memory: 4 * 1024 ** 3,
  dockerRoot: "/var/lib/docker",
  ephemeral: [32768, 60999],
  start: 120_000,
  settle: 20_000,
};

export const ENGINE_VERSION = "28.5.2";
export const API_VERSION = "1.51";
export const MIN_API_VERSION = "1.24";

/** PATH of a container whose image sets none. */
export const DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
