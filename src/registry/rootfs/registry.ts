import type { Recipe } from "./recipe.ts";

const CONFIG = `version: 0.1
log:
  fields:
    service: registry
storage:
  cache:
    blobdescriptor: inmemory
  filesystem:
    rootdirectory: /var/lib/registry
http:
  addr: :5000
  headers:
    X-Content-Type-Options: [nosniff]
`;

const ENTRYPOINT = `#!/bin/sh
set -e

# A configuration file is what to serve.
case "$1" in
  *.yaml|*.yml) set -- registry serve "$@" ;;
  serve|garbage-collect|help|-*) set -- registry "$@" ;;
esac

exec "$@"
`;

/** The image registry; since version 3 its configuration is called distribution's. */
export const registry: Recipe = [
  { on: /apkArch|version=|registry_/, apply: (k) => k.program("/bin/registry") },
  {
    on: /COPY .*(config-example|4544cc)/,
    apply: (k) => {
      k.text("/etc/distribution/config.yml", CONFIG);
      k.text("/etc/docker/registry/config.yml", CONFIG);
      k.folder("/var/lib/registry");
    },
  },
  { on: /COPY (entrypoint|file:)/, apply: (k) => k.script("/entrypoint.sh", ENTRYPOINT) },
];
