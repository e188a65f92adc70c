import type { AuthConfig } from "../../api/image.ts";
import { fromBase64, toBase64 } from "../../std/base64.ts";
import { decode, encode } from "../../std/text.ts";
import { CliError, type FlagValues } from "../command.ts";
import type { Host } from "../host.ts";
import { decodeJson, JsonError } from "./json-decode.ts";

/** The client's configuration: `config.json` in its folder. */
export interface ClientConfig {
  /** The folder, `~/.docker`. */
  readonly folder: string;
  readonly file: string;
  /** Credentials by registry: the Hub's key is `https://index.docker.io/v1/`. */
  readonly auths: ReadonlyMap<string, AuthConfig>;
  readonly currentContext: string;
  readonly detachKeys: string;
  /** A list's own format: `psFormat`, `imagesFormat`, `volumesFormat`, `networksFormat`, `statsFormat`, …. */
  format(name: string): string;
  readonly credsStore: string;
  /** All that the file holds. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** What is wrong with the file; it then counts as empty. */
  readonly problem: string | undefined;
}

/** The key of Docker Hub's credentials. */
export const HUB_SERVER = "https://index.docker.io/v1/";

/** Reads the configuration. Its folder is that of `--config`, else DOCKER_CONFIG, else ~/.docker. */
export function loadConfig(host: Host, globals: FlagValues): ClientConfig {
  const named = globals.changed("config") ? undefined : host.env.get("DOCKER_CONFIG");
  const folder = named || globals.string("config");
  const file = `${folder}/config.json`;
  let fields: Record<string, unknown> = {};
  let auths = new Map<string, AuthConfig>();
  let problem: string | undefined;
  try {
    const decoded = host.files.exists(file) ? decodeJson(host.files.readText(file)) : undefined;
    fields = checked(decoded);
    auths = readAuths(fields["auths"]);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    problem = error.message;
    // What could be read before the mistake stays, as in Go.
  }
  const text = (name: string) => (typeof fields[name] === "string" ? fields[name] : "");
  return {
    folder,
    file,
    auths,
    currentContext: text("currentContext"),
    detachKeys: text("detachKeys"),
    format: text,
    credsStore: text("credsStore"),
    fields,
    problem,
  };
}

const TEXT_FIELDS = new Set([
  "psFormat",
  "imagesFormat",
  "networksFormat",
  "pluginsFormat",
  "volumesFormat",
  "statsFormat",
  "detachKeys",
  "credsStore",
  "currentContext",
]);

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "array";
  return typeof value === "boolean" ? "bool" : typeof value;
}

/** The fields of the right types, or what Go says of the first that is not. */
function checked(decoded: unknown): Record<string, unknown> {
  if (decoded === undefined || decoded === null) return {};
  if (typeof decoded !== "object" || Array.isArray(decoded)) {
    throw new JsonError(`json: cannot unmarshal ${kindOf(decoded)} into Go value of type configfile.ConfigFile`);
  }
  const fields = decoded as Record<string, unknown>;
  const wrong = (name: string, value: unknown, type: string) =>
    new JsonError(`json: cannot unmarshal ${kindOf(value)} into Go struct field ConfigFile.${name} of type ${type}`);
  for (const [name, value] of Object.entries(fields)) {
    if (value === null) continue;
    if (TEXT_FIELDS.has(name) && typeof value !== "string") throw wrong(name, value, "string");
    if (name !== "auths") continue;
    if (kindOf(value) !== "object") throw wrong(name, value, "map[string]types.AuthConfig");
    for (const [server, auth] of Object.entries(value as Record<string, unknown>)) {
      if (kindOf(auth) !== "object") throw wrong(`auths.${server}`, auth, "types.AuthConfig");
    }
  }
  return fields;
}

function readAuths(value: unknown): Map<string, AuthConfig> {
  const auths = new Map<string, AuthConfig>();
  for (const [server, entry] of Object.entries((value ?? {}) as Record<string, { auth?: unknown }>)) {
    const coded = typeof entry.auth === "string" ? entry.auth : "";
    if (coded === "") {
      auths.set(server, { username: "", password: "", serveraddress: server });
      continue;
    }
    const bytes = fromBase64(coded);
    if (!bytes) {
      const at = Math.max(0, coded.search(/[^A-Za-z0-9+/=\s]/));
      throw new JsonError(`illegal base64 data at input byte ${at}`);
    }
    const [, username, password] = /^([^:]*):([\s\S]*)$/.exec(decode(bytes)) ?? [];
    if (username === undefined || password === undefined) throw new JsonError("Invalid auth configuration file");
    auths.set(server, { username, password: password.replace(/\0+$/, ""), serveraddress: server });
  }
  return auths;
}

/** The credentials for the registry of a domain, if there are any. */
export function authFor(config: ClientConfig, domain: string): AuthConfig | undefined {
  const key = domain === "docker.io" ? HUB_SERVER : domain;
  const found = config.auths.get(key) ?? [...config.auths].find(([server]) => serverHost(server) === key)?.[1];
  return found?.username ? found : undefined;
}

/** The host of a server as typed: `https://foo/bar` is `foo`. */
export function serverHost(server: string): string {
  return server.replace(/^https?:\/\//, "").replace(/\/.*$/, "");
}

const ORDER = [
  "auths",
  "HttpHeaders",
  "psFormat",
  "imagesFormat",
  "networksFormat",
  "pluginsFormat",
  "volumesFormat",
  "statsFormat",
  "detachKeys",
  "credsStore",
  "credHelpers",
];

/** Writes the configuration back with some fields changed (undefined takes one away), in the order in which the real client does. */
export function saveConfig(host: Host, config: ClientConfig, changes: Readonly<Record<string, unknown>>): void {
  if (config.problem !== undefined) {
    throw new CliError(`drydock: ${config.file} cannot be read, so it is left as it is: ${config.problem}`);
  }
  const all: Record<string, unknown> = { auths: {}, ...config.fields, ...changes };
  const rank = (name: string) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  const names = Object.keys(all).sort((a, b) => rank(a) - rank(b));
  const out = Object.fromEntries(names.map((name) => [name, all[name]]));
  host.files.mkdirs(config.folder, 0o700);
  host.files.writeFile(config.file, JSON.stringify(out, null, "\t"), 0o600);
}

/** The credentials as the file keeps them. */
export function authsField(auths: ReadonlyMap<string, AuthConfig>): Record<string, { auth: string }> {
  const entries = [...auths].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    entries.map(([server, { username, password }]) => [
      server,
      { auth: username === "" ? "" : toBase64(encode(`${username}:${password}`)) },
    ]),
  );
}
