/** Networks that the daemon makes and nobody may make or remove. */
export const BUILT_IN = ["bridge", "host", "none"];

/** Whether containers on it find each other by name. */
export function isUserDefined(networkName: string): boolean {
  return !BUILT_IN.includes(networkName) && networkName !== "default";
}

/** A container's network mode, taken apart: `container:ID` shares another's, all else names a network. */
export type NetworkMode =
  | { readonly kind: "container"; readonly id: string }
  | { readonly kind: "host" }
  | { readonly kind: "none" }
  | { readonly kind: "network"; readonly name: string };

export function networkModeOf(mode: string): NetworkMode {
  if (mode.startsWith("container:")) return { kind: "container", id: mode.slice("container:".length) };
  if (mode === "host") return { kind: "host" };
  if (mode === "none") return { kind: "none" };
  return { kind: "network", name: mode === "" || mode === "default" ? "bridge" : mode };
}

/** Why a container cannot be put on a network besides those that it has. */
export const NOT_HOST_MODE =
  "cannot connect container to host network - container must be created in host network mode";
export const PRIVATE_MODE =
  "container cannot be connected to multiple networks with one of the networks in private (none) mode";
export const SHARING =
  "container sharing network namespace with another container or host cannot be connected to any other network";
