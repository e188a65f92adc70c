import { guestAbort } from "./abort.ts";
import { guestAssert } from "./assert.ts";
import { guestAtomics } from "./atomics.ts";
import { guestAwaits } from "./awaits.ts";
import { guestBlob } from "./blob.ts";
import { guestBodies } from "./bodies.ts";
import { guestBoot } from "./boot.ts";
import { guestBuffer } from "./buffer.ts";
import { guestBufferText } from "./buffer_text.ts";
import { guestBuiltins } from "./builtins.ts";
import { guestCallPlaces } from "./call_places.ts";
import { guestChannel } from "./channel.ts";
import { guestChildProcess } from "./child_process.ts";
import { guestChildSync } from "./child_sync.ts";
import { guestCiphers } from "./ciphers.ts";
import { guestCjsNames } from "./cjs_names.ts";
import { guestConsole } from "./console.ts";
import { guestCrypto } from "./crypto.ts";
import { guestDgram } from "./dgram.ts";
import { guestDns } from "./dns.ts";
import { guestDomException } from "./dom_exception.ts";
import { guestErrors } from "./errors.ts";
import { guestEsm } from "./esm.ts";
import { guestEventTarget } from "./event_target.ts";
import { guestEvents } from "./events.ts";
import { guestFatal } from "./fatal.ts";
import { guestFetch } from "./fetch.ts";
import { guestFormData } from "./form_data.ts";
import { guestFormat } from "./format.ts";
import { guestFs } from "./fs.ts";
import { guestFsDir } from "./fs_dir.ts";
import { guestFsHandle } from "./fs_handle.ts";
import { guestFsPlaces } from "./fs_places.ts";
import { guestFsStats } from "./fs_stats.ts";
import { guestFsStreams } from "./fs_streams.ts";
import { guestFsSync } from "./fs_sync.ts";
import { guestFsWatch } from "./fs_watch.ts";
import { guestFsWords } from "./fs_words.ts";
import { guestGlobals } from "./globals.ts";
import { guestHeaders } from "./headers.ts";
import { guestHttp } from "./http.ts";
import { guestHttpAgent } from "./http_agent.ts";
import { guestHttpClient } from "./http_client.ts";
import { guestHttpIncoming } from "./http_incoming.ts";
import { guestHttpNames } from "./http_names.ts";
import { guestHttpOutgoing } from "./http_outgoing.ts";
import { guestHttpParser } from "./http_parser.ts";
import { guestHttpResponse } from "./http_response.ts";
import { guestHttpServer } from "./http_server.ts";
import { guestHttps } from "./https.ts";
import { guestInspect } from "./inspect.ts";
import { guestInspectColours } from "./inspect_colours.ts";
import { guestInspectErrors } from "./inspect_errors.ts";
import { guestInspectFunctions } from "./inspect_functions.ts";
import { guestInspectLists } from "./inspect_lists.ts";
import { guestInstrument } from "./instrument.ts";
import { guestJson } from "./json.ts";
import { guestLoader } from "./loader.ts";
import { guestLocale } from "./locale.ts";
import { guestMessageChannel } from "./message_channel.ts";
import { guestMessages } from "./messages.ts";
import { guestMethodOwner } from "./method_owner.ts";
import { guestNet } from "./net.ts";
import { guestNodeErrors } from "./node_errors.ts";
import { guestOs } from "./os.ts";
import { guestPath } from "./path.ts";
import { guestPathWin32 } from "./path_win32.ts";
import { guestPerfHooks } from "./perf_hooks.ts";
import { guestProcess } from "./process.ts";
import { guestPunycode } from "./punycode.ts";
import { guestQuerystring } from "./querystring.ts";
import { guestReadline } from "./readline.ts";
import { guestReadlineKeys } from "./readline_keys.ts";
import { guestReplCode } from "./repl_code.ts";
import { guestReplCommands } from "./repl_commands.ts";
import { guestReplComplete } from "./repl_complete.ts";
import { guestReplErrors } from "./repl_errors.ts";
import { guestReplGlobals } from "./repl_globals.ts";
import { guestReplPreview } from "./repl_preview.ts";
import { guestRepl, guestReplStart } from "./repl_start.ts";
import {
  guestAsyncHooks,
  guestCluster,
  guestDiagnosticsChannel,
  guestV8,
  guestVm,
  guestWorkerThreads,
  guestZlib,
} from "./small.ts";
import { guestStackLines } from "./stack_lines.ts";
import { guestStackNames } from "./stack_names.ts";
import { guestStackPlaces } from "./stack_places.ts";
import { guestStream } from "./stream.ts";
import { guestStreamBase } from "./stream_base.ts";
import { guestStreamConsumers } from "./stream_consumers.ts";
import { guestStreamDestroy } from "./stream_destroy.ts";
import { guestStreamDuplex } from "./stream_duplex.ts";
import { guestStreamFinished } from "./stream_finished.ts";
import { guestStreamIterate } from "./stream_iterate.ts";
import { guestStreamPipe } from "./stream_pipe.ts";
import { guestStreamPipeline } from "./stream_pipeline.ts";
import { guestStreamReadable } from "./stream_readable.ts";
import { guestStreamReadableState } from "./stream_readable_state.ts";
import { guestStreamWritable } from "./stream_writable.ts";
import { guestStringDecoder } from "./string_decoder.ts";
import { guestStructuredClone } from "./structured_clone.ts";
import { guestSyntaxErrors } from "./syntax_errors.ts";
import { guestTakenApart } from "./taken_apart.ts";
import { guestTampering } from "./tampering.ts";
import { guestTest } from "./test.ts";
import { guestTestDot } from "./test_dot.ts";
import { guestTestFiles } from "./test_files.ts";
import { guestTestMock } from "./test_mock.ts";
import { guestTestReport } from "./test_report.ts";
import { guestTestSent } from "./test_sent.ts";
import { guestTestSpec } from "./test_spec.ts";
import { guestTestTap } from "./test_tap.ts";
import { guestTestTraces } from "./test_traces.ts";
import { guestTestTree } from "./test_tree.ts";
import { guestTextCoding } from "./text_coding.ts";
import { guestTimers } from "./timers.ts";
import { guestTty } from "./tty.ts";
import { guestTypes } from "./types.ts";
import { guestUrl } from "./url.ts";
import { guestUtil } from "./util.ts";
import { guestWatchMode } from "./watch_mode.ts";
import { guestWebAdapters } from "./web_adapters.ts";
import { guestWebPipe } from "./web_pipe.ts";
import { guestWebQueue } from "./web_queue.ts";
import { guestWebReadable } from "./web_readable.ts";
import { guestWebStreams } from "./web_streams.ts";
import { guestWebTransform } from "./web_transform.ts";
import { guestWebWritable } from "./web_writable.ts";

/** The guest's modules by name. Each function stands for itself: its text is what the engine runs. */
const MODULES = {
  blob: guestBlob,
  bodies: guestBodies,
  boot: guestBoot,
  inspect_colours: guestInspectColours,
  inspect_errors: guestInspectErrors,
  inspect_functions: guestInspectFunctions,
  inspect_lists: guestInspectLists,
  format: guestFormat,
  stack_places: guestStackPlaces,
  stack_names: guestStackNames,
  stack_lines: guestStackLines,
  node_errors: guestNodeErrors,
  watch_mode: guestWatchMode,
  test: guestTest,
  test_tree: guestTestTree,
  test_traces: guestTestTraces,
  test_report: guestTestReport,
  test_tap: guestTestTap,
  test_spec: guestTestSpec,
  test_dot: guestTestDot,
  test_sent: guestTestSent,
  test_files: guestTestFiles,
  test_mock: guestTestMock,
  headers: guestHeaders,
  form_data: guestFormData,
  builtins: guestBuiltins,
  web_streams: guestWebStreams,
  web_queue: guestWebQueue,
  web_readable: guestWebReadable,
  web_writable: guestWebWritable,
  web_transform: guestWebTransform,
  web_pipe: guestWebPipe,
  web_adapters: guestWebAdapters,
  stream_consumers: guestStreamConsumers,
  buffer: guestBuffer,
  buffer_text: guestBufferText,
  cjs_names: guestCjsNames,
  console: guestConsole,
  errors: guestErrors,
  events: guestEvents,
  fatal: guestFatal,
  fs: guestFs,
  fs_dir: guestFsDir,
  fs_handle: guestFsHandle,
  fs_places: guestFsPlaces,
  fs_stats: guestFsStats,
  fs_streams: guestFsStreams,
  fs_sync: guestFsSync,
  fs_watch: guestFsWatch,
  fs_words: guestFsWords,
  globals: guestGlobals,
  http: guestHttp,
  http_agent: guestHttpAgent,
  http_client: guestHttpClient,
  http_incoming: guestHttpIncoming,
  http_names: guestHttpNames,
  http_outgoing: guestHttpOutgoing,
  http_parser: guestHttpParser,
  http_response: guestHttpResponse,
  http_server: guestHttpServer,
  https: guestHttps,
  inspect: guestInspect,
  instrument: guestInstrument,
  json: guestJson,
  loader: guestLoader,
  messages: guestMessages,
  locale: guestLocale,
  method_owner: guestMethodOwner,
  net: guestNet,
  os: guestOs,
  path: guestPath,
  path_win32: guestPathWin32,
  perf_hooks: guestPerfHooks,
  process: guestProcess,
  querystring: guestQuerystring,
  stream: guestStream,
  stream_base: guestStreamBase,
  stream_destroy: guestStreamDestroy,
  stream_duplex: guestStreamDuplex,
  stream_finished: guestStreamFinished,
  stream_iterate: guestStreamIterate,
  stream_pipe: guestStreamPipe,
  stream_pipeline: guestStreamPipeline,
  stream_readable: guestStreamReadable,
  stream_readable_state: guestStreamReadableState,
  stream_writable: guestStreamWritable,
  syntax_errors: guestSyntaxErrors,
  string_decoder: guestStringDecoder,
  taken_apart: guestTakenApart,
  tampering: guestTampering,
  timers: guestTimers,
  tty: guestTty,
  types: guestTypes,
  url: guestUrl,
  util: guestUtil,
  abort: guestAbort,
  dom_exception: guestDomException,
  event_target: guestEventTarget,
  message_channel: guestMessageChannel,
  structured_clone: guestStructuredClone,
  text_coding: guestTextCoding,
  assert: guestAssert,
  atomics: guestAtomics,
  awaits: guestAwaits,
  call_places: guestCallPlaces,
  channel: guestChannel,
  ciphers: guestCiphers,
  child_process: guestChildProcess,
  child_sync: guestChildSync,
  crypto: guestCrypto,
  dgram: guestDgram,
  dns: guestDns,
  esm: guestEsm,
  readline: guestReadline,
  readline_keys: guestReadlineKeys,
  async_hooks: guestAsyncHooks,
  worker_threads: guestWorkerThreads,
  cluster: guestCluster,
  zlib: guestZlib,
  vm: guestVm,
  v8: guestV8,
  diagnostics_channel: guestDiagnosticsChannel,
  punycode: guestPunycode,
  fetch: guestFetch,
  repl: guestRepl,
  repl_code: guestReplCode,
  repl_commands: guestReplCommands,
  repl_complete: guestReplComplete,
  repl_errors: guestReplErrors,
  repl_globals: guestReplGlobals,
  repl_preview: guestReplPreview,
  repl_start: guestReplStart,
} as const;

let texts: Readonly<Record<string, string>> | undefined;

/** Their texts by name. */
export function guestSources(): Readonly<Record<string, string>> {
  texts ??= Object.fromEntries(Object.entries(MODULES).map(([name, fn]) => [name, String(fn)]));
  return texts;
}
