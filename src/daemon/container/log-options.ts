import type { HostConfig } from "../../api/container.ts";
import { InvalidParameter, NotSimulated, SystemError } from "../../api/errors.ts";
import { parseHumanSize, SizeError } from "../../std/size.ts";
import { BOOLEAN } from "../booleans.ts";

import { logTag } from "./log-tag.ts";
import type { ContainerRecord } from "./record.ts";

type LogConfig = HostConfig["LogConfig"];

/** Logging drivers that the real daemon has. */
const DRIVERS = ["awslogs", "fluentd", "gelf", "journald", "json-file", "local", "none", "splunk", "syslog"];

const LOCAL_OPTIONS = ["max-file", "max-size", "compress"];
const JSON_FILE_OPTIONS = [...LOCAL_OPTIONS, "labels", "labels-regex", "env", "env-regex", "tag"];

/** How the syslog driver can be reached. */
const SYSLOG_SCHEMES = ["unix", "unixgram", "udp", "tcp", "tcp+tls"];

const WHOLE = /^[-+]?\d+$/;

/** What is refused when a container is created. Throws InvalidParameter. */
export function verifyLogging({ Type, Config }: LogConfig): void {
  const type = Type || "json-file";
  const options = Config ?? {};
  const refuse = (message: string) => {
    throw new InvalidParameter(message);
  };
  if (!DRIVERS.includes(type)) refuse(`error looking up logging plugin ${type}: plugin "${type}" not found`);
  const { mode, "max-buffer-size": buffer } = options;
  if (mode !== undefined && !["", "blocking", "non-blocking"].includes(mode))
    refuse(`logger: logging mode not supported: ${mode}`);
  if (buffer !== undefined) {
    if (mode !== "non-blocking") refuse("logger: max-buffer-size option is only supported with 'mode=non-blocking'");
    if (bytesOf(buffer) === undefined) refuse(`error parsing option max-buffer-size: invalid size: '${buffer}'`);
  }
  const address = type === "syslog" ? options["syslog-address"] : undefined;
  const scheme = address === undefined ? "unix" : (/^([a-z][a-z0-9+.-]*):\/\//i.exec(address)?.[1] ?? "");
  if (!SYSLOG_SCHEMES.includes(scheme)) refuse(`unsupported scheme: '${scheme}'`);
  if (type === "gelf" && !options["gelf-address"]) refuse("gelf-address is a required parameter");
  if (type === "awslogs" && !options["awslogs-group"]) refuse("must specify a value for log opt 'awslogs-group'");
  if (type !== "json-file" && type !== "local") return;
  const known = type === "local" ? LOCAL_OPTIONS : JSON_FILE_OPTIONS;
  for (const key of Object.keys(options)) {
    if (known.includes(key) || key === "mode" || key === "max-buffer-size") continue;
    refuse(`unknown log opt '${key}' for ${type === "local" ? "log driver local" : "json-file log driver"}`);
  }
}

const LOGGING = "failed to create task for container: failed to initialize logging driver: ";

/** What is refused only when the container, and with it its log, is started. */
export function checkLogging(record: ContainerRecord): void {
  const { Type, Config } = record.hostConfig.LogConfig;
  const options = Config ?? {};
  const refuse = (why: string): never => {
    throw new SystemError(`${LOGGING}${why}`);
  };
  if (Type === "syslog") refuse("Unix syslog delivery error");
  if (Type === "fluentd") refuse("dial tcp 127.0.0.1:24224: connect: connection refused");
  if (Type === "journald") refuse("journald is not enabled on this host");
  if (Type === "splunk" && !options["splunk-url"]) refuse("splunk: splunk-url is expected");
  if (Type === "none") return;
  if (!["", "json-file", "local"].includes(Type)) throw new NotSimulated(`the logging driver ${Type} is not simulated`);
  try {
    logTag(record);
  } catch (e) {
    if (e instanceof SystemError) refuse(e.message);
    throw e;
  }
  const { "max-size": size, "max-file": files, compress } = options;
  const local = Type === "local";
  if (size !== undefined && bytesOf(size) === undefined)
    refuse(`${local ? `invalid value for max-size: ${size}: ` : ""}invalid size: '${size}'`);
  if (files !== undefined && !WHOLE.test(files))
    refuse(
      `${local ? `invalid value for max-file: ${files}: ` : ""}strconv.Atoi: parsing ${JSON.stringify(files)}: invalid syntax`,
    );
  if (compress !== undefined && !BOOLEAN.test(compress)) {
    const bad = `strconv.ParseBool: parsing ${JSON.stringify(compress)}: invalid syntax`;
    refuse(local ? `error reading compress log option: ${bad}` : bad);
  }
  const compressed = compress === undefined ? local : /^[1tT]/.test(compress);
  if (local && compressed && Number(files ?? 5) < 2) refuse("compression cannot be enabled when max file count is 1");
  if (!local && Number(files ?? 1) < 1) refuse("max-file cannot be less than 1");
  if (!local && compressed && (Number(files ?? 1) < 2 || size === undefined))
    refuse("compress cannot be true when max-file is less than 2 or max-size is not set");
}

/** How a log is turned over: bytes of one file, and files. */
export interface Rotation {
  readonly size: number;
  readonly files: number;
}

/** Undefined where the log may grow for ever. */
export function rotationOf({ Type, Config }: LogConfig): Rotation | undefined {
  const size = bytesOf(Config?.["max-size"] ?? (Type === "local" ? "20m" : ""));
  if (size === undefined) return undefined;
  return { size, files: Math.max(1, Number(Config?.["max-file"] ?? (Type === "local" ? 5 : 1)) || 1) };
}

/** Bytes that a size means; undefined when it means none. */
function bytesOf(size: string): number | undefined {
  if (size === "") return undefined;
  try {
    return parseHumanSize(size);
  } catch (error) {
    if (error instanceof SizeError) return undefined;
    throw error;
  }
}
