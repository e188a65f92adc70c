// What nginx knows: each directive with the places where it may stand and its number of arguments.
//
//   name places arguments
//
// Places: m main, e events, h http, s server, l location, i `if`, u upstream. Arguments: `1`, `1-2`, `1+`, `flag`
// (on or off). A `{` behind them: it opens a block. A `*`: it may stand several times in one block.

/** What Drydock acts upon. */
const SIMULATED = `
absolute_redirect hsl flag
access_log mhsli 1+ *
add_header hsli 2-3 *
alias l 1
allow hsl 1 *
auth_basic hsl 1
auth_basic_user_file hsl 1
autoindex hsl flag
autoindex_exact_size hsl flag
break sli 0 *
charset hsli 1
client_max_body_size hsl 1
daemon m flag
default_type hsl 1
deny hsl 1 *
error_log mhsl 1-2 *
error_page hsli 2+ *
events m 0 {
expires hsli 1-2
gzip hsli flag
gzip_comp_level hsl 1
gzip_http_version hsl 1
gzip_min_length hsl 1
gzip_proxied hsl 1+
gzip_types hsl 1+
gzip_vary hsl flag
http m 0 {
if sl 1+ { *
include mehslu 1 *
index hsl 1+ *
internal l 0
ip_hash u 0
keepalive_timeout hsl 1-2
least_conn u 0
limit_conn hsl 2 *
limit_conn_dry_run hsl flag
limit_conn_log_level hsl 1
limit_conn_status hsl 1
limit_conn_zone h 2 *
limit_except l 1+ {
limit_rate hsli 1
limit_rate_after hsli 1
limit_req hsl 1+ *
limit_req_dry_run hsl flag
limit_req_log_level hsl 1
limit_req_status hsl 1
limit_req_zone h 3-4 *
listen s 1+ *
location sl 1-2 { *
log_format h 2+ *
log_not_found hsl flag
map h 2 { *
master_process m flag
pid m 1
port_in_redirect hsl flag
proxy_connect_timeout hsl 1
proxy_http_version hsl 1
proxy_pass li 1
proxy_hide_header hsl 1 *
proxy_intercept_errors hsl flag
proxy_next_upstream hsl 1+
proxy_read_timeout hsl 1
proxy_redirect hsl 1-2 *
proxy_send_timeout hsl 1
proxy_set_header hsl 2 *
resolver hsl 1+
return sli 1-2 *
rewrite sli 2-3 *
root hsli 1
server h 0 { *
server_name s 1+ *
server_tokens hsl 1
set sli 2 *
stub_status sl 0-1
sub_filter hsl 2 *
sub_filter_once hsl flag
try_files sl 2+
types hsl 0 {
upstream h 1 { *
user m 1-2
worker_processes m 1
worker_shutdown_timeout m 1
`;

/** Of performance, or of what cannot be seen here: taken as it is. */
const TUNING = `
accept_mutex e flag
accept_mutex_delay e 1
aio hsl 1
chunked_transfer_encoding hsl flag
client_body_buffer_size hsl 1
client_body_temp_path hsl 1-4
client_body_timeout hsl 1
client_header_buffer_size hs 1
client_header_timeout hs 1
debug_connection e 1 *
directio hsl 1
etag hsl flag
fastcgi_temp_path hsl 1-4
gzip_buffers hsl 2
gzip_disable hsl 1+
http2 hs flag
if_modified_since hsl 1
ignore_invalid_headers hs flag
keepalive u 1
keepalive_requests hslu 1
large_client_header_buffers hs 2
lingering_close hsl 1
lingering_time hsl 1
lingering_timeout hsl 1
log_subrequest hsl flag
map_hash_bucket_size h 1
map_hash_max_size h 1
max_ranges hsl 1
merge_slashes hs flag
msie_padding hsl flag
multi_accept e flag
open_file_cache hsl 1-2
open_file_cache_errors hsl flag
open_file_cache_min_uses hsl 1
open_file_cache_valid hsl 1
open_log_file_cache hsl 1-4
output_buffers hsl 2
pcre_jit m flag
postpone_output hsl 1
proxy_buffer_size hsl 1
proxy_buffering hsl flag
proxy_buffers hsl 2
proxy_busy_buffers_size hsl 1
proxy_headers_hash_bucket_size hsl 1
proxy_headers_hash_max_size hsl 1
proxy_ignore_client_abort hsl flag
proxy_max_temp_file_size hsl 1
proxy_next_upstream_timeout hsl 1
proxy_next_upstream_tries hsl 1
proxy_request_buffering hsl flag
proxy_socket_keepalive hsl flag
proxy_temp_file_write_size hsl 1
proxy_temp_path hsl 1-4
request_pool_size hs 1
reset_timedout_connection hsl flag
resolver_timeout hsl 1
scgi_temp_path hsl 1-4
send_timeout hsl 1
sendfile hsli flag
sendfile_max_chunk hsl 1
server_names_hash_bucket_size h 1
server_names_hash_max_size h 1
tcp_nodelay hsl flag
tcp_nopush hsl flag
types_hash_bucket_size hsl 1
types_hash_max_size hsl 1
underscores_in_headers hs flag
use e 1
uwsgi_temp_path hsl 1-4
variables_hash_bucket_size h 1
variables_hash_max_size h 1
worker_connections e 1
worker_cpu_affinity m 1+
worker_priority m 1
worker_rlimit_core m 1
worker_rlimit_nofile m 1
zone u 1-2
`;

/** Taken with a warning: their effect is left out. */
const LEFT_OUT = `
gunzip hsl flag
gzip_static hsl 1
disable_symlinks hsl 1-2
load_module m 1 *
proxy_pass_header hsl 1 *
real_ip_header hsl 1
real_ip_recursive hsl flag
recursive_error_pages hsl flag
satisfy hsl 1
server_name_in_redirect hsl flag
set_real_ip_from hsl 1 *
source_charset hsli 1
`;

/** nginx has them, Drydock does not: a configuration that names one is refused with that said. */
const NOT_SIMULATED =
  /^(fastcgi|uwsgi|scgi|grpc|memcached|ssl|proxy_ssl|proxy_cache|proxy_store|mail|stream|dav|mp4|flv|js|perl|xslt|geo|geoip|image_filter|secure_link|split_clients|auth_request|auth_jwt|addition_types|add_before_body|add_after_body|mirror|random_index|ssi|slice|sub_filter_types|sub_filter_last_modified|userid|valid_referers|referer_hash_bucket_size|http2|http3|quic|create_full_put_path|empty_gif|hash|random|env|debug_points|error_log_level|thread_pool|timer_resolution|working_directory|lock_file|google_perftools_profiles|try_alias|browser|ancient_browser|modern_browser|proxy_bind|proxy_cookie|proxy_ignore_headers|proxy_limit_rate|proxy_set_body|proxy_pass_request_body|proxy_pass_trailers|proxy_force_ranges|proxy_no_cache|add_trailer|autoindex_format|autoindex_localtime|connection_pool_size|keepalive_time|keepalive_disable|charset_map|charset_types|override_charset|rewrite_log|uninitialized_variable_warn|root_cache|status_zone|api|health_check|match|state|sticky|ntlm|queue|least_time|override)(_|$)/;

export interface DirectiveRule {
  readonly places: string;
  readonly min: number;
  readonly max: number;
  readonly flag: boolean;
  readonly block: boolean;
  readonly repeats: boolean;
}

const rules: ReadonlyMap<string, DirectiveRule> = new Map(
  `${SIMULATED}${TUNING}${LEFT_OUT}`
    .split("\n")
    .filter((line) => line !== "")
    .map((line): [string, DirectiveRule] => {
      const [name = "", places = "", count = "", ...marks] = line.split(" ");
      const m = /^(\d+)(?:-(\d+)|(\+))?$/.exec(count);
      const min = m ? Number(m[1]) : 1;
      const max = m?.[3] ? Number.POSITIVE_INFINITY : Number(m?.[2] ?? min);
      return [
        name,
        { places, min, max, flag: count === "flag", block: marks.includes("{"), repeats: marks.includes("*") },
      ];
    }),
);

/** What nginx knows of a directive; `refused`: nginx has it, Drydock does not. */
export function ruleOf(name: string): DirectiveRule | "refused" | undefined {
  return rules.get(name) ?? (NOT_SIMULATED.test(name) ? "refused" : undefined);
}

const leftOut = new Set(LEFT_OUT.split("\n").map((line) => line.split(" ")[0]));

/** Whether a setting asks for something whose effect Drydock leaves out. */
export function isLeftOut(name: string, args: readonly string[]): boolean {
  return leftOut.has(name) && args[0]?.toLowerCase() !== "off";
}
