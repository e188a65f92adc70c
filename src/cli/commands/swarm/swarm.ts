import type { Command } from "../../command.ts";
import { flagTable } from "../../grammar/table.ts";
import { joinToken, needsSwarm, noSwarm, nothingToUnlock, notInSwarm, unlockKey } from "./needs-swarm.ts";

const swarmInit: Command = {
  name: "init",
  usage: "[OPTIONS]",
  short: "Initialize a swarm",
  flags: flagTable(`
        --advertise-addr string | Address to announce (form: "<ip|interface>[:port]")
        --autolock | Lock managers: a stopped one needs the unlock key to start
        --availability string = active | Whether the node takes tasks ("active", "pause", "drain")
        --cert-expiry duration = 2160h0m0s | How long node certificates are valid (ns|us|ms|s|m|h)
        --data-path-addr string | Address or interface for the data path (form: "<ip|interface>")
        --data-path-port uint32 | Port of the data path (1024 - 49151). Without one, or with 0, it is 4789.
        --default-addr-pool ipNetSlice = [] | Pools of addresses in CIDR form
        --default-addr-pool-mask-length uint32 = 24 | Mask length of subnets from the pools
        --dispatcher-heartbeat duration = 5s | How often the dispatcher gives a sign of life (ns|us|ms|s|m|h)
        --external-ca external-ca | External certificate authorities
        --force-new-cluster | Make a new cluster of the present state
        --listen-addr node-addr = 0.0.0.0:2377 | Address to listen on (form: "<ip|interface>[:port]")
        --max-snapshots uint | How many more Raft snapshots to keep
        --snapshot-interval uint = 10000 | How many log entries between two Raft snapshots
        --task-history-limit int = 5 | How many tasks to remember
  `),
  args: { kind: "none" },
  run: noSwarm,
};

const swarmJoin: Command = {
  name: "join",
  usage: "[OPTIONS] HOST:PORT",
  short: "Join a swarm as a worker or manager",
  flags: flagTable(`
        --advertise-addr string | Address to announce (form: "<ip|interface>[:port]")
        --availability string = active | Whether the node takes tasks ("active", "pause", "drain")
        --data-path-addr string | Address or interface for the data path (form: "<ip|interface>")
        --listen-addr node-addr = 0.0.0.0:2377 | Address to listen on (form: "<ip|interface>[:port]")
        --token string | Token that lets the node in
  `),
  args: { kind: "exact", count: 1 },
  run: noSwarm,
};

const swarmCa: Command = {
  name: "ca",
  usage: "[OPTIONS]",
  short: "Show or replace the root CA",
  flags: flagTable(`
        --ca-cert pem-file | Root CA certificate (PEM) for the new cluster
        --ca-key pem-file | Root CA key (PEM) for the new cluster
        --cert-expiry duration = 2160h0m0s | How long node certificates are valid (ns|us|ms|s|m|h)
    -d, --detach | Do not wait until the new root is everywhere
        --external-ca external-ca | External certificate authorities
    -q, --quiet | Print no progress
        --rotate | Make a new swarm CA; without a certificate and key they are made too
  `),
  args: { kind: "none" },
  hidden: true,
  run: needsSwarm,
};

const swarmJoinToken: Command = {
  name: "join-token",
  usage: "[OPTIONS] (worker|manager)",
  short: "Manage join tokens",
  flags: flagTable(`
    -q, --quiet | Print the token only
        --rotate | Make a new join token
  `),
  args: { kind: "exact", count: 1 },
  hidden: true,
  run: joinToken,
};

const swarmLeave: Command = {
  name: "leave",
  usage: "[OPTIONS]",
  short: "Leave the swarm",
  flags: flagTable(`
    -f, --force | Leave whatever is lost by it
  `),
  args: { kind: "none" },
  hidden: true,
  run: notInSwarm,
};

const swarmUnlock: Command = {
  name: "unlock",
  usage: "",
  short: "Unlock the swarm",
  flags: [],
  args: { kind: "none" },
  hidden: true,
  run: nothingToUnlock,
};

const swarmUnlockKey: Command = {
  name: "unlock-key",
  usage: "[OPTIONS]",
  short: "Manage the unlock key",
  flags: flagTable(`
    -q, --quiet | Print the token only
        --rotate | Make a new unlock key
  `),
  args: { kind: "none" },
  hidden: true,
  run: unlockKey,
};

const swarmUpdate: Command = {
  name: "update",
  usage: "[OPTIONS]",
  short: "Update the swarm",
  flags: flagTable(`
        --autolock | Switch autolocking of managers (true|false)
        --cert-expiry duration = 2160h0m0s | How long node certificates are valid (ns|us|ms|s|m|h)
        --dispatcher-heartbeat duration = 5s | How often the dispatcher gives a sign of life (ns|us|ms|s|m|h)
        --external-ca external-ca | External certificate authorities
        --max-snapshots uint | How many more Raft snapshots to keep
        --snapshot-interval uint = 10000 | How many log entries between two Raft snapshots
        --task-history-limit int = 5 | How many tasks to remember
  `),
  args: { kind: "none" },
  hidden: true,
  needsFlag: true,
  run: needsSwarm,
};

/** `docker swarm`. */
export const swarmNoun: Command = {
  name: "swarm",
  usage: "",
  short: "Manage Swarm",
  flags: [],
  args: { kind: "none" },
  group: "Swarm Commands",
  subcommands: [swarmInit, swarmJoin, swarmCa, swarmJoinToken, swarmLeave, swarmUnlock, swarmUnlockKey, swarmUpdate],
};
