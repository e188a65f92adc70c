import type { Command } from "../command.ts";
import { flagTable } from "../grammar/table.ts";
import { notSimulated } from "./not-simulated.ts";

const composeBridgeTransformationsCreate: Command = {
  name: "create",
  usage: "[OPTION] PATH",
  short: "Create a transformation",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
    -f, --from string | Transformation to start from (default: docker/compose-bridge-kubernetes)
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: notSimulated("docker compose"),
};

const composeBridgeTransformationsList: Command = {
  name: "list",
  aliases: ["ls"],
  usage: "",
  short: "List transformations",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
        --format string = table | How to print it: [table | json]
    -q, --quiet | Print transformer names only
  `),
  args: { kind: "any" },
  aliasPaths: ["docker compose bridge transformations list", "docker compose bridge transformations ls"],
  plugin: "compose",
  run: notSimulated("docker compose"),
};

const composeBridgeTransformations: Command = {
  name: "transformations",
  usage: "",
  short: "Manage transformation images",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
  `),
  args: { kind: "none" },
  plugin: "compose",
  subcommands: [composeBridgeTransformationsCreate, composeBridgeTransformationsList],
};

const composeBridgeConvert: Command = {
  name: "convert",
  usage: "",
  short: "Turn Compose files into Kubernetes manifests, Helm charts or another model",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
    -o, --output string = out | Folder for the Kubernetes resources
        --templates string | Folder of transformation templates
    -t, --transformation stringArray | Transformation to apply (default: docker/compose-bridge-kubernetes)
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: notSimulated("docker compose"),
};

const composeBridge: Command = {
  name: "bridge",
  usage: "",
  short: "Turn Compose files into other models",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
  `),
  args: { kind: "none" },
  subcommands: [composeBridgeTransformations, composeBridgeConvert],
};

const composeAttach: Command = {
  name: "attach",
  usage: "[OPTIONS] SERVICE",
  short: "Attach the terminal to a service's running container",
  flags: flagTable(`
        --detach-keys string | Keys that detach from the container
        --dry-run | Show what would be done without doing it
        --index int | Which container of the service, when there are several
        --no-stdin | Leave stdin alone
        --sig-proxy = true | Hand signals on to the process
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: notSimulated("docker compose"),
};

const composeBuild: Command = {
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
  run: notSimulated("docker compose"),
};

const composeCommit: Command = {
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
  run: notSimulated("docker compose"),
};

const composeConfig: Command = {
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
  run: notSimulated("docker compose"),
};

const composeCp: Command = {
  name: "cp",
  usage: "[OPTIONS] SERVICE:SRC_PATH DEST_PATH|-\n\tdocker compose cp [OPTIONS] SRC_PATH|- SERVICE:DEST_PATH",
  short: "Copy files between a service container and the host",
  flags: flagTable(`
        --all | Count containers of the run command in
    -a, --archive | Keep user and group ids
        --dry-run | Show what would be done without doing it
    -L, --follow-link | Follow a symbolic link in SRC_PATH
        --index int | Which container of the service, when there are several
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: notSimulated("docker compose"),
};

const composeCreate: Command = {
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
  run: notSimulated("docker compose"),
};

const composeDown: Command = {
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
  run: notSimulated("docker compose"),
};

const composeEvents: Command = {
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
  run: notSimulated("docker compose"),
};

const composeExec: Command = {
  name: "exec",
  usage: "[OPTIONS] SERVICE COMMAND [ARGS...]",
  short: "Run a command in a running service container",
  flags: flagTable(`
    -d, --detach | Run the command in the background
        --dry-run | Show what would be done without doing it
    -e, --env stringArray | Environment variables
        --index int | Which container of the service, when there are several
    -T, --no-tty = true | Do without a terminal. Otherwise 'docker compose exec' makes one.
        --privileged | Give the process all privileges
    -u, --user string | User to run the command as
    -w, --workdir string | Working folder of the command
  `),
  args: { kind: "any" },
  plugin: "compose",
  stopAtFirstArgument: true,
  run: notSimulated("docker compose"),
};

const composeExport: Command = {
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
  run: notSimulated("docker compose"),
};

const composeImages: Command = {
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
  run: notSimulated("docker compose"),
};

const composeKill: Command = {
  name: "kill",
  usage: "[OPTIONS] [SERVICE...]",
  short: "Kill service containers",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
        --remove-orphans | Remove containers of services that the Compose file does not name
    -s, --signal string = SIGKILL | Signal to send
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: notSimulated("docker compose"),
};

const composeLogs: Command = {
  name: "logs",
  usage: "[OPTIONS] [SERVICE...]",
  short: "Print the output of containers",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
    -f, --follow | Keep printing what comes
        --index int | Which container of the service, when there are several
        --no-color | Print without colours
        --no-log-prefix | Leave the names before the lines out
        --since string | Lines from this time on (such as 2026-01-02T13:23:37Z, or 42m for 42 minutes ago)
    -n, --tail string = all | How many lines from the end, for each container
    -t, --timestamps | Show when each line was printed
        --until string | Lines up to this time (such as 2026-01-02T13:23:37Z, or 42m for 42 minutes ago)
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: notSimulated("docker compose"),
};

const composeLs: Command = {
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
  run: notSimulated("docker compose"),
};

const composePause: Command = {
  name: "pause",
  usage: "[SERVICE...]",
  short: "Pause services",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: notSimulated("docker compose"),
};

const composePort: Command = {
  name: "port",
  usage: "[OPTIONS] SERVICE PRIVATE_PORT",
  short: "Print the host port of a service's port",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
        --index int | Which container of the service, when there are several
        --protocol string = tcp | tcp or udp
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: notSimulated("docker compose"),
};

const composePs: Command = {
  name: "ps",
  usage: "[OPTIONS] [SERVICE...]",
  short: "List containers",
  flags: flagTable(`
    -a, --all | Stopped containers too, also those of the run command
        --dry-run | Show what would be done without doing it
        --filter string | Show only services with this property (supported: status)
        --format string = table | @table
        --no-trunc | Print everything in full
        --orphans = true | Count orphaned services in
    -q, --quiet | Print ids only
        --services | Show the services
        --status stringArray | Show only services in this state: [paused | restarting | removing | running | dead | created | exited]
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: notSimulated("docker compose"),
};

const composePublish: Command = {
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
  run: notSimulated("docker compose"),
};

const composePull: Command = {
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
  run: notSimulated("docker compose"),
};

const composePush: Command = {
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
  run: notSimulated("docker compose"),
};

const composeRestart: Command = {
  name: "restart",
  usage: "[OPTIONS] [SERVICE...]",
  short: "Restart service containers",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
        --no-deps | Leave dependent services alone
    -t, --timeout int | How many seconds to wait before killing
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: notSimulated("docker compose"),
};

const composeRm: Command = {
  name: "rm",
  usage: "[OPTIONS] [SERVICE...]",
  short: "Remove stopped service containers",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
    -f, --force | Do not ask
    -s, --stop | Stop the containers first if they run
    -v, --volumes | Anonymous volumes of the containers too
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: notSimulated("docker compose"),
};

const composeRun: Command = {
  name: "run",
  usage: "[OPTIONS] SERVICE [COMMAND] [ARGS...]",
  short: "Run one command in a new container of a service",
  flags: flagTable(`
        --build | Build the image first
        --cap-add list | Capabilities to add
        --cap-drop list | Capabilities to drop
    -d, --detach | Run the container in the background and print its id
        --dry-run | Show what would be done without doing it
        --entrypoint string | Entrypoint in place of the image's
    -e, --env stringArray | Environment variables
        --env-from-file stringArray | File of environment variables
    -i, --interactive = true | Keep stdin open while nobody is attached
    -l, --label stringArray | Add a label, or change one
        --name string | Name of the container (default: made up) (default true)
        --no-deps | Leave linked services alone
    -p, --publish stringArray | Publish a port of the container on the host
        --pull string = policy | When to pull the image ("always"|"missing"|"never")
    -q, --quiet | Print nothing to stdout
        --quiet-build | Print no progress of the build
        --quiet-pull | Pull without showing how far it is
        --remove-orphans | Remove containers of services that the Compose file does not name
        --rm | Remove the container once it ends
    -P, --service-ports | Publish the service's ports too
        --use-aliases | Use the service's other names in its networks
    -u, --user string | User name or uid to run as
    -v, --volume stringArray | Mount a volume or a folder of the host
    -w, --workdir string | Working folder inside the container
    -T, --no-TTY | Do without a terminal (default: as stdout is one) (default true)
  `),
  args: { kind: "any" },
  plugin: "compose",
  stopAtFirstArgument: true,
  run: notSimulated("docker compose"),
};

const composeScale: Command = {
  name: "scale",
  usage: "[SERVICE=REPLICAS...]",
  short: "Set how many containers services have",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
        --no-deps | Leave linked services alone
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: notSimulated("docker compose"),
};

const composeStart: Command = {
  name: "start",
  usage: "[SERVICE...]",
  short: "Start services",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: notSimulated("docker compose"),
};

const composeStats: Command = {
  name: "stats",
  usage: "[OPTIONS] [SERVICE]",
  short: "Show the containers' use of resources",
  flags: flagTable(`
    -a, --all | Stopped ones too
        --dry-run | Show what would be done without doing it
        --format string | @table
        --no-stream | Print one sample and end
        --no-trunc | Print everything in full
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: notSimulated("docker compose"),
};

const composeStop: Command = {
  name: "stop",
  usage: "[OPTIONS] [SERVICE...]",
  short: "Stop services",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
    -t, --timeout int | How many seconds to wait before killing
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: notSimulated("docker compose"),
};

const composeTop: Command = {
  name: "top",
  usage: "[SERVICES...]",
  short: "Show running processes",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: notSimulated("docker compose"),
};

const composeUnpause: Command = {
  name: "unpause",
  usage: "[SERVICE...]",
  short: "Unpause services",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: notSimulated("docker compose"),
};

const composeUp: Command = {
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
  run: notSimulated("docker compose"),
};

const composeVersion: Command = {
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
  run: notSimulated("docker compose"),
};

const composeVolumes: Command = {
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
  run: notSimulated("docker compose"),
};

const composeWait: Command = {
  name: "wait",
  usage: "SERVICE [SERVICE...] [OPTIONS]",
  short: "Wait until services stop",
  flags: flagTable(`
        --down-project | Take the project down when the first container stops
        --dry-run | Show what would be done without doing it
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: notSimulated("docker compose"),
};

const composeWatch: Command = {
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
  run: notSimulated("docker compose"),
};

/** `docker compose`. */
export const composeNoun: Command = {
  name: "compose",
  usage: "",
  short: "Run applications of several containers",
  flags: flagTable(`
        --all-resources | Show unused resources too
        --ansi string = auto | When to print ANSI control sequences ("never"|"always"|"auto")
        --compatibility | Behave as older versions did
        --dry-run | Show what would be done without doing it
        --env-file stringArray | File of environment variables to use instead
    -f, --file stringArray | Compose files to read
        --parallel int = -1 | How much to do at once, -1 for no limit
        --profile stringArray | Profile to turn on
        --progress string | How to show progress (auto, tty, plain, json, quiet)
        --project-directory string | Working folder to use instead (default: that of the first Compose file)
    -p, --project-name string | Name of the project
  `),
  args: { kind: "none" },
  plugin: "compose",
  subcommands: [
    composeBridge,
    composeAttach,
    composeBuild,
    composeCommit,
    composeConfig,
    composeCp,
    composeCreate,
    composeDown,
    composeEvents,
    composeExec,
    composeExport,
    composeImages,
    composeKill,
    composeLogs,
    composeLs,
    composePause,
    composePort,
    composePs,
    composePublish,
    composePull,
    composePush,
    composeRestart,
    composeRm,
    composeRun,
    composeScale,
    composeStart,
    composeStats,
    composeStop,
    composeTop,
    composeUnpause,
    composeUp,
    composeVersion,
    composeVolumes,
    composeWait,
    composeWatch,
  ],
};
