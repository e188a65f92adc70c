import type { Pacer } from "../kernel/kernel.ts";
import type { Accounts, Catalog } from "../registry/catalog/types.ts";
import type { Micros } from "../std/time.ts";
import type { ExecFiles } from "./exec-shell.ts";
import type { HostFiles } from "./host-tree.ts";
import type { HostUser } from "./host-user.ts";

/** What a machine is made of. The same options and inputs give the same bytes, ids and states. */
export interface MachineOptions {
  /** The images that Docker Hub has; a function is called when the first docker command runs. */
  readonly catalog: Catalog | (() => Promise<Catalog>);
  /** Goes to the log's head. */
  readonly catalogName?: string;
  /** Who may log in to the Hub. Default: any name with any password. */
  readonly accounts?: Accounts;
  /** Other registries that can be reached, open to all: `localhost:5000`. */
  readonly registries?: readonly string[];
  readonly seed?: string;
  /** Microseconds since 1970. Default 2026-11-24T15:00:00Z. */
  readonly startTime?: Micros;
  readonly user?: HostUser;
  readonly hostname?: string;
  /** Where shells start. Default: the user's home. */
  readonly workingFolder?: string;
  readonly files?: HostFiles;
  /** Bytes that the files of the host and of all containers may grow by; more is ENOSPC. Default 512 MiB. */
  readonly disk?: number;
  /** Of the host's shells, beside HOME, USER and the like. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether there is an editor that `code` can open files in (the notice `edit`). Default: there is none, and it says so. */
  readonly editor?: boolean;
  /** How simulated time meets the wall clock. Default: nothing holds it. */
  readonly pacer?: Pacer;
  /** Where `exec` keeps the line and its output. */
  readonly execFiles?: ExecFiles;
}
