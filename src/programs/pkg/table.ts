import type { Tool } from "../lib/flavour.ts";

/** The package managers of distributions and of Python and Ruby, by the name that binaries carry. */
export const packageManagers: Readonly<Record<string, () => Promise<Tool>>> = {
  apk: async () => (await import("./apk/apk.ts")).apk,
  apt: async () => (await import("./apt/apt-get.ts")).apt,
  "apt-cache": async () => (await import("./apt/apt-get.ts")).aptCache,
  "apt-mark": async () => (await import("./apt/apt-mark.ts")).aptMark,
  "apt-get": async () => (await import("./apt/apt-get.ts")).aptGet,
  dpkg: async () => (await import("./apt/dpkg.ts")).dpkg,
  "dpkg-query": async () => (await import("./apt/dpkg.ts")).dpkgQuery,
  gem: async () => (await import("./gem.ts")).gem,
  pip: async () => (await import("./pip/pip.ts")).pip,
  pip3: async () => (await import("./pip/pip.ts")).pip,
};
