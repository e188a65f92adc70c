import type { Command } from "../../command.ts";
import { flagTable } from "../../grammar/table.ts";
import { onProject } from "./project-files.ts";

export const composeBuild: Command = {
  name: "build",
  usage: "[OPTIONS] [SERVICE...]",
  short: "Build the services' images",
  flags: flagTable(`
        --build-arg stringArray | Value of the services' build arguments
        --builder string | Builder to use
        --check | Check the build without running it
        --dry-run | Show what would be done without doing it
    -m, --memory bytes | Memory of the build container. BuildKit does not support it.
        --no-cache | Build every step anew
        --print | Print the bake file that does the same
        --provenance string | Attach a provenance attestation
        --pull | Look for a newer version of the image each time
        --push | Push the services' images
    -q, --quiet | Print nothing of the build
        --sbom string | Attach an SBOM attestation
        --ssh string | SSH keys for building the images (use 'default' for your agent)
        --with-dependencies | Build what it depends on as well
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: onProject,
};

export const composeCommit: Command = {
  name: "commit",
  usage: "[OPTIONS] SERVICE [REPOSITORY[:TAG]]",
  short: "Make an image of a service container's changes",
  flags: flagTable(`
    -a, --author string | Who made it (such as "Ada Lovelace <ada@example.com>")
    -c, --change list | Dockerfile instruction to apply to the image
        --dry-run | Show what would be done without doing it
        --index int | Which container of the service, when there are several
    -m, --message string | Message of the commit
    -p, --pause = true | Pause the container meanwhile
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: onProject,
};

export const composeExport: Command = {
  name: "export",
  usage: "[OPTIONS] SERVICE",
  short: "Write a service container's files as a tar archive",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
        --index int | Which container of the service, when there are several
    -o, --output string | File to write to instead of stdout
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: onProject,
};

export const composeImages: Command = {
  name: "images",
  usage: "[OPTIONS] [SERVICE...]",
  short: "List the images of the containers",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
        --format string = table | How to print it: [table | json]
    -q, --quiet | Print ids only
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: onProject,
};

export const composePublish: Command = {
  name: "publish",
  usage: "[OPTIONS] REPOSITORY[:TAG]",
  short: "Publish the application",
  flags: flagTable(`
        --app | Published application, with the images that it names
        --dry-run | Show what would be done without doing it
        --oci-version string | Version of the OCI specification (found out if left out)
        --resolve-image-digests | Name images by digest instead of tag
        --with-env | Publish environment variables as well
    -y, --yes | Answer every question with yes
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: onProject,
};

export const composePull: Command = {
  name: "pull",
  usage: "[OPTIONS] [SERVICE...]",
  short: "Pull service images",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
        --ignore-buildable | Leave out images that can be built
        --ignore-pull-failures | Go on when an image cannot be pulled
        --include-deps | Pull the services that it depends on as well
        --policy string | When to pull ("missing"|"always")
    -q, --quiet | Pull without showing how far it is
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: onProject,
};

export const composePush: Command = {
  name: "push",
  usage: "[OPTIONS] [SERVICE...]",
  short: "Push service images",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
        --ignore-push-failures | Go on when an image cannot be pushed
        --include-deps | Push the images of the services that it depends on as well
    -q, --quiet | Push without showing how far it is
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: onProject,
};
