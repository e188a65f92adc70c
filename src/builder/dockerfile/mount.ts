import { parseRamBytes } from "../../std/size.ts";
import { DockerfileError, type LineRange } from "./error.ts";
import { suggestion } from "./flags.ts";
import type { RunMount } from "./instruction.ts";

const KEYS = [
  "destination",
  "dst",
  "env",
  "from",
  "gid",
  "id",
  "mode",
  "readonly",
  "readwrite",
  "required",
  "ro",
  "rw",
  "sharing",
  "size",
  "source",
  "src",
  "target",
  "type",
  "uid",
];

const SHARING = ["shared", "private", "locked"];

const TYPES = ["bind", "cache", "tmpfs", "secret", "ssh"] as const;

/** A `RUN --mount=type=…,key=value` flag's value. */
export function parseMount(written: string, range: LineRange): RunMount {
  const fail = (message: string): never => {
    throw new DockerfileError(message, range);
  };
  const mount: { -readonly [K in keyof RunMount]: RunMount[K] } = {
    written,
    type: "bind",
    source: undefined,
    target: undefined,
    from: undefined,
    id: undefined,
    env: undefined,
    readOnly: undefined,
    required: false,
    sharing: undefined,
    mode: undefined,
    uid: undefined,
    gid: undefined,
    size: undefined,
  };
  const bool = (key: string, value: string | undefined): boolean => {
    if (value === undefined || /^(true|1)$/i.test(value)) return true;
    if (/^(false|0)$/i.test(value)) return false;
    return fail(`invalid value for ${key}: ${value}`);
  };
  for (const field of written.split(",")) {
    const at = field.indexOf("=");
    const key = (at < 0 ? field : field.slice(0, at)).toLowerCase();
    const value = at < 0 ? undefined : field.slice(at + 1);
    if (value === undefined && !["readonly", "ro", "readwrite", "rw", "required"].includes(key)) {
      fail(`invalid field '${field}' must be a key=value pair`);
    }
    switch (key) {
      case "type": {
        const type = TYPES.find((t) => t === value?.toLowerCase());
        if (!type) fail(`unsupported mount type "${value}"${suggestion(value ?? "", TYPES)}`);
        else mount.type = type;
        break;
      }
      case "from":
        mount.from = value;
        break;
      case "source":
      case "src":
        mount.source = value;
        break;
      case "target":
      case "dst":
      case "destination":
        mount.target = value;
        break;
      case "id":
        mount.id = value;
        break;
      case "env":
        mount.env = value;
        break;
      case "readonly":
      case "ro":
        mount.readOnly = bool(key, value);
        break;
      case "readwrite":
      case "rw":
        mount.readOnly = !bool(key, value);
        break;
      case "required":
        mount.required = bool(key, value);
        break;
      case "size": {
        try {
          mount.size = parseRamBytes(value ?? "");
        } catch {
          fail(`invalid value for size: ${value}`);
        }
        break;
      }
      case "mode":
        mount.mode = Number.parseInt(value ?? "", 8);
        if (Number.isNaN(mount.mode)) fail(`invalid value ${value} for mode`);
        break;
      case "uid":
      case "gid": {
        const id = Number(value);
        if (!Number.isInteger(id)) fail(`invalid value ${value} for ${key}`);
        mount[key] = id;
        break;
      }
      case "sharing":
        if (value === "shared" || value === "private" || value === "locked") mount.sharing = value;
        else fail(`unsupported sharing value "${value}"${suggestion(value ?? "", SHARING)}`);
        break;
      default:
        fail(`unexpected key '${key}' in '${field}'${suggestion(key, KEYS)}`);
    }
  }
  if (mount.sharing !== undefined && mount.type !== "cache") fail(`invalid cache sharing set for ${mount.type} mount`);
  if (mount.type === "secret" && mount.id === undefined && mount.source === undefined && mount.target === undefined) {
    fail("invalid secret mount. one of source, target required");
  }
  return mount;
}
