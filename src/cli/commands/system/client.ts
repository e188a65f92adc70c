/** What the client says of itself: the release that Drydock is checked against. */
/** Of the Compose plugin. */
export const COMPOSE_VERSION = "v2.40.3";

export const CLIENT_VERSION = "28.5.2";
export const CLIENT_COMMIT = "ecc6942";

/** Fields as `docker version` names them. */
export function clientVersion(context: string) {
  return {
    Version: CLIENT_VERSION,
    ApiVersion: "1.51",
    DefaultAPIVersion: "1.51",
    GitCommit: CLIENT_COMMIT,
    GoVersion: "go1.25.3",
    Os: "linux",
    Arch: "amd64",
    BuildTime: "Wed Nov  5 14:43:33 2025",
    Context: context,
  };
}

/** The client's plugins, as `docker info` lists them. */
export const CLIENT_PLUGINS = [
  {
    SchemaVersion: "0.1.0",
    Vendor: "Docker Inc.",
    Version: "v0.29.1",
    ShortDescription: "Docker Buildx",
    Name: "buildx",
    Path: "/usr/libexec/docker/cli-plugins/docker-buildx",
  },
  {
    SchemaVersion: "0.1.0",
    Vendor: "Docker Inc.",
    Version: COMPOSE_VERSION,
    ShortDescription: "Docker Compose",
    Name: "compose",
    Path: "/usr/libexec/docker/cli-plugins/docker-compose",
  },
];
