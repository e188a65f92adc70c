import type { Command } from "../../command.ts";
import { flagTable } from "../../grammar/table.ts";
import { needsSwarm, scaleNeedsSwarm } from "./needs-swarm.ts";
import { inspectObjects, lsObjects, objectNoun, psObjects, rmObjects } from "./object-commands.ts";

const serviceCreate: Command = {
  name: "create",
  usage: "[OPTIONS] IMAGE [COMMAND] [ARG...]",
  short: "Create a service",
  flags: flagTable(`
        --cap-add list | Capabilities to add
        --cap-drop list | Capabilities to drop
        --config config | Configs that the service gets
        --constraint list | Where tasks may run
        --container-label list | Labels of the containers
        --credential-spec credential-spec | Credential spec of a managed service account (Windows only)
    -d, --detach | Do not wait until the service has settled
        --dns list | DNS servers
        --dns-option list | DNS options
        --dns-search list | DNS search domains
        --endpoint-mode string = vip | How clients reach the tasks (vip or dnsrr)
        --entrypoint command | Entrypoint in place of the image's
    -e, --env list | Environment variables
        --env-file list | File of environment variables
        --generic-resource list | Generic resources
        --group list | Supplementary groups of the container
        --health-cmd string | Command that checks the health
        --health-interval duration | Pause between checks (ms|s|m|h)
        --health-retries int | Failures in a row until it counts as unhealthy
        --health-start-interval duration | Pause between checks while it starts (ms|s|m|h)
        --health-start-period duration | How long the container may take to start before failures count (ms|s|m|h)
        --health-timeout duration | How long one check may take (ms|s|m|h)
        --host list | Lines for the hosts file (host:ip)
        --hostname string | Host name of the containers
        --init | Run an init in each container, which hands on signals and reaps processes
        --isolation string | How the service's containers are isolated
    -l, --label list | Labels of the service
        --limit-cpu decimal | CPUs that a task may use
        --limit-memory bytes | Memory that a task may use
        --limit-pids int | How many processes a task may have (default 0 = unlimited)
        --log-driver string | Where the service's logs go
        --log-opt list | Options of the logging driver
        --max-concurrent uint | How many tasks of the job run at a time (default equal to --replicas)
        --mode string = replicated | How tasks are spread ("replicated", "global", "replicated-job", "global-job")
        --mount mount | Mount to give the service's containers
        --name string | Name of the service
        --network network | Networks to join
        --no-healthcheck | Turn off the image's HEALTHCHECK
        --no-resolve-image | Do not ask the registry for digests and platforms
        --oom-score-adj int | How readily the host kills it when memory is short (-1000 to 1000)
        --placement-pref pref | Add a preference for where tasks go
    -p, --publish port | Publish a port on every node
    -q, --quiet | Print no progress
        --read-only | Let the root file system be read only
        --replicas uint | How many tasks
        --replicas-max-per-node uint | How many tasks a node may have (default 0 = unlimited)
        --reserve-cpu decimal | CPUs that a task is promised
        --reserve-memory bytes | Memory that a task is promised
        --restart-condition string = any | When to restart ("none", "on-failure", "any")
        --restart-delay duration = 5s | Pause between restarts (ns|us|ms|s|m|h)
        --restart-max-attempts uint | How many restarts until it gives up
        --restart-window duration | Over what time restarts are counted (ns|us|ms|s|m|h)
        --rollback-delay duration = 0s | Pause between tasks in a rollback (ns|us|ms|s|m|h)
        --rollback-failure-action string = pause | What to do when a rollback fails ("pause", "continue")
        --rollback-max-failure-ratio float = 0 | Share of failures that a rollback may have
        --rollback-monitor duration = 5s | How long to watch a task for failure after its rollback (ns|us|ms|s|m|h)
        --rollback-order string = stop-first | What comes first in a rollback ("start-first", "stop-first")
        --rollback-parallelism uint = 1 | How many tasks to roll back at a time (0 for all)
        --secret secret | Secrets that the service gets
        --stop-grace-period duration = 10s | How long to wait before a container is killed (ns|us|ms|s|m|h)
        --stop-signal string | Signal that stops the container
        --sysctl list | Sysctls
    -t, --tty | Give it a terminal
        --ulimit ulimit = [] | Ulimits
        --update-delay duration = 0s | Pause between updates (ns|us|ms|s|m|h)
        --update-failure-action string = pause | What to do when an update fails ("pause", "continue", "rollback")
        --update-max-failure-ratio float = 0 | Share of failures that an update may have
        --update-monitor duration = 5s | How long to watch a task for failure after its update (ns|us|ms|s|m|h)
        --update-order string = stop-first | What comes first in an update ("start-first", "stop-first")
        --update-parallelism uint = 1 | How many tasks to update at a time (0 for all)
    -u, --user string | User name or uid (form: <name|uid>[:<group|gid>])
        --with-registry-auth | Hand the registry's credentials on to the nodes
    -w, --workdir string | Working folder inside the container
  `),
  args: { kind: "min", count: 1 },
  stopAtFirstArgument: true,
  run: needsSwarm,
};

const serviceLogs: Command = {
  name: "logs",
  usage: "[OPTIONS] SERVICE|TASK",
  short: "Print the logs of a service or task",
  flags: flagTable(`
        --details | Show what the logging driver adds
    -f, --follow | Keep printing what comes
        --no-resolve | Show ids instead of names
        --no-task-ids | Leave task ids out
        --no-trunc | Print everything in full
        --raw | Print the logs as they are
        --since string | Lines from this time on (such as "2026-01-02T13:23:37Z", or "42m" for 42 minutes ago)
    -n, --tail string = all | How many lines from the end
    -t, --timestamps | Show when each line was printed
  `),
  args: { kind: "exact", count: 1 },
  run: needsSwarm,
};

const serviceRollback: Command = {
  name: "rollback",
  usage: "[OPTIONS] SERVICE",
  short: "Undo the last change of a service",
  flags: flagTable(`
    -d, --detach | Do not wait until the service has settled
    -q, --quiet | Print no progress
  `),
  args: { kind: "exact", count: 1 },
  run: needsSwarm,
};

const serviceScale: Command = {
  name: "scale",
  usage: "SERVICE=REPLICAS [SERVICE=REPLICAS...]",
  short: "Set how many tasks services have",
  flags: flagTable(`
    -d, --detach | Do not wait until the service has settled
  `),
  args: { kind: "min", count: 1 },
  run: scaleNeedsSwarm,
};

const serviceUpdate: Command = {
  name: "update",
  usage: "[OPTIONS] SERVICE",
  short: "Update a service",
  flags: flagTable(`
        --args command | Arguments of the service's command
        --cap-add list | Capabilities to add
        --cap-drop list | Capabilities to drop
        --config-add config | Add or change a config of the service
        --config-rm list | Take a config away
        --constraint-add list | Add or change a placement constraint
        --constraint-rm list | Take a constraint away
        --container-label-add list | Add or change a container label
        --container-label-rm list | Take a container label away, by its key
        --credential-spec credential-spec | Credential spec of a managed service account (Windows only)
    -d, --detach | Do not wait until the service has settled
        --dns-add list | Add or change a DNS server
        --dns-option-add list | Add or change a DNS option
        --dns-option-rm list | Take a DNS option away
        --dns-rm list | Take a DNS server away
        --dns-search-add list | Add or change a DNS search domain
        --dns-search-rm list | Take a DNS search domain away
        --endpoint-mode string | How clients reach the tasks (vip or dnsrr)
        --entrypoint command | Entrypoint in place of the image's
        --env-add list | Add or change an environment variable
        --env-rm list | Take an environment variable away
        --force | Update even if nothing has changed
        --generic-resource-add list | Add a generic resource
        --generic-resource-rm list | Take a generic resource away
        --group-add list | Add a supplementary group
        --group-rm list | Take a supplementary group away
        --health-cmd string | Command that checks the health
        --health-interval duration | Pause between checks (ms|s|m|h)
        --health-retries int | Failures in a row until it counts as unhealthy
        --health-start-interval duration | Pause between checks while it starts (ms|s|m|h)
        --health-start-period duration | How long the container may take to start before failures count (ms|s|m|h)
        --health-timeout duration | How long one check may take (ms|s|m|h)
        --host-add list | Add a line to the hosts file ("host:ip")
        --host-rm list | Take a line of the hosts file away ("host:ip")
        --hostname string | Host name of the containers
        --image string | Image of the service
        --init | Run an init in each container, which hands on signals and reaps processes
        --isolation string | How the service's containers are isolated
        --label-add list | Add or change a label of the service
        --label-rm list | Take a label away, by its key
        --limit-cpu decimal | CPUs that a task may use
        --limit-memory bytes | Memory that a task may use
        --limit-pids int | How many processes a task may have (default 0 = unlimited)
        --log-driver string | Where the service's logs go
        --log-opt list | Options of the logging driver
        --max-concurrent uint | How many tasks of the job run at a time (default equal to --replicas)
        --mount-add mount | Add or change a mount of the service
        --mount-rm list | Take a mount away, by where it is mounted
        --network-add network | Join one more network
        --network-rm list | Leave a network
        --no-healthcheck | Turn off the image's HEALTHCHECK
        --no-resolve-image | Do not ask the registry for digests and platforms
        --oom-score-adj int | How readily the host kills it when memory is short (-1000 to 1000)
        --placement-pref-add pref | Add a preference for where tasks go
        --placement-pref-rm pref | Take a placement preference away
        --publish-add port | Add or change a published port
        --publish-rm port | Take a published port away, by the container's port
    -q, --quiet | Print no progress
        --read-only | Let the root file system be read only
        --replicas uint | How many tasks
        --replicas-max-per-node uint | How many tasks a node may have (default 0 = unlimited)
        --reserve-cpu decimal | CPUs that a task is promised
        --reserve-memory bytes | Memory that a task is promised
        --restart-condition string | When to restart ("none", "on-failure", "any")
        --restart-delay duration | Pause between restarts (ns|us|ms|s|m|h)
        --restart-max-attempts uint | How many restarts until it gives up
        --restart-window duration | Over what time restarts are counted (ns|us|ms|s|m|h)
        --rollback | Go back to the configuration before
        --rollback-delay duration | Pause between tasks in a rollback (ns|us|ms|s|m|h)
        --rollback-failure-action string | What to do when a rollback fails ("pause", "continue")
        --rollback-max-failure-ratio float | Share of failures that a rollback may have
        --rollback-monitor duration | How long to watch a task for failure after its rollback (ns|us|ms|s|m|h)
        --rollback-order string | What comes first in a rollback ("start-first", "stop-first")
        --rollback-parallelism uint | How many tasks to roll back at a time (0 for all)
        --secret-add secret | Add or change a secret of the service
        --secret-rm list | Take a secret away
        --stop-grace-period duration | How long to wait before a container is killed (ns|us|ms|s|m|h)
        --stop-signal string | Signal that stops the container
        --sysctl-add list | Add or change a sysctl
        --sysctl-rm list | Take a sysctl away
    -t, --tty | Give it a terminal
        --ulimit-add ulimit = [] | Add or change a ulimit
        --ulimit-rm list | Take a ulimit away
        --update-delay duration | Pause between updates (ns|us|ms|s|m|h)
        --update-failure-action string | What to do when an update fails ("pause", "continue", "rollback")
        --update-max-failure-ratio float | Share of failures that an update may have
        --update-monitor duration | How long to watch a task for failure after its update (ns|us|ms|s|m|h)
        --update-order string | What comes first in an update ("start-first", "stop-first")
        --update-parallelism uint | How many tasks to update at a time (0 for all)
    -u, --user string | User name or uid (form: <name|uid>[:<group|gid>])
        --with-registry-auth | Hand the registry's credentials on to the nodes
    -w, --workdir string | Working folder inside the container
  `),
  args: { kind: "exact", count: 1 },
  run: needsSwarm,
};

/** `docker service`. */
export const serviceNoun = objectNoun("service", [
  serviceCreate,
  inspectObjects("service"),
  serviceLogs,
  lsObjects("service"),
  psObjects("List the tasks of services", "SERVICE [SERVICE...]", { kind: "min", count: 1 }),
  rmObjects("service"),
  serviceRollback,
  serviceScale,
  serviceUpdate,
]);
