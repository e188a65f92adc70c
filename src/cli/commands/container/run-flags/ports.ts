import type { PortMap } from "../../../../api/container.ts";
import { CliError } from "../../../command.ts";
import { goQuote } from "../../../grammar/parse.ts";
import { isIP } from "../../../lib/ip.ts";

/** Ports of the container that are exposed, and what of the host each is bound to. */
export interface Ports {
  readonly exposed: Record<string, Record<string, never>>;
  readonly bindings: PortMap;
}

/**
 * The values of `--publish` and `--expose`.
 *
 * A published port is `[[IP:]HOST:]CONTAINER[/PROTOCOL]`, HOST and CONTAINER each a port or a range; ranges are paired and
 * must be of one length, but one container port may have a range of host ports to choose from. Without HOST the daemon
 * chooses. The long form `published=…,target=…,protocol=…` means the same.
 */
export function readPorts(publish: readonly string[], expose: readonly string[]): Ports {
  const exposed: Ports["exposed"] = {};
  const bindings: PortMap = {};
  for (const spec of publish.map(shortForm)) {
    for (const mapping of publishedPorts(spec)) {
      exposed[mapping.key] = {};
      const list = bindings[mapping.key] ?? [];
      bindings[mapping.key] = [...list, { HostIp: mapping.ip, HostPort: mapping.hostPort }];
    }
  }
  for (const value of expose) for (const key of exposedPorts(value)) exposed[key] ??= {};
  return { exposed: sorted(exposed), bindings: sorted(bindings) };
}

/** As a Go map prints: by name. */
function sorted<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function shortForm(publish: string): string {
  if (!publish.includes("=")) return publish;
  const fields = new Map([["protocol", "tcp"]]);
  for (const field of publish.split(",")) {
    const at = field.indexOf("=");
    if (at <= 0) throw new CliError(`invalid publish opts format (should be name=value but got '${field}')`);
    fields.set(field.slice(0, at), field.slice(at + 1));
  }
  return `${fields.get("published") ?? ""}:${fields.get("target") ?? ""}/${fields.get("protocol") ?? ""}`;
}

interface Mapping {
  readonly key: string;
  readonly ip: string;
  readonly hostPort: string;
}

function publishedPorts(spec: string): Mapping[] {
  const parts = spec.split(":");
  const { port, protocol } = splitProtocol(parts.at(-1) ?? "");
  const hostPort = parts.length > 1 ? (parts.at(-2) ?? "") : "";
  const ip = hostAddress(parts.slice(0, -2).join(":"));
  if (port === "") throw new CliError(`No port specified: ${spec}<empty>`);
  const container = portRange(port);
  if (typeof container === "string") throw new CliError(`Invalid containerPort: ${port}`);
  const host = hostPort === "" ? undefined : portRange(hostPort);
  if (typeof host === "string") throw new CliError(`Invalid hostPort: ${hostPort}`);
  const count = container.end - container.start;
  if (host && count !== host.end - host.start && count !== 0) {
    throw new CliError(`Invalid ranges specified for container and host Ports: ${port} and ${hostPort}`);
  }
  if (!["tcp", "udp", "sctp"].includes(protocol.toLowerCase())) throw new CliError(`Invalid proto: ${protocol}`);
  const chosenFrom = host && count === 0 && host.start !== host.end ? `-${host.end}` : "";
  return Array.from({ length: count + 1 }, (_, i) => ({
    key: `${container.start + i}/${protocol.toLowerCase()}`,
    ip,
    hostPort: host ? `${host.start + i}${chosenFrom}` : "",
  }));
}

function exposedPorts(value: string): string[] {
  if (value.includes(":")) throw new CliError(`invalid port format for --expose: ${value}`);
  const { port, protocol } = splitProtocol(value);
  const range = portRange(port);
  if (typeof range === "string") throw new CliError(`invalid range format for --expose: ${value}, error: ${range}`);
  return Array.from({ length: range.end - range.start + 1 }, (_, i) => `${range.start + i}/${protocol}`);
}

function splitProtocol(text: string): { readonly port: string; readonly protocol: string } {
  const [port = "", protocol = ""] = text.split("/");
  return port === "" ? { port, protocol: "" } : { port, protocol: protocol || "tcp" };
}

/** The address of the host without brackets, as Go's net.SplitHostPort takes `ADDRESS:` apart. */
function hostAddress(text: string): string {
  if (text === "") return "";
  const wrong = (why: string) => new CliError(`Invalid ip address ${text}: address ${text}:: ${why}`);
  const bracketed = /^\[([^\]]*)\]$/.exec(text);
  const address = bracketed?.[1] ?? text;
  if (!bracketed) {
    if (text.startsWith("[") && !text.includes("]")) throw wrong("missing ']' in address");
    if (text.includes(":")) throw wrong("too many colons in address");
    if (text.includes("[")) throw wrong("unexpected '[' in address");
    if (text.includes("]")) throw wrong("unexpected ']' in address");
  }
  if (!isIP(address)) throw new CliError(`Invalid ip address: ${address}`);
  return address;
}

/** `80` or `80-90`; a text is what is wrong with it. */
function portRange(text: string): { readonly start: number; readonly end: number } | string {
  if (text === "") return "Empty string specified for ports.";
  const numbers: number[] = [];
  for (const part of text.split("-").slice(0, 2)) {
    const problem = portError(part);
    if (problem) return problem;
    numbers.push(Number(part));
  }
  const [start = 0, end = start] = numbers;
  return end < start ? `Invalid range specified for the Port: ${text}` : { start, end };
}

/** What strconv.ParseUint says of a port that is none. */
export function portError(text: string): string | undefined {
  if (!/^\d+$/.test(text)) return `strconv.ParseUint: parsing ${goQuote(text)}: invalid syntax`;
  return Number(text) > 65535 ? `strconv.ParseUint: parsing ${goQuote(text)}: value out of range` : undefined;
}
