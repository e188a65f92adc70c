import { CliError, type Command, type CommandContext } from "../../command.ts";
import { completeContainers } from "../../complete/objects.ts";
import { naturalOrder } from "../../natural-order.ts";
import { containerName } from "./each.ts";
import { portError } from "./run-flags/ports.ts";

/** `docker container port`. */
export const port: Command = {
  name: "port",
  usage: "CONTAINER [PRIVATE_PORT[/PROTO]]",
  short: "List a container's published ports, or where one of them is",
  args: { kind: "range", min: 1, max: 2 },
  aliasPaths: ["docker container port", "docker port"],

  flags: [],
  complete: completeContainers(),
  run: showPorts,
};

/** `80/tcp -> 0.0.0.0:8080` for each, or for one port the addresses alone; in natural order. */
async function showPorts({ args, cancel, engine, host }: CommandContext): Promise<number> {
  const [container = "", wanted = ""] = args;
  const { NetworkSettings } = await engine.containerInspect(containerName(container), { size: false }, cancel);
  const lines: string[] = [];
  if (wanted === "") {
    for (const [key, bindings] of Object.entries(NetworkSettings.Ports)) {
      for (const b of bindings ?? []) lines.push(`${key} -> ${hostPort(b.HostIp, b.HostPort)}`);
    }
  } else {
    const slash = wanted.indexOf("/");
    const number = slash < 0 ? wanted : wanted.slice(0, slash);
    const protocol = (slash < 0 ? "" : wanted.slice(slash + 1)) || "tcp";
    const wrong = portError(number);
    if (wrong !== undefined) throw new CliError(`Error: invalid port (${number}): ${wrong}`);
    const bindings = NetworkSettings.Ports[`${number}/${protocol}`];
    if (!bindings?.length) throw new CliError(`Error: No public port '${wanted}' published for ${container}`);
    for (const b of bindings) lines.push(hostPort(b.HostIp, b.HostPort));
  }
  for (const line of lines.sort(naturalOrder)) await host.stdout.print(`${line}\n`);
  return 0;
}

/** An address with a port: IPv6 in brackets. */
export function hostPort(ip: string, port: string | number): string {
  return ip.includes(":") ? `[${ip}]:${port}` : `${ip}:${port}`;
}
