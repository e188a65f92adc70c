// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** The modules that a program can ask for: their names, and what stands behind each. */
export function guestBuiltins(exports, internal) {
  /** `module.builtinModules`. */
  exports.names =
    "_http_agent _http_client _http_common _http_incoming _http_outgoing _http_server _stream_duplex _stream_passthrough _stream_readable _stream_transform _stream_wrap _stream_writable _tls_common _tls_wrap assert assert/strict async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns dns/promises domain events fs fs/promises http http2 https inspector inspector/promises module net os path path/posix path/win32 perf_hooks process punycode querystring readline readline/promises repl stream stream/consumers stream/promises stream/web string_decoder sys timers timers/promises tls trace_events tty url util util/types v8 vm wasi worker_threads zlib".split(
      " ",
    );
  /** With those that are asked for with `node:` before the name alone. */
  internal.builtinNames = Object.fromEntries([...exports.names, "test", "test/reporters"].map((n) => [n, true]));
  /** What has no module of ours by its own name. */
  const OTHERS = {
    console: () => console,
    constants: () => ({ ...internal.require("os").constants.signals, ...internal.require("fs").constants }),
    module: () => internal.Module,
    process: () => process,
    sys: () => internal.require("util"),
    "assert/strict": () => internal.require("assert").strict,
    "path/posix": () => internal.require("path"),
    "path/win32": () => internal.require("path_win32"),
    "stream/consumers": () => internal.require("stream_consumers"),
    "stream/web": () => internal.require("web_streams"),
    "util/types": () => internal.types,
  };
  const REFUSED = {
    domain: "domain",
    http2: "http2",
    inspector: "the inspector",
    "inspector/promises": "the inspector",
    "test/reporters": "node:test/reporters",
    tls: "TLS",
    trace_events: "tracing",
    wasi: "WASI",
  };
  /** A module that is there to be asked for; whatever is done with it says that it is not simulated. */
  const refusal = (what) => {
    const refuse = () => {
      throw new Error(`drydock: ${what} is not simulated`);
    };
    const quiet = (key) => typeof key === "symbol" || key === "then" || key === "__esModule" || key === "default";
    return new Proxy({}, { get: (_t, key) => (quiet(key) ? undefined : refuse), set: refuse });
  };
  internal.builtin = (name) => {
    if (name in OTHERS) return OTHERS[name]();
    if (name.endsWith("/promises") && !(name in REFUSED)) return internal.require(name.slice(0, -9)).promises;
    if (name.startsWith("_http_")) return internal.require("http");
    const side = /^_stream_(readable|writable|duplex|transform|passthrough)$/.exec(name);
    if (side)
      return internal.require("stream")[
        {
          readable: "Readable",
          writable: "Writable",
          duplex: "Duplex",
          transform: "Transform",
          passthrough: "PassThrough",
        }[side[1]]
      ];
    if (name in REFUSED) return refusal(REFUSED[name]);
    return internal.require(name);
  };
}
