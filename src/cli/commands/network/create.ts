import type { Command, CommandContext } from "../../command.ts";
import { completeNothing } from "../../complete/objects.ts";
import { flagTable } from "../../grammar/table.ts";
import { keyValues } from "../../key-values.ts";
import { ipamConfig } from "./ipam.ts";

/** `docker network create`. */
export const networkCreate: Command = {
  name: "create",
  usage: "[OPTIONS] NETWORK",
  short: "Create a network",
  args: { kind: "exact", count: 1 },

  flags: flagTable(`
        --attachable | Allow containers to be attached by hand
        --aux-address map = map[] | Further addresses that the network driver uses
        --config-from string | Network whose configuration to take
        --config-only | Make a network that only holds a configuration
    -d, --driver string = bridge | Network driver to use
        --gateway strings | Gateway of the subnet
        --ingress | Make the swarm's routing mesh network
        --internal | Cut the network off from outside
        --ip-range strings | Range inside the subnet that containers' addresses come from
        --ipam-driver string = default | Driver that hands out addresses
        --ipam-opt map = map[] | Options of the address driver
        --ipv4 = true | Whether to give IPv4 addresses
        --ipv6 | Whether to give IPv6 addresses
        --label list | Label for the network
    -o, --opt map = map[] | Options of the driver
        --scope string | How far the network reaches
        --subnet strings | Subnet in CIDR form
  `),
  complete: completeNothing,
  run: createNetwork,
};

async function createNetwork(context: CommandContext): Promise<number> {
  const { engine, flags, host } = context;
  const from = flags.string("config-from");
  const { Id, Warning } = await engine.networkCreate(
    {
      Name: context.args[0] ?? "",
      Driver: flags.string("driver"),
      Scope: flags.string("scope"),
      Internal: flags.bool("internal"),
      Attachable: flags.bool("attachable"),
      Ingress: flags.bool("ingress"),
      ConfigOnly: flags.bool("config-only"),
      ...(from !== "" && { ConfigFrom: { Network: from } }),
      IPAM: {
        Driver: flags.string("ipam-driver"),
        Options: keyValues(flags.list("ipam-opt")),
        Config: ipamConfig({
          subnets: flags.list("subnet"),
          ranges: flags.list("ip-range"),
          gateways: flags.list("gateway"),
          aux: keyValues(flags.list("aux-address")),
        }),
      },
      ...(flags.changed("ipv4") && { EnableIPv4: flags.bool("ipv4") }),
      ...(flags.changed("ipv6") && { EnableIPv6: flags.bool("ipv6") }),
      Options: keyValues(flags.list("opt")),
      Labels: keyValues(flags.list("label")),
    },
    context.cancel,
  );
  if (Warning) await host.stderr.print(`WARNING: ${Warning}\n`);
  await host.stdout.print(`${Id}\n`);
  return 0;
}
