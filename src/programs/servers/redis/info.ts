import { DAY, SECOND } from "../../../std/time.ts";
import { usedMemory } from "./memory.ts";
import type { Server } from "./server.ts";

/** INFO's text; without names the usual sections. */
export function infoText(s: Server, wanted: readonly string[]): string {
  const names = wanted.map((w) => w.toLowerCase());
  const all = names.length === 0 || names.some((n) => ["all", "default", "everything"].includes(n));
  return Object.entries(SECTIONS)
    .filter(([name]) => all || names.includes(name))
    .map(
      ([name, rows]) =>
        `# ${name === "cpu" ? "CPU" : `${name[0]?.toUpperCase()}${name.slice(1)}`}\r\n${rows(s)
          .map((r) => `${r}\r\n`)
          .join("")}`,
    )
    .join("\r\n");
}

const human = (bytes: number) => `${(bytes / 1024 ** 2).toFixed(2)}M`;

const SECTIONS: Readonly<Record<string, (s: Server) => string[]>> = {
  server: (s) => {
    const up = s.p.now() - s.began;
    return [
      `redis_version:${s.version}`,
      "redis_git_sha1:00000000",
      "redis_git_dirty:0",
      "redis_build_id:b843bbd074c0e1da",
      "redis_mode:standalone",
      `os:Linux ${s.p.uname().release} x86_64`,
      "arch_bits:64",
      "monotonic_clock:POSIX clock_gettime",
      "multiplexing_api:epoll",
      "atomicvar_api:c11-builtin",
      "gcc_version:14.2.0",
      `process_id:${s.p.pid}`,
      "process_supervised:no",
      `run_id:${s.runId}`,
      `tcp_port:${s.config.get("port")}`,
      `server_time_usec:${s.p.now()}`,
      `uptime_in_seconds:${Math.floor(up / SECOND)}`,
      `uptime_in_days:${Math.floor(up / DAY)}`,
      "hz:10",
      "configured_hz:10",
      `lru_clock:${Math.floor(s.p.now() / SECOND) & 0xffffff}`,
      `executable:${s.config.get("dir")}/redis-server`,
      "config_file:",
      "io_threads_active:0",
      `listener0:name=tcp,bind=*,bind=-::*,port=${s.config.get("port")}`,
    ];
  },
  clients: (s) => [
    `connected_clients:${s.clients.size}`,
    "cluster_connections:0",
    `maxclients:${s.config.get("maxclients")}`,
    "client_recent_max_input_buffer:20480",
    "client_recent_max_output_buffer:0",
    "blocked_clients:0",
    "tracking_clients:0",
    `pubsub_clients:${[...s.clients.values()].filter((c) => c.channels.size + c.patterns.size).length}`,
    "watching_clients:0",
    "clients_in_timeout_table:0",
    "total_watched_keys:0",
    "total_blocking_keys:0",
    "total_blocking_keys_on_nokey:0",
  ],
  memory: (s) => [
    `used_memory:${usedMemory(s)}`,
    `used_memory_human:${human(usedMemory(s))}`,
    `used_memory_peak:${usedMemory(s)}`,
    `used_memory_peak_human:${human(usedMemory(s))}`,
    `maxmemory:${s.config.get("maxmemory")}`,
    `maxmemory_human:${s.config.get("maxmemory") === "0" ? "0B" : human(Number(s.config.get("maxmemory")))}`,
    `maxmemory_policy:${s.config.get("maxmemory-policy")}`,
    "mem_allocator:jemalloc-5.3.0",
  ],
  persistence: (s) => [
    "loading:0",
    "async_loading:0",
    `rdb_changes_since_last_save:${s.dirty}`,
    `rdb_bgsave_in_progress:${s.saving ? 1 : 0}`,
    `rdb_last_save_time:${Math.floor(s.lastSave / SECOND)}`,
    "rdb_last_bgsave_status:ok",
    `aof_enabled:${s.persistent ? 1 : 0}`,
    "aof_rewrite_in_progress:0",
    "aof_last_write_status:ok",
  ],
  threads: () => ["io_thread_0:clients=1,read=0,write=0"],
  stats: (s) => [
    `total_connections_received:${s.connections}`,
    `total_commands_processed:${s.commands}`,
    "instantaneous_ops_per_sec:0",
    `expired_keys:${s.expiredKeys}`,
    `evicted_keys:${s.evictedKeys}`,
    "keyspace_hits:0",
    "keyspace_misses:0",
    "pubsub_channels:0",
    "pubsub_patterns:0",
  ],
  replication: (s) => [
    "role:master",
    "connected_slaves:0",
    "master_failover_state:no-failover",
    `master_replid:${s.runId}`,
    `master_replid2:${"0".repeat(40)}`,
    "master_repl_offset:0",
    "second_repl_offset:-1",
    "repl_backlog_active:0",
    "repl_backlog_size:1048576",
    "repl_backlog_first_byte_offset:0",
    "repl_backlog_histlen:0",
  ],
  cpu: () => ["used_cpu_sys:0.010000", "used_cpu_user:0.010000"],
  modules: () => [],
  errorstats: () => [],
  cluster: () => ["cluster_enabled:0"],
  keyspace: (s) =>
    s.databases.flatMap((db, n) =>
      db.size ? [`db${n}:keys=${db.size},expires=${db.withExpiry},avg_ttl=${db.averageLeft()},subexpiry=0`] : [],
    ),
  keysizes: () => [],
};
