import { DOCKER_HUB } from "../reference/reference.ts";
import type { Micros } from "../std/time.ts";
import type { Accounts, Catalog } from "./catalog/types.ts";
import { createHub } from "./hub.ts";
import { createOpenRegistry } from "./open.ts";
import type { Registries, Registry } from "./registry.ts";

export interface RegistriesOptions {
  readonly catalog: Catalog;
  readonly accounts: Accounts;
  /** Other hosts with a registry that is open to all: `localhost:5000`. */
  readonly extra?: readonly string[];
  /** Registries that come and go: one that a container runs. Asked when no other has the host. */
  readonly running?: (host: string) => Registry | undefined;
  readonly now?: () => Micros;
}

/** All registries that can be reached. What is pushed to them stays in them, as part of the machine's state. */
export function createRegistries({ catalog, accounts, extra = [], running }: RegistriesOptions): Registries {
  const all = new Map<string, Registry>([[DOCKER_HUB, createHub(catalog, accounts)]]);
  for (const host of extra) all.set(host, createOpenRegistry(host));
  return { get: (host) => all.get(host) ?? running?.(host), lasting: [...all.values()] };
}
