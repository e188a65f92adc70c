import type { VersionResponse } from "../../api/system.ts";
import type { Daemon } from "../daemon.ts";
import { API_VERSION, ENGINE_VERSION, MIN_API_VERSION } from "../facts.ts";

const GO_VERSION = "go1.24.9";
const GIT_COMMIT = "f8215cc";
const BUILD_TIME = "2025-11-05T14:43:33.000000000+00:00";
const BUILD_TIME_SHORT = "Wed Nov  5 14:43:33 2025";

/** `docker version`'s half of the server. */
export function version(d: Daemon): VersionResponse {
  return {
    Platform: { Name: "Docker Engine - Community" },
    Components: [
      {
        Name: "Engine",
        Version: ENGINE_VERSION,
        Details: {
          ApiVersion: API_VERSION,
          Arch: "amd64",
          BuildTime: BUILD_TIME_SHORT,
          Experimental: "false",
          GitCommit: GIT_COMMIT,
          GoVersion: GO_VERSION,
          KernelVersion: d.facts.kernelVersion,
          MinAPIVersion: MIN_API_VERSION,
          Os: "linux",
        },
      },
      component("containerd", "v1.7.29", "442cb34bda9a6a0fed82a2ca7cade05c5c749582"),
      component("runc", "1.3.3", "v1.3.3-0-gd842d771"),
      component("docker-init", "0.19.0", "de40ad0"),
    ],
    Version: ENGINE_VERSION,
    ApiVersion: API_VERSION,
    MinAPIVersion: MIN_API_VERSION,
    GitCommit: GIT_COMMIT,
    GoVersion: GO_VERSION,
    Os: "linux",
    Arch: "amd64",
    KernelVersion: d.facts.kernelVersion,
    BuildTime: BUILD_TIME,
  };
}

function component(Name: string, Version: string, GitCommit: string): VersionResponse["Components"][number] {
  return { Name, Version, Details: { GitCommit } };
}
