import { expect, test } from "vitest";
import { isErrno } from "../std/errno.ts";
import { decode, encode } from "../std/text.ts";
import { SECOND } from "../std/time.ts";
import { DnsError, type NetworkNamespace } from "./network.ts";
import type { Process, Program } from "./process.ts";
import { type TestMachine, testMachine } from "./testing/machine.ts";

/** Listens where its arguments say and answers each connection with whom it sees. */
const server: Program = async (p) => {
  const listener = p.listen(p.argv[1] ?? "0.0.0.0", Number(p.argv[2] ?? 80));
  for (;;) {
    const c = await listener.accept();
    const asked = decode((await c.read()) ?? new Uint8Array());
    await c.write(encode(`${asked} from ${c.remote.address} to ${c.local.address}:${c.local.port}`));
    c.close();
  }
};

async function ask(p: Process, host: string, port: number): Promise<string> {
  const before = p.now();
  const took = () => Math.round((p.now() - before) / SECOND);
  try {
    const c = await p.connect(host, port, { timeout: 5 * SECOND });
    await c.write(encode("hi"));
    const answer = await c.read();
    c.close();
    return answer ? decode(answer) : "nothing";
  } catch (e) {
    if (e instanceof DnsError) return e.code;
    return isErrno(e) ? `${e.code} after ${took()} s` : String(e);
  }
}

const client: Program = async (p) => {
  for (const at of p.argv.slice(1)) {
    const [, host = "", port = ""] = /^(.*):(\d+)$/.exec(at) ?? [];
    await p.write(1, `${await ask(p, host, Number(port))}\n`);
  }
  return 0;
};

/** Two bridges as Docker makes them, with `web` (172.17.0.2) and `box` (.3) on the first, `far` (172.18.0.2) on the other. */
function bridges(m: TestMachine, options: { icc?: boolean; internal?: boolean } = {}) {
  const { network } = m.kernel;
  const make = (name: string, subnet: string, gateway: string) =>
    network.createBridge({ name, subnet, gateway, internal: options.internal ?? false, icc: options.icc ?? true });
  const docker0 = make("docker0", "172.17.0.0/16", "172.17.0.1");
  const other = make("br-1", "172.18.0.0/16", "172.18.0.1");
  const place = (bridge: typeof docker0, address: string, gateway: string) => {
    const namespace = network.createNamespace();
    const mac = `02:42:${address
      .split(".")
      .map((n) => Number(n).toString(16).padStart(2, "0"))
      .join(":")}`;
    bridge.connect(namespace, {
      interface: "eth0",
      mac,
      address,
      prefixLength: 16,
      ...(options.internal ? {} : { gateway }),
    });
    return namespace;
  };
  return {
    web: place(docker0, "172.17.0.2", "172.17.0.1"),
    box: place(docker0, "172.17.0.3", "172.17.0.1"),
    far: place(other, "172.18.0.2", "172.18.0.1"),
  };
}

async function from(m: TestMachine, network: NetworkNamespace, ...to: string[]): Promise<string[]> {
  return (await m.run(["client", ...to], { network })).output.trimEnd().split("\n");
}

test("on one bridge containers reach each other; nobody there, nobody listening, another bridge, outside", async () => {
  const m = testMachine({ server, client });
  const { web, box } = bridges(m);
  m.start(["server"], { network: web });
  expect(
    await from(
      m,
      box,
      "172.17.0.2:80",
      "172.17.0.2:81",
      "172.17.0.9:80",
      "172.18.0.2:80",
      "8.8.8.8:80",
      "localhost:80",
    ),
  ).toEqual([
    "hi from 172.17.0.3 to 172.17.0.2:80",
    "ECONNREFUSED after 0 s",
    "EHOSTUNREACH after 3 s",
    "ETIMEDOUT after 5 s",
    "ETIMEDOUT after 5 s",
    "ECONNREFUSED after 0 s",
  ]);
});

test("a listener on 127.0.0.1 is reached from inside only; one on :: takes IPv4 too", async () => {
  const m = testMachine({ server, client });
  const { web, box } = bridges(m);
  m.start(["server", "127.0.0.1", "80"], { network: web });
  m.start(["server", "::", "90"], { network: web });
  expect(await from(m, box, "172.17.0.2:80", "172.17.0.2:90")).toEqual([
    "ECONNREFUSED after 0 s",
    "hi from 172.17.0.3 to 172.17.0.2:90",
  ]);
  expect(await from(m, web, "127.0.0.1:80", "localhost:90")).toEqual([
    "hi from 127.0.0.1 to 127.0.0.1:80",
    "hi from 127.0.0.1 to 127.0.0.1:90",
  ]);
});

test("without inter-container traffic packets are dropped; an internal network leads nowhere", async () => {
  const m = testMachine({ server, client });
  const quiet = bridges(m, { icc: false });
  m.start(["server"], { network: quiet.web });
  expect(await from(m, quiet.box, "172.17.0.2:80")).toEqual(["ETIMEDOUT after 5 s"]);
  expect(await from(m, m.kernel.network.host, "172.17.0.2:80")).toEqual(["hi from 172.17.0.1 to 172.17.0.2:80"]);
  const n = testMachine({ server, client });
  const { box } = bridges(n, { internal: true });
  expect(await from(n, box, "8.8.8.8:80", "172.18.0.2:80")).toEqual(["ENETUNREACH after 0 s", "ENETUNREACH after 0 s"]);
});

test("a published port leads in from the host's addresses and, by the gateway, from containers", async () => {
  const m = testMachine({ server, client });
  const { web, box, far } = bridges(m);
  const { host } = m.kernel.network;
  m.start(["server"], { network: web });
  const published = m.kernel.network.publish({ hostIP: "", hostPort: 8080, protocol: "tcp", target: web, port: 80 });
  m.kernel.network.publish({ hostIP: "127.0.0.1", hostPort: 8081, protocol: "tcp", target: web, port: 80 });
  m.kernel.network.publish({ hostIP: "", hostPort: 8082, protocol: "tcp", target: web, port: 82 });
  const inside = "hi from 172.17.0.1 to 172.17.0.2:80";
  expect(await from(m, host, "localhost:8080", "::1:8080", "192.168.65.3:8080")).toEqual([inside, inside, inside]);
  expect(await from(m, host, "127.0.0.1:8081", "192.168.65.3:8081", "localhost:8082")).toEqual([
    inside,
    "ECONNREFUSED after 0 s",
    "ECONNRESET after 0 s",
  ]);
  expect(await from(m, box, "172.17.0.1:8080")).toEqual([inside]);
  expect(await from(m, far, "172.18.0.1:8080", "172.18.0.1:8081")).toEqual([inside, "ECONNREFUSED after 0 s"]);
  expect(() =>
    m.kernel.network.publish({ hostIP: "0.0.0.0", hostPort: 8080, protocol: "tcp", target: box, port: 80 }),
  ).toThrow("EADDRINUSE");
  expect(m.kernel.network.portInUse("0.0.0.0", 8080, "udp")).toBe(false);
  expect((await m.run(["server", "0.0.0.0", "8080"], { network: host })).output).toBe(
    "server: Address already in use\n",
  );
  published.close();
  expect(await from(m, host, "localhost:8080")).toEqual(["ECONNREFUSED after 0 s"]);
});

test("names: /etc/hosts, then the namespace's resolver, then nobody", async () => {
  const m = testMachine({
    client,
    main: async (p) => {
      for (const name of ["localhost", "db", "WEB", "foo", "example.com", "10.0.0.1"])
        await p.write(
          1,
          `${await p.resolve(name).then(
            (a) => a.join(" "),
            (e: DnsError) => e.code,
          )}\n`,
        );
      await p.write(1, `${p.reverse("10.1.1.1")} ${p.reverse("172.18.0.5")}\n`);
      return 0;
    },
  });
  m.files.writeFile("/etc/hosts", "127.0.0.1\tlocalhost\n::1 localhost ip6-localhost\n10.1.1.1 db db.local # it\n");
  const network = m.kernel.network.createNamespace();
  network.setResolver((name) => (name === "web" ? ["172.18.0.5"] : undefined));
  network.setReverse((address) => (address === "172.18.0.5" ? "web.net" : undefined));
  expect((await m.run(["main"], { network })).output.split("\n")).toEqual([
    "127.0.0.1 ::1",
    "10.1.1.1",
    "172.18.0.5",
    "NXDOMAIN",
    "SERVFAIL",
    "10.0.0.1",
    "db web.net",
    "",
  ]);
});

test("a connection holds the writer back, ends with shutdown, and breaks for who writes to a closed one", async () => {
  let sent = 0;
  const m = testMachine({
    main: async (p) => {
      const listener = p.listen("127.0.0.1", 80);
      const c = await p.connect("127.0.0.1", 80);
      const s = await listener.accept();
      const writing = p.thread(async () => {
        for (; sent < 1_000_000; sent += 1000) await c.write(new Uint8Array(1000));
        c.shutdown();
      });
      await p.sleep(SECOND);
      const held = sent;
      let got = 0;
      for (let b = await s.read(); b; b = await s.read()) got += b.length;
      await writing.join();
      await s.write(encode("bye"));
      s.close();
      const last = await c.read();
      const end = await c.read();
      const failure = await c.write(encode("x")).catch((e) => (isErrno(e) ? e.code : e));
      await p.write(1, `${held} ${got} ${last && decode(last)} ${end} ${failure}\n`);
      return 0;
    },
  });
  expect((await m.run(["main"])).output).toBe("65000 1000000 bye null EPIPE\n");
});

test("sockets are closed with their process: readers see the end, new connections are refused", async () => {
  const m = testMachine({
    server,
    main: async (p) => {
      const pid = p.spawn(["server"]);
      await p.sleep(SECOND);
      const c = await p.connect("127.0.0.1", 80);
      await p.sleep(SECOND);
      p.kill(pid, 9);
      await p.write(1, `${await c.read()} ${await ask(p, "127.0.0.1", 80)}\n`);
      return 0;
    },
  });
  expect((await m.run(["main"])).output).toBe("null ECONNREFUSED after 0 s\n");
});

test("a connection as a descriptor can be given to a child", async () => {
  const m = testMachine({
    hello: async (p) => {
      await p.write(1, "hello");
      return 0;
    },
    main: async (p) => {
      const listener = p.listen("127.0.0.1", 80);
      const c = await p.connect("127.0.0.1", 80);
      const fd = p.descriptorOf(await listener.accept());
      p.spawn(["hello"], { fds: { 1: fd } });
      p.close(fd);
      const answer = await c.read();
      await p.write(1, `${answer && decode(answer)} ${await c.read()}\n`);
      return 0;
    },
  });
  expect((await m.run(["main"])).output).toBe("hello null\n");
});

test("datagrams arrive between containers and through a published port, and answers find back", async () => {
  const m = testMachine({
    echo: async (p) => {
      const socket = p.datagrams("0.0.0.0", 53);
      for (;;) {
        const { from, data } = await socket.receive();
        socket.send(from, encode(`${decode(data)} ${from.address}`));
      }
    },
    ask: async (p) => {
      const socket = p.datagrams();
      socket.send({ address: p.argv[1] ?? "", port: Number(p.argv[2]) }, encode("q"));
      const { from, data } = await socket.receive();
      await p.write(1, `${decode(data)} by ${from.address}:${from.port}\n`);
      return 0;
    },
  });
  const { web, box } = bridges(m);
  m.start(["echo"], { network: web });
  m.kernel.network.publish({ hostIP: "", hostPort: 5300, protocol: "udp", target: web, port: 53 });
  await m.kernel.run();
  expect((await m.run(["ask", "172.17.0.2", "53"], { network: box })).output).toBe("q 172.17.0.3 by 172.17.0.2:53\n");
  expect((await m.run(["ask", "127.0.0.1", "5300"], { network: m.kernel.network.host })).output).toBe(
    "q 172.17.0.1 by 127.0.0.1:5300\n",
  );
});

test("ping: a believable round trip, or silence until the timeout", async () => {
  const m = testMachine({
    main: async (p) => {
      const seen = [];
      for (const to of ["172.17.0.2", "172.17.0.9"]) {
        const before = p.now();
        const span = await p.ping(to, SECOND);
        seen.push(span === undefined ? `silence ${p.now() - before}` : span >= 50 && span <= 110);
      }
      await p.write(1, `${seen.join(", ")}\n`);
      return 0;
    },
  });
  const { box } = bridges(m);
  expect((await m.run(["main"], { network: box })).output).toBe("true, silence 1000010\n");
  const [answered, silent] = box.neighbours();
  expect(answered).toEqual({ address: "172.17.0.2", interface: "eth0", mac: expect.stringMatching(/^[0-9a-f:]{17}$/) });
  expect(silent).toEqual({ address: "172.17.0.9", interface: "eth0", mac: undefined });
});

test("a name server of the engine's shows as two sockets without a process", () => {
  const { box } = bridges(testMachine({}));
  box.showNameServer("127.0.0.11");
  expect(box.sockets().map((s) => [s.protocol, s.local.address, s.state, s.pid])).toEqual([
    ["tcp", "127.0.0.11", "LISTEN", undefined],
    ["udp", "127.0.0.11", "", undefined],
  ]);
});

test("the view of a namespace: interfaces with counters, routes, sockets", async () => {
  const m = testMachine({ server, client });
  const { web, box } = bridges(m);
  const { process } = m.start(["server"], { network: web });
  await from(m, box, "172.17.0.2:80");
  expect(web.sockets()).toEqual([
    { protocol: "tcp", local: { address: "0.0.0.0", port: 80 }, remote: undefined, state: "LISTEN", pid: process.pid },
  ]);
  expect(web.routes()).toEqual([
    { destination: "default", gateway: "172.17.0.1", interface: "eth0" },
    { destination: "172.17.0.0/16", gateway: "", interface: "eth0" },
  ]);
  expect(web.interfaces().map((i) => [i.name, i.mac, i.addresses.join(" "), i.mtu])).toEqual([
    ["lo", "00:00:00:00:00:00", "127.0.0.1/8 ::1/128", 65_536],
    ["eth0", "02:42:ac:11:00:02", "172.17.0.2/16", 1500],
  ]);
  const counted = (n: NetworkNamespace) => n.interfaces().map(({ rx, tx }) => [rx.bytes, tx.bytes]);
  expect(counted(web)).toEqual([
    [0, 0],
    [274, 241],
  ]);
});

test("unix sockets by path: the node is made, who may not write it may not connect, a dead one refuses", async () => {
  const m = testMachine({
    main: async (p) => {
      const say = (text: unknown) => p.write(1, `${text}\n`);
      const code = (e: unknown) => (isErrno(e) ? e.message : e);
      const listener = p.listenUnix("/tmp/s");
      await say(p.files.stat("/tmp/s").kind);
      const c = await p.connectUnix("/tmp/s");
      const s = await listener.accept();
      await c.write(encode("over"));
      await say(decode((await s.read()) ?? new Uint8Array()));
      try {
        p.listenUnix("/tmp/s");
      } catch (e) {
        await say(code(e));
      }
      listener.close();
      await say(await p.connectUnix("/tmp/s").catch(code));
      await say(await p.connectUnix("/tmp/none").catch(code));
      return 0;
    },
  });
  expect((await m.run(["main"])).output.split("\n")).toEqual([
    "socket",
    "over",
    "EADDRINUSE: Address already in use, /tmp/s",
    "ECONNREFUSED: Connection refused, /tmp/s",
    "ENOENT: No such file or directory, /tmp/none",
    "",
  ]);
});
