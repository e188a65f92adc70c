import { CAP, capable } from "../../filesystem/permissions.ts";
import { type Call, defineTool } from "../lib/tool.ts";
import { showAddresses, showLinks } from "./ip-link.ts";
import { showNeighbours, showRoutes } from "./ip-route.ts";

/** The options in front of the object. */
export interface IpOptions {
  readonly family: 4 | 6 | undefined;
  readonly brief: boolean;
  readonly oneline: boolean;
  readonly statistics: boolean;
}

const OBJECTS = ["address", "addr", "link", "route", "neighbour", "neighbor", "neigh"];

/** What the kernel says to who may not change the network. */
async function refuse(c: Call, verb: string): Promise<number> {
  if (!c.flavour.busybox) {
    const flush = verb === "flush" ? "Failed to send flush request: Operation not permitted" : undefined;
    await c.p.write(2, `${flush ?? "RTNETLINK answers: Operation not permitted"}\n`);
    return 2;
  }
  if (verb === "set") return await c.fail("SIOCSIFFLAGS: Operation not permitted");
  if (verb === "flush") return await c.fail("can't send flush request: Operation not permitted");
  return await c.fail("RTNETLINK answers: Operation not permitted", 2);
}

/** Shows addresses, links, routes and neighbours; changing them is not simulated. */
export const ip = defineTool(
  { name: "ip", syntax: { short: "" }, usage: "[ OPTIONS ] OBJECT { COMMAND | help }", raw: true },
  async (c) => {
    const words = [...c.operands];
    const options = { family: undefined as 4 | 6 | undefined, brief: false, oneline: false, statistics: false };
    while (words[0]?.startsWith("-")) {
      const word = (words.shift() ?? "").replace(/^--/, "-");
      if (word === "-4") options.family = 4;
      else if (word === "-6") options.family = 6;
      else if (word === "-f" || word === "-family") options.family = words.shift() === "inet6" ? 6 : 4;
      else if (/^-o(neline)?$/.test(word)) options.oneline = true;
      else if (!c.flavour.busybox && /^-br(ief)?$/.test(word)) options.brief = true;
      else if (!c.flavour.busybox && /^-s(tat(s|istics)?)?$/.test(word)) options.statistics = true;
      else if (!c.flavour.busybox && /^-c(olor)?(=\w+)?$/.test(word)) continue;
      else if (!c.flavour.busybox && /^-V(ersion)?$/.test(word)) {
        await c.out.write("ip utility, iproute2-6.15.0\n");
        return 0;
      } else if (c.flavour.busybox) return await c.badUsage(undefined);
      else if (/^-(j(son)?|p(retty)?|d(etails)?|n(etns)?)$/.test(word)) return await drydock(`ip ${word}`);
      else {
        await c.p.write(2, `Option "${word}" is unknown, try "ip -help".\n`);
        return 255;
      }
    }
    async function drydock(what: string): Promise<number> {
      await c.p.write(2, `drydock: ${what} is not simulated\n`);
      return 1;
    }
    const [object, ...rest] = words;
    if (object === undefined || object === "help") {
      if (c.flavour.busybox) return await c.badUsage(undefined);
      await c.p.write(
        2,
        "Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }\nwhere  OBJECT := { address | link | neigh | route }\n       OPTIONS := { -4 | -6 | -br | -o | -s | -V }\n",
      );
      return 255;
    }
    const known = OBJECTS.find((o) => o.startsWith(object));
    if (known === undefined) {
      if (c.flavour.busybox) return await c.badUsage(undefined);
      if (/^(rule|netns|tunnel|tuntap|maddress|monitor|xfrm|vrf|bridge)$/.test(object))
        return await drydock(`ip ${object}`);
      await c.p.write(2, `Object "${object}" is unknown, try "ip help".\n`);
      return 1;
    }
    const [verb = "show"] = rest;
    if (/^(add|del|delete|set|change|replace|append|flush|a$|d$)/.test(verb)) {
      if (known.startsWith("neigh") && verb === "flush" && !c.p.network.neighbours().length) {
        if (c.flavour.busybox) await c.out.write("Nothing to flush\n");
        return 0;
      }
      // A card that is up may be set up by anybody.
      if (known === "link" && verb === "set" && rest.at(-1) === "up") return 0;
      if (!capable(c.p.credentials, CAP.NET_ADMIN)) return await refuse(c, verb);
      return await drydock(`ip ${known} ${verb}`);
    }
    const args = ["show", "list", "lst", "sh", "ls", "l", "s"].includes(verb) ? rest.slice(1) : rest;
    if (known.startsWith("addr")) return await showAddresses(c, options, args);
    if (known === "link") return await showLinks(c, options, args);
    if (known === "route") return await showRoutes(c, options, args);
    return await showNeighbours(c, args);
  },
);
