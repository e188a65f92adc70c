import { SystemError } from "../../api/errors.ts";
import { getIn } from "../buckets.ts";
import type { ContainerRecord } from "../container/record.ts";
import type { Daemon } from "../daemon.ts";
import { shortID } from "../ids.ts";
import type { HostLine } from "./hosts-file.ts";

/*
 * Links of the default bridge (`--link NAME:ALIAS`): a line in /etc/hosts, and variables that tell the linked container's
 * name, exposed ports and environment.
 */

/** A link whose target exists. */
interface Link {
  readonly target: ContainerRecord;
  readonly alias: string;
}

function linksOf(d: Daemon, record: ContainerRecord): Link[] {
  return (record.hostConfig.Links ?? []).flatMap((link) => {
    const id = record.linkTargets[link];
    const target = id === undefined ? undefined : getIn(d.store.get().containers, id);
    return target ? [{ target, alias: parseLink(link).alias }] : [];
  });
}

/** What a container on the default bridge links to must run there too, when it starts. */
export function checkLinks(d: Daemon, record: ContainerRecord): void {
  if (!record.endpoints["bridge"]) return;
  for (const { target, alias } of linksOf(d, record)) {
    if (!d.live.get(target.id)?.run)
      throw new SystemError(`Cannot link to a non running container: /${target.name} AS /${record.name}/${alias}`);
    if (!target.endpoints["bridge"])
      throw new SystemError(`container ${target.id} not attached to default bridge network`);
  }
}

/** `NAME:ALIAS`, or NAME alone for both. */
export function parseLink(link: string): { readonly name: string; readonly alias: string } {
  const [name = "", alias = name] = link.split(":");
  return { name: name.replace(/^\//, ""), alias: alias.split("/").pop() ?? "" };
}

/** HostConfig.Links as inspect shows them: `/target:/container/alias`. */
export function shownLinks(d: Daemon, record: ContainerRecord): string[] | null {
  const links = linksOf(d, record).map(({ target, alias }) => `/${target.name}:/${record.name}/${alias}`);
  return links.length ? links : null;
}

/** The lines that links put in /etc/hosts. */
export function linkedHosts(d: Daemon, record: ContainerRecord): HostLine[] {
  return linksOf(d, record).flatMap(({ target, alias }) => {
    const address = target.endpoints["bridge"]?.address ?? "";
    if (!address) return [];
    const hostname = target.config.Hostname || shortID(target.id);
    return [{ address, names: [...new Set([alias, hostname, target.name])] }];
  });
}

/** The variables that links put in the environment, `NAME=value`. */
export function linkedEnvironment(d: Daemon, record: ContainerRecord): string[] {
  const out: string[] = [];
  for (const { target, alias } of linksOf(d, record)) {
    const address = target.endpoints["bridge"]?.address ?? "";
    const prefix = alias.replaceAll("-", "_").toUpperCase();
    const ports = Object.keys(target.config.ExposedPorts ?? {}).sort(
      (a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10),
    );
    for (const [i, key] of ports.entries()) {
      const [port = "", protocol = "tcp"] = key.split("/");
      const url = `${protocol}://${address}:${port}`;
      const name = `${prefix}_PORT_${port}_${protocol.toUpperCase()}`;
      if (i === 0) out.push(`${prefix}_PORT=${url}`);
      out.push(`${name}=${url}`, `${name}_ADDR=${address}`, `${name}_PORT=${port}`, `${name}_PROTO=${protocol}`);
    }
    out.push(`${prefix}_NAME=/${record.name}/${alias}`);
    for (const variable of target.config.Env ?? []) {
      const eq = variable.indexOf("=");
      const name = variable.slice(0, eq);
      if (eq > 0 && name !== "HOME" && name !== "PATH") out.push(`${prefix}_ENV_${variable}`);
    }
  }
  return out;
}
