import { ApiError, NotFound, SystemError, Unauthorized } from "../../api/errors.ts";
import type { AuthConfig } from "../../api/image.ts";
import { familiarName, familiarString, type Reference } from "../../reference/reference.ts";
import { type Registry, RegistryError } from "../../registry/registry.ts";
import type { ImageDeps } from "./deps.ts";

/** The registry of a host, or the error that connecting to it ends in. */
export function reachRegistry(deps: ImageDeps, host: string): Registry {
  const registry = deps.registries.get(host);
  if (!registry) throw new SystemError(unreachable(deps, host));
  return registry;
}

/** What the daemon says of a host where no registry answers. Plain HTTP is tried on the loopback only. */
export function unreachable(deps: ImageDeps, host: string): string {
  const { name, port } = splitHost(host);
  const loopback = isLoopback(name);
  const scheme = loopback ? "http" : "https";
  const get = `Get "${scheme}://${host}/v2/": dial tcp`;
  if (!loopback && !/^[\d.]+$/.test(name)) {
    const server = deps.nameServer?.() ?? "127.0.0.53:53";
    return `${get}: lookup ${name} on ${server}: no such host`;
  }
  const address = name === "localhost" ? "127.0.0.1" : name;
  return `${get} ${address}:${port ?? (loopback ? "80" : "443")}: connect: connection refused`;
}

/** The URL that a registry's API has for the daemon. */
export function registryURL(host: string): string {
  if (host === "docker.io") return "https://registry-1.docker.io";
  return `${isLoopback(splitHost(host).name) ? "http" : "https"}://${host}`;
}

function splitHost(host: string): { readonly name: string; readonly port: string | undefined } {
  const colon = host.lastIndexOf(":");
  return colon < 0 ? { name: host, port: undefined } : { name: host.slice(0, colon), port: host.slice(colon + 1) };
}

function isLoopback(name: string): boolean {
  return name === "localhost" || /^127\./.test(name);
}

/** A refusal of a pull in the daemon's words. */
export function pullError(e: unknown, ref: Reference): unknown {
  if (!(e instanceof RegistryError)) return e;
  switch (e.code) {
    case "name-unknown":
      return new NotFound(`repository ${familiarName(ref)} not found: ${e.message}`);
    case "denied":
      return new NotFound(
        `pull access denied for ${familiarName(ref)}, repository does not exist or may require 'docker login': denied: requested access to the resource is denied`,
      );
    case "manifest-unknown":
      return new NotFound(`manifest for ${familiarString(ref)} not found: ${e.message}`);
    case "bad-credentials":
    case "unauthorized":
    case "no-basic-auth":
      return new Unauthorized(
        `Head "${registryURL(ref.domain)}/v2/${ref.path}/manifests/${ref.tag ?? ref.digest ?? "latest"}": ${e.message}`,
      );
    case "unreachable":
      return new SystemError(e.message);
  }
}

/** What a stream of progress ends with when the call has answered already. */
export function streamError(e: unknown): {
  readonly error: string;
  readonly errorDetail: { readonly message: string };
} {
  if (!(e instanceof RegistryError || e instanceof ApiError)) throw e;
  return { error: e.message, errorDetail: { message: e.message } };
}

/** Credentials with something in them. */
export function usableAuth(auth: AuthConfig | undefined): AuthConfig | undefined {
  return auth && auth.username !== "" ? auth : undefined;
}
