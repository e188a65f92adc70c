import type { Engine } from "../../api/engine.ts";
import { once } from "../../std/once.ts";
import type { Daemon } from "../daemon.ts";
import { laterOn } from "../later.ts";
import { createNetwork } from "./create.ts";
import { listNetworks } from "./list.ts";
import { findNetwork } from "./lookup.ts";

/** Code that arrives when a call first needs it. */
const code = {
  connect: once(() => import("./connect.ts")),
  inspect: once(() => import("./inspect.ts")),
  remove: once(() => import("./remove.ts")),
};

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
  const later = laterOn(d.kernel);
  return {
    networkCreate: async (request) => createNetwork(d, request),
    networkList: async (filters) => listNetworks(d, filters),
    networkInspect: async (id) => (await later(code.inspect)).inspectNetwork(d, findNetwork(d, id)),
    networkRemove: async (id) => (await later(code.remove)).removeNetwork(d, id),
    networkConnect: async (network, container, settings) =>
      (await later(code.connect)).connectContainer(d, network, container, settings),
    networkDisconnect: async (network, container, { force }) =>
      (await later(code.connect)).disconnectContainer(d, network, container, force),
    networksPrune: async (filters) => (await later(code.remove)).pruneNetworks(d, filters),
  };
}
