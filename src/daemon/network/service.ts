import type { Engine } from "../../api/engine.ts";
import type { Daemon } from "../daemon.ts";
import { connectContainer, disconnectContainer } from "./connect.ts";
import { createNetwork } from "./create.ts";
import { inspectNetwork } from "./inspect.ts";
import { listNetworks } from "./list.ts";
import { findNetwork } from "./lookup.ts";
import { pruneNetworks, removeNetwork } from "./remove.ts";

/** The Engine's calls about networks. */
export type NetworkCalls = Pick<
  Engine,
  | "networkCreate"
  | "networkList"
  | "networkInspect"
  | "networkRemove"
  | "networkConnect"
  | "networkDisconnect"
  | "networksPrune"
>;

export function createNetworkCalls(d: Daemon): NetworkCalls {
  return {
    networkCreate: async (request) => createNetwork(d, request),
    networkList: async (filters) => listNetworks(d, filters),
    networkInspect: async (id) => inspectNetwork(d, findNetwork(d, id)),
    networkRemove: async (id) => removeNetwork(d, id),
    networkConnect: async (network, container, settings) => connectContainer(d, network, container, settings),
    networkDisconnect: async (network, container, { force }) => disconnectContainer(d, network, container, force),
    networksPrune: async (filters) => pruneNetworks(d, filters),
  };
}
