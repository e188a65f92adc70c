import type { Command } from "../../command.ts";
import { flagTable } from "../../grammar/table.ts";
import { onNamedProject, onProject } from "./project-files.ts";
import { listProjects, showVersion } from "./standing-alone.ts";

export const composeConfig: Command = {
  name: "config",
  usage: "[OPTIONS] [SERVICE...]",
  short: "Check the Compose file and print it in full",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
        --environment | Print the variables that are filled in.
        --format string | How to print it: [yaml | json]
        --hash string | Print a hash of each service's configuration, one a line.
        --images | Print the names of the images, one a line.
        --lock-image-digests | Print an override file with the images' digests
        --models | Print the names of the models, one a line.
        --networks | Print the names of the networks, one a line.
        --no-consistency | Skip the consistency check (what comes out may be invalid)
        --no-env-resolution | Leave env files alone
        --no-interpolate | Leave environment variables as they are
        --no-normalize | Do not normalise the model
        --no-path-resolution | Leave file paths as they are
    -o, --output string | File to write to (default to stdout)
        --profiles | Print the names of the profiles, one a line.
    -q, --quiet | Check the configuration and print nothing
        --resolve-image-digests | Name images by digest instead of tag
        --services | Print the names of the services, one a line.
        --variables | Print the model's variables and what they default to.
        --volumes | Print the names of the volumes, one a line.
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: onProject,
};

export const composeCreate: Command = {
  name: "create",
  usage: "[OPTIONS] [SERVICE...]",
  short: "Create the services' containers",
  flags: flagTable(`
        --build | Build the images first
        --dry-run | Show what would be done without doing it
        --force-recreate | Make containers anew even if nothing has changed
        --no-build | Build nothing, whatever the policy says
        --no-recreate | Keep containers that exist. Not with --force-recreate.
        --pull string = policy | When to pull the image ("always"|"missing"|"never"|"build")
        --quiet-pull | Pull without showing how far it is
        --remove-orphans | Remove containers of services that the Compose file does not name
        --scale scale | How many containers SERVICE has, whatever the Compose file says.
    -y, --yes | Answer every question with yes and ask nothing
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: onProject,
};

export const composeDown: Command = {
  name: "down",
  usage: "[OPTIONS] [SERVICES]",
  short: "Stop and remove containers and networks",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
        --remove-orphans | Remove containers of services that the Compose file does not name
        --rmi string | Remove the services' images too; "local" only those without a name of their own ("local"|"all")
    -t, --timeout int | How many seconds to wait before killing
    -v, --volumes | Remove the volumes that the Compose file declares under "volumes", and anonymous ones
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: onNamedProject,
};

export const composeEvents: Command = {
  name: "events",
  usage: "[OPTIONS] [SERVICE...]",
  short: "Print events of the containers as they happen",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
        --json | Print events as JSON, one a line
        --since string | Events from this time on
        --until string | Events up to this time
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: onProject,
};

export const composeLs: Command = {
  name: "ls",
  usage: "[OPTIONS]",
  short: "List Compose projects",
  flags: flagTable(`
    -a, --all | Stopped projects too
        --dry-run | Show what would be done without doing it
        --filter filter | Show only what fits the condition
        --format string = table | How to print it: [table | json]
    -q, --quiet | Print project names only
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: listProjects,
};

export const composeScale: Command = {
  name: "scale",
  usage: "[SERVICE=REPLICAS...]",
  short: "Set how many containers services have",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
        --no-deps | Leave linked services alone
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: onProject,
};

export const composeUp: Command = {
  name: "up",
  usage: "[OPTIONS] [SERVICE...]",
  short: "Create and start containers",
  flags: flagTable(`
        --abort-on-container-exit | Stop all when a container stops. Not with -d
        --abort-on-container-failure | Stop all when a container fails. Not with -d
        --always-recreate-deps | Make dependent containers anew. Not with --no-recreate.
        --attach stringArray | Show the output of these services only. Not with --attach-dependencies.
        --attach-dependencies | Show the output of dependent services too
        --build | Build the images first
    -d, --detach | Run the containers in the background
        --dry-run | Show what would be done without doing it
        --exit-code-from string | End with the exit status of this service's container. Implies --abort-on-container-exit
        --force-recreate | Make containers anew even if nothing has changed
        --menu | Offer keyboard shortcuts while attached. Not with --detach. The variable COMPOSE_MENU sets it too.
        --no-attach stringArray | Do not show the output of these services
        --no-build | Build nothing, whatever the policy says
        --no-color | Print without colours
        --no-deps | Leave linked services alone
        --no-log-prefix | Leave the names before the lines out
        --no-recreate | Keep containers that exist. Not with --force-recreate.
        --no-start | Make the services but do not start them
        --pull string = policy | When to pull the image ("always"|"missing"|"never")
        --quiet-build | Print nothing of the build
        --quiet-pull | Pull without showing how far it is
        --remove-orphans | Remove containers of services that the Compose file does not name
    -V, --renew-anon-volumes | Make anonymous volumes anew instead of keeping their data
        --scale scale | How many containers SERVICE has, whatever the Compose file says.
    -t, --timeout int | How many seconds to wait before containers are killed, when attached or when they run already
        --timestamps | Show when each line was printed
        --wait | Wait until the services are running|healthy. Implies -d.
        --wait-timeout int | How many seconds to wait at most for the project to be running|healthy
    -w, --watch | Watch the source code, and rebuild or refresh containers when files change.
    -y, --yes | Answer every question with yes and ask nothing
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: onProject,
};

export const composeVersion: Command = {
  name: "version",
  usage: "[OPTIONS]",
  short: "Show the version of Compose",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
    -f, --format string | How to print it: [pretty | json] (default: pretty)
        --short | Print the version number only
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: showVersion,
};

export const composeVolumes: Command = {
  name: "volumes",
  usage: "[OPTIONS] [SERVICE...]",
  short: "List volumes",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
        --format string = table | @table
    -q, --quiet | Print volume names only
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: onProject,
};

export const composeWatch: Command = {
  name: "watch",
  usage: "[SERVICE...]",
  short: "Rebuild and refresh services when their files change",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
        --no-up | Watch only; build and start nothing
        --prune = true | Remove untagged images after a rebuild
        --quiet | Print nothing of the build
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: onProject,
};
