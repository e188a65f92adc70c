import type { Engine } from "../../api/engine.ts";
import { NotSimulated } from "../../api/errors.ts";
import { CliError, type FlagValues } from "../command.ts";
import type { Host } from "../host.ts";
import type { ClientConfig } from "./config.ts";
import { currentContext, DEFAULT_CONTEXT, DEFAULT_ENDPOINT, defaultEndpoint, readContext } from "./contexts.ts";

/**
 * The engine that the chosen context names. There is one daemon, behind the local socket: any other endpoint gives an
 * engine whose every call fails as a client's does that reaches nobody. The choice itself is looked at only at the first
 * call, so that commands without one (`context ls`) work with a broken context.
 */
export function chosenEngine(host: Host, engine: Engine, globals: FlagValues, config: ClientConfig): Engine {
  let checked = false;
  const check = () => {
    if (checked) return;
    const problem = endpointProblem(endpointOf(host, globals, config));
    if (problem) throw problem;
    checked = true;
  };
  return new Proxy(engine, {
    get(target, name, receiver) {
      const method: unknown = Reflect.get(target, name, receiver);
      if (typeof method !== "function") return method;
      return (...args: unknown[]) => {
        check();
        return method.apply(target, args) as unknown;
      };
    },
  });
}

/** The endpoint of the current context. */
function endpointOf(host: Host, globals: FlagValues, config: ClientConfig): string {
  const name = currentContext(host, globals, config);
  if (name === DEFAULT_CONTEXT) return defaultEndpoint(host, globals);
  try {
    return readContext(host, config, name).endpoint;
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    throw new CliError(`Failed to initialize: unable to resolve docker endpoint: ${error.message}`);
  }
}

/** What keeps the client from reaching a daemon there; undefined for the local socket. */
function endpointProblem(endpoint: string): CliError | NotSimulated | undefined {
  const failed = (why: string) => new CliError(`Failed to initialize: unable to resolve docker endpoint: ${why}`);
  const m = /^([a-z]+):\/\/(.*)$/.exec(endpoint);
  if (!m) {
    if (endpoint.includes("://")) return failed(`invalid bind address format: ${endpoint}`);
    return unreachable(tcpAddress(endpoint));
  }
  const [, scheme = "", rest = ""] = m;
  switch (scheme) {
    case "unix": {
      const path = rest === "" ? DEFAULT_ENDPOINT.slice("unix://".length) : rest;
      return LOCAL_SOCKETS.has(path) ? undefined : unreachable(`unix://${path}`);
    }
    case "tcp":
      return unreachable(tcpAddress(rest));
    case "ssh":
      return new NotSimulated("a daemon over ssh is not simulated");
    case "fd":
    case "npipe":
      return new CliError(`Failed to initialize: unable to parse docker host \`${endpoint}\``);
    default:
      return failed(`invalid bind address format: ${endpoint}`);
  }
}

const LOCAL_SOCKETS = new Set(["/var/run/docker.sock", "/run/docker.sock"]);

function tcpAddress(address: string): string {
  const [, name = "", port] = /^([^:]*)(?::(\d+))?/.exec(address) ?? [];
  return `tcp://${name || "localhost"}:${port ?? "2375"}`;
}

function unreachable(endpoint: string): CliError {
  return new CliError(`Cannot connect to the Docker daemon at ${endpoint}. Is the docker daemon running?`);
}
