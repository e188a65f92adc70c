import type { Completer } from "../../../command.ts";
import { DIRECTIVE } from "../../../complete/objects.ts";

const ALL = ["max-buffer-size", "mode"];
const USUAL = [...ALL, "env", "env-regex", "labels"];
const LOCAL = ["compress", "max-file", "max-size"];
const under = (prefix: string, words: string) => words.split(" ").map((w) => `${prefix}-${w}`);

const FLUENTD = under(
  "fluentd",
  "address async buffer-limit request-ack retry-wait max-retries sub-second-precision write-timeout",
);
const GCP = under("gcp", "log-cmd meta-id meta-name meta-zone project");
const GELF = under("gelf", "address compression-level compression-type tcp-max-reconnect tcp-reconnect-delay");
const SPLUNK = under(
  "splunk",
  "caname capath format gzip gzip-level index insecureskipverify source sourcetype token url verify-connection",
);
const AWSLOGS = under(
  "awslogs",
  "create-group credentials-endpoint datetime-format group multiline-pattern region stream",
);
const SYSLOG = under("syslog", "address facility format tls-ca-cert tls-cert tls-key tls-skip-verify");

/** What each logging driver can be told. */
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  awslogs: [...ALL, ...AWSLOGS, "tag"],
  fluentd: [...USUAL, ...FLUENTD, "tag"],
  gcplogs: [...USUAL, ...GCP],
  gelf: [...USUAL, ...GELF, "tag"],
  journald: [...USUAL, "tag"],
  "json-file": [...USUAL, ...LOCAL],
  local: [...ALL, ...LOCAL],
  none: [],
  splunk: [...USUAL, ...SPLUNK, "tag"],
  syslog: [...USUAL, ...SYSLOG, "tag"],
};

/** The options of the driver that is chosen, or of all. */
export const completeLogOptions: Completer = async ({ flags }) => {
  const driver = flags.string("log-driver");
  const words = driver ? (OPTIONS[driver] ?? []) : [...new Set(Object.values(OPTIONS).flat())];
  return {
    candidates: words.map((word) => ({ value: `${word}=` })),
    directive: DIRECTIVE.noSpace | DIRECTIVE.noFiles,
  };
};
