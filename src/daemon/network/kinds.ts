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
