import type { Command, CommandContext } from "../../command.ts";
import { completeContainers, completeNetworks } from "../../complete/objects.ts";
import { flagTable } from "../../grammar/table.ts";
import { keyValues } from "../../key-values.ts";
import { objectName } from "../../object-name.ts";

/** `docker network connect`. */
export const networkConnect: Command = {
  name: "connect",
  usage: "[OPTIONS] NETWORK CONTAINER",
  short: "Connect a container to a network",
  args: { kind: "exact", count: 2 },

  flags: flagTable(`
        --alias strings | Further name of the container in this network
        --driver-opt strings | options of the driver for this network
        --gw-priority int | The network with the highest priority gives the default gateway; may be negative.
        --ip string | IPv4 address (such as "172.30.100.104")
        --ip6 string | IPv6 address (such as "2001:db8::33")
        --link list | Link it to another container
        --link-local-ip strings | Link-local address to give the container
  `),
  complete: (context, word) =>
    context.args.length === 0
      ? completeNetworks()(context, word)
      : completeContainers({ all: true })({ ...context, args: context.args.slice(1) }, word),
  run: connect,
};

async function connect(context: CommandContext): Promise<number> {
  const { args, flags } = context;
  const text = (name: string) => (flags.string(name) ? flags.string(name) : undefined);
  const [ip, ip6, linkLocal] = [text("ip"), text("ip6"), flags.list("link-local-ip")];
  await context.engine.networkConnect(
    objectName("network", args[0]),
    objectName("container", args[1]),
    {
      IPAMConfig: {
        ...(ip !== undefined && { IPv4Address: ip }),
        ...(ip6 !== undefined && { IPv6Address: ip6 }),
        ...(linkLocal.length && { LinkLocalIPs: [...linkLocal] }),
      },
      Links: [...flags.list("link")],
      Aliases: [...flags.list("alias")],
      DriverOpts: keyValues(flags.list("driver-opt")),
      GwPriority: flags.int("gw-priority"),
    },
    context.cancel,
  );
  return 0;
}
