import { addUser } from "./accounts.ts";
import type { Kitchen, Recipe } from "./recipe.ts";

/** Starts node with the arguments when they begin with a flag or name no command; in our own words. */
const ENTRYPOINT = `#!/bin/sh
set -e

# A flag, something that is no command, or a file that cannot be executed: it is for node.
if [ "\${1#-}" != "\${1}" ] || [ -z "$(command -v "\${1}")" ] || { [ -f "\${1}" ] && ! [ -x "\${1}" ]; }; then
  set -- node "$@"
fi

exec "$@"
`;

/** Bytes of the binary, where they were looked at. */
const NODE_SIZES: Readonly<Record<string, number>> = { "20.20.2": 98_932_688 };

/** The official image's layers upon its base: the user, node with npm, yarn, the entry point. */
export const node: Recipe = [
  {
    on: /groupadd|addgroup/,
    apply: (k) => addUser(k, "node", 1000, k.editor.get("/etc/alpine-release") ? "/bin/sh" : "/bin/bash"),
  },
  { on: /ARCH=|addgroup/, apply: installNode },
  { on: /GNUPGHOME|savedAptMark|build-deps-yarn/, apply: installYarn },
  { on: /COPY docker-entrypoint/, apply: (k) => k.script("/usr/local/bin/docker-entrypoint.sh", ENTRYPOINT) },
];

function installNode(k: Kitchen): void {
  const version = k.env("NODE_VERSION");
  k.program("/usr/local/bin/node", version, NODE_SIZES[version]);
  k.link("/usr/local/bin/nodejs", "/usr/local/bin/node");
  for (const name of ["npm", "npx"]) {
    k.program(`/usr/local/lib/node_modules/npm/bin/${name}-cli.js`);
    k.link(`/usr/local/bin/${name}`, `../lib/node_modules/npm/bin/${name}-cli.js`);
  }
  if (Number.parseInt(version, 10) < 25) {
    k.program("/usr/local/lib/node_modules/corepack/dist/corepack.js");
    k.link("/usr/local/bin/corepack", "../lib/node_modules/corepack/dist/corepack.js");
  }
  k.text(
    "/usr/local/lib/node_modules/npm/package.json",
    `${JSON.stringify({ name: "npm", version: npmOf(version) })}\n`,
  );
  k.text("/usr/local/include/node/node_version.h", `/* ${version} */\n`);
  for (const name of ["CHANGELOG.md", "LICENSE", "README.md"]) k.text(`/usr/local/${name}`, `Node.js ${version}\n`);
  for (const folder of ["share/doc/node", "share/man/man1"]) k.folder(`/usr/local/${folder}`);
}

function installYarn(k: Kitchen): void {
  const version = k.env("YARN_VERSION");
  if (version === "") return;
  k.program(`/opt/yarn-v${version}/bin/yarn`, version);
  k.text(`/opt/yarn-v${version}/package.json`, `${JSON.stringify({ name: "yarn", version })}\n`);
  for (const name of ["yarn", "yarnpkg"]) k.link(`/usr/local/bin/${name}`, `/opt/yarn-v${version}/bin/yarn`);
}

/** The npm that a node comes with. */
function npmOf(node: string): string {
  const major = Number.parseInt(node, 10);
  if (major >= 24) return "11.6.1";
  if (major >= 22) return "10.9.4";
  if (major >= 18) return "10.8.2";
  return major >= 16 ? "8.19.4" : "6.14.18";
}
