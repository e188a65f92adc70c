import { describe, expect, test } from "vitest";
import type { IPAMConfig, NetworkCreateRequest } from "../../api/network.ts";
import { NEVER } from "../../std/cancel.ts";
import { type TestDaemon, testDaemon } from "../testing/machine.ts";

const REMOVE = { force: true, removeVolumes: false, removeLinks: false };

function wanted(
  Name: string,
  Config: IPAMConfig[] = [],
  more: Partial<NetworkCreateRequest> = {},
): NetworkCreateRequest {
  return {
    Name,
    Driver: "bridge",
    Internal: false,
    Attachable: false,
    Ingress: false,
    ConfigOnly: false,
    IPAM: { Driver: "default", Options: {}, Config },
    Options: {},
    Labels: {},
    ...more,
  };
}

const addressOf = async (m: TestDaemon, name: string, network = "bridge") =>
  (await m.ask((e) => e.containerInspect(name, { size: false }, NEVER))).NetworkSettings.Networks[network]?.IPAddress;

const on = (network: string) => ({ host: { NetworkMode: network } });

describe("addresses", () => {
  test("the lowest free one; free again when the container stops; pools go on with the lowest free block", async () => {
    const m = await testDaemon();
    await m.start("aa", ["sleep", "100"]);
    await m.start("bb", ["sleep", "100"]);
    await m.ask((e) => e.containerKill("aa", "", NEVER));
    await m.start("cc", ["sleep", "100"]);
    expect([await addressOf(m, "aa"), await addressOf(m, "bb"), await addressOf(m, "cc")]).toEqual([
      "",
      "172.17.0.3",
      "172.17.0.2",
    ]);
    for (const name of ["n1", "n2", "n3"]) await m.ask((e) => e.networkCreate(wanted(name), NEVER));
    await m.ask((e) => e.networkRemove("n2", NEVER));
    await m.ask((e) => e.networkCreate(wanted("n4"), NEVER));
    const subnets = ["n1", "n3", "n4"].map((n) =>
      m.ask((e) => e.networkInspect(n, { verbose: false, scope: "" }, NEVER)),
    );
    expect((await Promise.all(subnets)).map((n) => n.IPAM.Config?.[0]?.Subnet)).toEqual([
      "172.18.0.0/16",
      "172.20.0.0/16",
      "172.19.0.0/16",
    ]);
  });

  test("a fixed one must lie in a subnet that the user named, and be free", async () => {
    const m = await testDaemon();
    await m.ask((e) => e.networkCreate(wanted("lab", [{ Subnet: "10.20.0.0/24" }]), NEVER));
    const fixed = (IPv4Address: string, network = "lab") => ({
      host: { NetworkMode: network },
      networks: { [network]: { IPAMConfig: { IPv4Address } } as never },
    });
    await m.start("aa", ["sleep", "100"], fixed("10.20.0.50"));
    await m.create("bb", ["true"], fixed("10.20.0.50"));
    expect(await m.refused((e) => e.containerStart("bb", NEVER))).toBe(
      "failed to set up container networking: Address already in use",
    );
    await expect(m.create("cc", ["true"], fixed("10.99.0.5"))).rejects.toThrow(
      "invalid config for network lab: invalid endpoint settings:\nno configured subnet or ip-range contain the IP address 10.99.0.5",
    );
    await expect(m.create("dd", ["true"], fixed("172.17.0.9", "bridge"))).rejects.toThrow(
      "invalid config for network bridge: invalid endpoint settings:\nuser specified IP address is supported on user defined networks only",
    );
  });
});

describe("names", () => {
  test("containers of a user-defined network find each other; on the default bridge only links do", async () => {
    const m = await testDaemon();
    await m.ask((e) => e.networkCreate(wanted("front"), NEVER));
    const id = await m.start("web", ["sleep", "100"], {
      ...on("front"),
      networks: { front: { Aliases: ["www"] } as never },
    });
    for (const name of ["web", "www", "WEB", id.slice(0, 12), "web.front"]) {
      expect(await m.run("", ["resolve", name], on("front"))).toEqual({ output: "172.18.0.2\n", status: 0 });
    }
    await m.start("plain", ["sleep", "100"]);
    expect((await m.run("", ["resolve", "plain"])).status).toBe(1);
    const linked = await m.run("", ["resolve", "db"], { host: { Links: ["plain:db"] } });
    expect(linked.output).toBe("172.17.0.2\n");
    await m.ask((e) => e.containerRename("web", "site", NEVER));
    expect((await m.run("", ["resolve", "web"], on("front"))).status).toBe(1);
    expect((await m.run("", ["resolve", "site"], on("front"))).output).toBe("172.18.0.2\n");
    await m.ask((e) => e.containerKill("site", "", NEVER));
    expect((await m.run("", ["resolve", "site"], on("front"))).status).toBe(1);
  });

  test("a hostname is a name too; servers of one alias take turns by chance", async () => {
    const m = await testDaemon();
    await m.ask((e) => e.networkCreate(wanted("front"), NEVER));
    const networks = { front: { Aliases: ["www"] } as never };
    const id = await m.start("one", ["sleep", "100"], { ...on("front"), networks, config: { Hostname: "uno" } });
    await m.start("two", ["sleep", "100"], { ...on("front"), networks });
    const { NetworkSettings } = await m.ask((e) => e.containerInspect("one", { size: false }, NEVER));
    expect(NetworkSettings.Networks["front"]?.DNSNames).toEqual(["one", "www", id.slice(0, 12), "uno"]);
    expect((await m.run("", ["resolve", "uno"], on("front"))).output).toBe("172.18.0.2\n");
    const first = new Set<string>();
    for (let i = 0; i < 12; i++) {
      const { output } = await m.run("", ["resolve", "www"], on("front"));
      expect(output.trim().split(/\s+/).sort()).toEqual(["172.18.0.2", "172.18.0.3"]);
      first.add(output.trim().split(/\s+/)[0] ?? "");
    }
    expect([...first].sort()).toEqual(["172.18.0.2", "172.18.0.3"]);
  });

  test("connect and disconnect act on a running container, and change its /etc files", async () => {
    const m = await testDaemon();
    const id = await m.start("box", ["sleep", "100"]);
    await m.ask((e) => e.networkCreate(wanted("lab"), NEVER));
    await m.ask((e) => e.networkConnect("lab", "box", { Aliases: ["q"] }, NEVER));
    const hosts = async () => (await m.exec("box", ["cat", "/etc/hosts"])).output.split("\n").slice(6, -1);
    const short = id.slice(0, 12);
    expect(await hosts()).toEqual([`172.17.0.2\t${short}`, `172.18.0.2\t${short}`]);
    expect((await m.exec("box", ["cat", "/etc/resolv.conf"])).output).toContain("nameserver 127.0.0.11\n");
    expect(await m.refused((e) => e.networkConnect("lab", "box", {}, NEVER))).toBe(
      "endpoint with name box already exists in network lab",
    );
    expect(await m.refused((e) => e.networkRemove("lab", NEVER))).toMatch(
      /^error while removing network: network lab has active endpoints \(name:"box" id:"[0-9a-f]{12}"\)$/,
    );
    await m.ask((e) => e.networkDisconnect("bridge", "box", { force: false }, NEVER));
    expect(await hosts()).toEqual([`172.18.0.2\t${short}`]);
    expect(await m.refused((e) => e.networkDisconnect("bridge", "box", { force: false }, NEVER))).toBe(
      `container ${id} is not connected to network bridge`,
    );
  });
});

describe("ports", () => {
  const publish = (HostPort: string, HostIp = "") => ({ host: { PortBindings: { "80/tcp": [{ HostIp, HostPort }] } } });
  const portsOf = async (m: TestDaemon, name: string) =>
    (await m.ask((e) => e.containerInspect(name, { size: false }, NEVER))).NetworkSettings.Ports["80/tcp"]?.map(
      (b) => `${b.HostIp}:${b.HostPort}`,
    );

  test("a port is one container's until that stops; the container that cannot have it stays created", async () => {
    const m = await testDaemon();
    await m.start("aa", ["sleep", "100"], publish("8080"));
    await m.create("bb", ["sleep", "100"], publish("8080", "127.0.0.1"));
    expect(await m.refused((e) => e.containerStart("bb", NEVER))).toMatch(
      /^failed to set up container networking: driver failed programming external connectivity on endpoint bb \([0-9a-f]{64}\): Bind for 127\.0\.0\.1:8080 failed: port is already allocated$/,
    );
    const { State } = await m.ask((e) => e.containerInspect("bb", { size: false }, NEVER));
    expect([State.Status, State.ExitCode]).toEqual(["created", 128]);
    await m.ask((e) => e.containerRemove("aa", REMOVE, NEVER));
    await m.ask((e) => e.containerStart("bb", NEVER));
    expect(await portsOf(m, "bb")).toEqual(["127.0.0.1:8080"]);
  });

  test("an open port is the next of the ephemeral ones, of a range the first that is free", async () => {
    const m = await testDaemon();
    await m.start("aa", ["sleep", "100"], publish(""));
    await m.start("bb", ["sleep", "100"], publish("", "127.0.0.1"));
    await m.start("cc", ["sleep", "100"], publish("9000-9002"));
    await m.start("dd", ["sleep", "100"], publish("9000-9002"));
    expect([await portsOf(m, "aa"), await portsOf(m, "bb"), await portsOf(m, "cc"), await portsOf(m, "dd")]).toEqual([
      ["0.0.0.0:32768", ":::32768"],
      ["127.0.0.1:32769"],
      ["0.0.0.0:9000", ":::9000"],
      ["0.0.0.0:9001", ":::9001"],
    ]);
  });
});

test("what a network refuses", async () => {
  const m = await testDaemon();
  const refused = (request: NetworkCreateRequest) => m.refused((e) => e.networkCreate(request, NEVER));
  expect(await refused(wanted("bridge"))).toBe("operation is not permitted on predefined bridge network");
  expect(await refused(wanted("aa", [{ Subnet: "172.17.0.0/16" }]))).toBe(
    "invalid pool request: Pool overlaps with other one on this address space",
  );
  expect(await refused(wanted("aa", [{ Subnet: "10.1.0.5/16" }]))).toBe(
    "invalid network config:\ninvalid subnet 10.1.0.5/16: it should be 10.1.0.0/16",
  );
  expect(await refused(wanted("aa", [], { Driver: "nosuch" }))).toBe('plugin "nosuch" not found');
  expect(await m.refused((e) => e.networkRemove("host", NEVER))).toBe(
    "host is a pre-defined network and cannot be removed",
  );
});
