import { DAY, SECOND } from "../../../std/time.ts";
import { subscriptions } from "./client.ts";
import { keysizes } from "./keysizes.ts";
import { usedMemory } from "./memory.ts";
import type { Server } from "./server.ts";

/** Sections that stand only where they are asked for, or with `everything`. */
const RARE = new Set(["commandstats", "latencystats"]);

const TITLES: Readonly<Record<string, string>> = { cpu: "CPU" };

/** INFO's text; without names the usual sections. */
export function infoText(s: Server, wanted: readonly string[]): string {
  const names = wanted.map((w) => w.toLowerCase());
  const usual = names.length === 0 || names.includes("default");
  const all = names.includes("all") || names.includes("everything");
  return Object.entries(SECTIONS)
    .filter(([name]) => all || (usual && !RARE.has(name)) || names.includes(name))
    .map(([name, rows]) => {
      const title = TITLES[name] ?? `${name[0]?.toUpperCase()}${name.slice(1)}`;
      return `# ${title}\r\n${rows(s)
        .map((r) => `${r}\r\n`)
        .join("")}`;
    })
    .join("\r\n");
}

/** `694.97K`. */
function human(bytes: number): string {
  if (bytes < 1024) return `${bytes}B`;
  const power = Math.min(3, Math.floor(Math.log(bytes) / Math.log(1024)));
  return `${(bytes / 1024 ** power).toFixed(2)}${"BKMG"[power]}`;
}

const RESIDENT = 14_082_048;
const TOTAL = 25_276_510_208;

const clients = (s: Server, which: (c: Parameters<typeof subscriptions>[0]) => boolean): number =>
  [...s.clients.values()].filter(which).length;

const SECTIONS: Readonly<Record<string, (s: Server) => readonly string[]>> = {
  server: (s) => [
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
    `uptime_in_seconds:${Math.floor((s.p.now() - s.began) / SECOND)}`,
    `uptime_in_days:${Math.floor((s.p.now() - s.began) / DAY)}`,
    "hz:10",
    "configured_hz:10",
    `lru_clock:${Math.floor(s.p.now() / SECOND) & 0xffffff}`,
    `executable:${s.config.get("dir")}/redis-server`,
    `config_file:${s.configFile ?? ""}`,
    "io_threads_active:0",
    `listener0:name=tcp,${(s.config.get("bind") ?? "")
      .split(" ")
      .map((b) => `bind=${b}`)
      .join(",")},port=${s.config.get("port")}`,
  ],
  clients: (s) => [
    `connected_clients:${s.clients.size}`,
    "cluster_connections:0",
    `maxclients:${s.config.get("maxclients")}`,
    "client_recent_max_input_buffer:0",
    "client_recent_max_output_buffer:0",
    `blocked_clients:${s.waiting.count}`,
    "tracking_clients:0",
    `pubsub_clients:${clients(s, (c) => subscriptions(c) > 0)}`,
    `watching_clients:${clients(s, (c) => c.watched.size > 0)}`,
    "clients_in_timeout_table:0",
    `total_watched_keys:${[...s.clients.values()].reduce((n, c) => n + c.watched.size, 0)}`,
    `total_blocking_keys:${s.waiting.count}`,
    "total_blocking_keys_on_nokey:0",
  ],
  memory: (s) => [
    `used_memory:${usedMemory(s)}`,
    `used_memory_human:${human(usedMemory(s))}`,
    `used_memory_rss:${RESIDENT}`,
    `used_memory_rss_human:${human(RESIDENT)}`,
    `used_memory_peak:${usedMemory(s)}`,
    `used_memory_peak_human:${human(usedMemory(s))}`,
    `used_memory_peak_perc:100.00%`,
    "used_memory_overhead:737384",
    "used_memory_startup:670624",
    `used_memory_dataset:${s.databases.reduce((n, db) => n + db.memory, 0)}`,
    `used_memory_dataset_perc:1.00%`,
    "allocator_allocated:1878656",
    "allocator_active:2031616",
    "allocator_resident:3555328",
    "allocator_muzzy:0",
    `total_system_memory:${TOTAL}`,
    `total_system_memory_human:${human(TOTAL)}`,
    "used_memory_lua:32768",
    "used_memory_vm_eval:32768",
    "used_memory_lua_human:32.00K",
    "used_memory_scripts_eval:0",
    `number_of_cached_scripts:${s.scripts.count}`,
    "number_of_functions:0",
    "number_of_libraries:0",
    "used_memory_vm_functions:33792",
    "used_memory_vm_total:66560",
    "used_memory_vm_total_human:65.00K",
    "used_memory_functions:200",
    "used_memory_scripts:200",
    "used_memory_scripts_human:200B",
    `maxmemory:${s.config.get("maxmemory")}`,
    `maxmemory_human:${human(Number(s.config.get("maxmemory")))}`,
    `maxmemory_policy:${s.config.get("maxmemory-policy")}`,
    "allocator_frag_ratio:1.04",
    "allocator_frag_bytes:60032",
    "allocator_rss_ratio:1.75",
    "allocator_rss_bytes:1523712",
    "rss_overhead_ratio:3.96",
    "rss_overhead_bytes:10526720",
    "mem_fragmentation_ratio:20.99",
    "mem_fragmentation_bytes:13411280",
    "mem_not_counted_for_evict:0",
    "mem_replication_backlog:0",
    "mem_total_replication_buffers:0",
    "mem_replica_full_sync_buffer:0",
    "mem_clients_slaves:0",
    "mem_clients_normal:0",
    "mem_cluster_links:0",
    "mem_aof_buffer:0",
    "mem_allocator:jemalloc-5.3.0",
    "mem_overhead_db_hashtable_rehashing:0",
    "active_defrag_running:0",
    "lazyfree_pending_objects:0",
    "lazyfreed_objects:0",
  ],
  persistence: (s) => [
    "loading:0",
    "async_loading:0",
    "current_cow_peak:0",
    "current_cow_size:0",
    "current_cow_size_age:0",
    "current_fork_perc:0.00",
    "current_save_keys_processed:0",
    "current_save_keys_total:0",
    `rdb_changes_since_last_save:${s.disk.dirty}`,
    `rdb_bgsave_in_progress:${s.disk.saving ? 1 : 0}`,
    `rdb_last_save_time:${Math.floor(s.disk.lastSave / SECOND)}`,
    `rdb_last_bgsave_status:${s.disk.lastOk ? "ok" : "err"}`,
    "rdb_last_bgsave_time_sec:-1",
    "rdb_current_bgsave_time_sec:-1",
    `rdb_saves:${s.disk.saves}`,
    "rdb_last_cow_size:0",
    "rdb_last_load_keys_expired:0",
    "rdb_last_load_keys_loaded:0",
    `aof_enabled:${s.disk.appending ? 1 : 0}`,
    `aof_rewrite_in_progress:${s.disk.rewriting ? 1 : 0}`,
    "aof_rewrite_scheduled:0",
    "aof_last_rewrite_time_sec:-1",
    "aof_current_rewrite_time_sec:-1",
    "aof_last_bgrewrite_status:ok",
    "aof_rewrites:0",
    "aof_rewrites_consecutive_failures:0",
    "aof_last_write_status:ok",
    "aof_last_cow_size:0",
    "module_fork_in_progress:0",
    "module_fork_last_cow_size:0",
  ],
  threads: (s) => [`io_thread_0:clients=${s.clients.size},reads=${s.stats.commands},writes=${s.stats.commands}`],
  stats: (s) => [
    `total_connections_received:${s.connections}`,
    `total_commands_processed:${s.stats.commands}`,
    "instantaneous_ops_per_sec:0",
    "total_net_input_bytes:14",
    "total_net_output_bytes:0",
    "total_net_repl_input_bytes:0",
    "total_net_repl_output_bytes:0",
    "instantaneous_input_kbps:0.00",
    "instantaneous_output_kbps:0.00",
    "instantaneous_input_repl_kbps:0.00",
    "instantaneous_output_repl_kbps:0.00",
    "rejected_connections:0",
    "sync_full:0",
    "sync_partial_ok:0",
    "sync_partial_err:0",
    "expired_subkeys:0",
    `expired_keys:${s.stats.expired}`,
    "expired_stale_perc:0.00",
    "expired_time_cap_reached_count:0",
    "expire_cycle_cpu_milliseconds:0",
    `evicted_keys:${s.stats.evicted}`,
    "evicted_clients:0",
    "evicted_scripts:0",
    "total_eviction_exceeded_time:0",
    "current_eviction_exceeded_time:0",
    `keyspace_hits:${s.stats.hits}`,
    `keyspace_misses:${s.stats.misses}`,
    `pubsub_channels:${new Set([...s.clients.values()].flatMap((c) => [...c.channels])).size}`,
    `pubsub_patterns:${new Set([...s.clients.values()].flatMap((c) => [...c.patterns])).size}`,
    "pubsubshard_channels:0",
    "latest_fork_usec:0",
    "total_forks:0",
    "migrate_cached_sockets:0",
    "slave_expires_tracked_keys:0",
    "active_defrag_hits:0",
    "active_defrag_misses:0",
    "active_defrag_key_hits:0",
    "active_defrag_key_misses:0",
    "total_active_defrag_time:0",
    "current_active_defrag_time:0",
    "tracking_total_keys:0",
    "tracking_total_items:0",
    "tracking_total_prefixes:0",
    "unexpected_error_replies:0",
    `total_error_replies:${s.stats.errors}`,
    "dump_payload_sanitizations:0",
    `total_reads_processed:${s.stats.commands}`,
    `total_writes_processed:${s.stats.commands}`,
    "io_threaded_reads_processed:0",
    "io_threaded_writes_processed:0",
    "client_query_buffer_limit_disconnections:0",
    "client_output_buffer_limit_disconnections:0",
    "reply_buffer_shrinks:0",
    "reply_buffer_expands:0",
    "eventloop_cycles:11",
    "eventloop_duration_sum:2025",
    "eventloop_duration_cmd_sum:0",
    "instantaneous_eventloop_cycles_per_sec:5",
    "instantaneous_eventloop_duration_usec:100",
    "acl_access_denied_auth:0",
    "acl_access_denied_cmd:0",
    "acl_access_denied_key:0",
    "acl_access_denied_channel:0",
  ],
  replication: (s) => [
    "role:master",
    "connected_slaves:0",
    "master_failover_state:no-failover",
    `master_replid:${s.runId}`,
    "master_replid2:0000000000000000000000000000000000000000",
    "master_repl_offset:0",
    "second_repl_offset:-1",
    "repl_backlog_active:0",
    "repl_backlog_size:1048576",
    "repl_backlog_first_byte_offset:0",
    "repl_backlog_histlen:0",
  ],
  cpu: () => [
    "used_cpu_sys:0.008375",
    "used_cpu_user:0.004187",
    "used_cpu_sys_children:0.000000",
    "used_cpu_user_children:0.000000",
    "used_cpu_sys_main_thread:0.008283",
    "used_cpu_user_main_thread:0.004141",
  ],
  modules: () => [
    "module:name=vectorset,ver=1,api=1,filters=0,usedby=[],using=[],options=[handle-io-errors|handle-repl-async-load]",
  ],
  commandstats: (s) =>
    [...s.stats.byCommand].map(
      ([name, { calls, micros, failed }]) =>
        `cmdstat_${name}:calls=${calls},usec=${micros},usec_per_call=${(micros / calls).toFixed(2)},rejected_calls=0,failed_calls=${failed}`,
    ),
  errorstats: (s) => [...s.stats.byError].sort().map(([code, count]) => `errorstat_${code}:count=${count}`),
  latencystats: (s) =>
    [...s.stats.byCommand].map(([name, { calls, micros }]) => {
      const mean = (micros / calls).toFixed(3);
      return `latency_percentiles_usec_${name}:p50=${mean},p99=${mean},p99.9=${mean}`;
    }),
  cluster: () => ["cluster_enabled:0"],
  keyspace: (s) =>
    s.databases.flatMap((db, n) =>
      db.size
        ? [`db${n}:keys=${db.size},expires=${db.withExpiry},avg_ttl=${db.averageLeft()},subexpiry=${db.withFieldTimes}`]
        : [],
    ),
  keysizes: (s) => s.databases.flatMap(keysizes),
};
