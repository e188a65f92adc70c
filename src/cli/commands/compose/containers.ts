import type { Command } from "../../command.ts";
import { flagTable } from "../../grammar/table.ts";
import { onNamedProject, onProject } from "./project-files.ts";

export const composeAttach: Command = {
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
  args: { kind: "min", count: 1, plain: true },
  plugin: "compose",
  run: onProject,
};

export const composeCp: Command = {
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
  args: { kind: "exact", count: 2 },
  plugin: "compose",
  run: onProject,
};

export const composeExec: Command = {
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
  args: { kind: "min", count: 2, plain: true },
  plugin: "compose",
  stopAtFirstArgument: true,
  run: onProject,
};

export const composeKill: Command = {
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
  run: onProject,
};

export const composeLogs: Command = {
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
  run: onNamedProject,
};

export const composePause: Command = {
  name: "pause",
  usage: "[SERVICE...]",
  short: "Pause services",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: onNamedProject,
};

export const composePort: Command = {
  name: "port",
  usage: "[OPTIONS] SERVICE PRIVATE_PORT",
  short: "Print the host port of a service's port",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
        --index int | Which container of the service, when there are several
        --protocol string = tcp | tcp or udp
  `),
  args: { kind: "min", count: 2, plain: true },
  plugin: "compose",
  run: onProject,
};

export const composePs: Command = {
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
  run: onNamedProject,
};

export const composeRestart: Command = {
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
  run: onNamedProject,
};

export const composeRm: Command = {
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
  run: onNamedProject,
};

export const composeRun: Command = {
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
        --name string | Name of the container
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
  args: { kind: "min", count: 1, plain: true },
  plugin: "compose",
  stopAtFirstArgument: true,
  run: onProject,
};

export const composeStart: Command = {
  name: "start",
  usage: "[SERVICE...]",
  short: "Start services",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: onProject,
};

export const composeStats: Command = {
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
  run: onProject,
};

export const composeStop: Command = {
  name: "stop",
  usage: "[OPTIONS] [SERVICE...]",
  short: "Stop services",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
    -t, --timeout int | How many seconds to wait before killing
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: onNamedProject,
};

export const composeTop: Command = {
  name: "top",
  usage: "[SERVICES...]",
  short: "Show running processes",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: onNamedProject,
};

export const composeUnpause: Command = {
  name: "unpause",
  usage: "[SERVICE...]",
  short: "Unpause services",
  flags: flagTable(`
        --dry-run | Show what would be done without doing it
  `),
  args: { kind: "any" },
  plugin: "compose",
  run: onNamedProject,
};

export const composeWait: Command = {
  name: "wait",
  usage: "SERVICE [SERVICE...] [OPTIONS]",
  short: "Wait until services stop",
  flags: flagTable(`
        --down-project | Take the project down when the first container stops
        --dry-run | Show what would be done without doing it
  `),
  args: { kind: "min", count: 1 },
  plugin: "compose",
  run: onProject,
};
