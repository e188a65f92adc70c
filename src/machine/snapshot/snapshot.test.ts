import fc from "fast-check";
import { expect, test } from "vitest";
import { oracleCatalog } from "../../../test/catalog/oracle.ts";
import { createMachine, type Machine, replay, restore } from "../../machine.ts";
import { sha256Hex } from "../../std/digest.ts";
import { decode } from "../../std/text.ts";
import { STUDENT } from "../host-user.ts";
import { writePack } from "./pack.ts";
import { writeRoot } from "./root.ts";
import { SnapshotError } from "./saved.ts";

const options = { catalog: oracleCatalog, catalogName: "oracle", registries: ["localhost:5000"] };

async function say(machine: Machine, line: string): Promise<string> {
  const { stdout, stderr } = await machine.exec(line);
  return stdout + stderr;
}

const SESSION = [
  "docker network create --subnet 10.5.0.0/16 front",
  "docker volume create data",
  "docker run -d --name web --network front -v data:/data -p 8080:80 busybox sh -c 'echo started; echo kept > /data/note; touch /made; sleep 1d'",
  "docker run -d --rm --name fleeting busybox sleep 1d",
  "docker run --name done busybox sh -c 'echo out; echo err >&2; exit 3'",
  "docker create --name fresh busybox true",
  "docker commit done own:1",
  "docker tag own:1 localhost:5000/own:1",
  "docker push -q localhost:5000/own:1",
  "docker rmi own:1",
  "mkdir -p ~/project && echo 'FROM busybox' > ~/project/Dockerfile && chmod 600 ~/project/Dockerfile && ln ~/project/Dockerfile ~/project/same",
];

async function session(): Promise<Machine> {
  const machine = createMachine(options);
  for (const line of SESSION) await machine.exec(line);
  return machine;
}

test("a restored machine has all but what ran: exited with 255, and what was to be removed is gone", async () => {
  const before = await session();
  const machine = await restore(await before.snapshot(), options);
  expect(await say(machine, "docker ps -a --format '{{.Names}} {{.State}} {{.Status}}' | sed 's/ago//'")).toMatch(
    /^fresh created Created\ndone exited Exited \(3\) .*\nweb exited Exited \(255\) .*\n$/,
  );
  expect(await say(machine, "docker logs done")).toBe("out\nerr\n");
  expect(await say(machine, "docker logs web")).toBe("started\n");
  expect(await say(machine, "docker diff web")).toBe(await say(before, "docker diff web"));
  expect(await say(machine, "docker network inspect -f '{{(index .IPAM.Config 0).Subnet}}' front bridge")).toBe(
    "10.5.0.0/16\n172.17.0.0/16\n",
  );
  const images = "docker images -a --format '{{.Repository}} {{.Tag}} {{.ID}} {{.CreatedAt}} {{.Size}}'";
  expect(await say(machine, images)).toBe(await say(before, images));
  expect(await say(machine, "stat -c '%a %h' ~/project/Dockerfile; cat ~/project/same")).toBe("600 2\nFROM busybox\n");
  expect(await say(machine, "docker pull -q localhost:5000/own:1 && docker run --rm localhost:5000/own:1 true")).toBe(
    "localhost:5000/own:1\n",
  );
});

test("the containers of a restored machine start again, with their volumes, networks and ports", async () => {
  const machine = await restore(await (await session()).snapshot(), options);
  expect(await say(machine, "docker start web && docker exec web cat /data/note && docker port web")).toBe(
    "web\nkept\n80/tcp -> 0.0.0.0:8080\n80/tcp -> [::]:8080\n",
  );
  expect(await say(machine, "docker run -d --name other -p 8080:80 busybox sleep 1d")).toContain(
    "port is already allocated",
  );
  expect(await say(machine, "docker volume rm data")).toContain("volume is in use");
  expect(await say(machine, "docker run --rm --network front busybox ping -c 1 web | head -n 1")).toContain(
    "PING web (10.5.0.2)",
  );
  expect(
    await say(machine, "docker rm -f $(docker ps -aq) >/dev/null; docker network rm front; docker volume rm data"),
  ).toBe("front\ndata\n");
});

test("a restored machine draws other ids than the one before, and a restored one can be saved again", async () => {
  const before = await session();
  const once = await restore(await before.snapshot(), options);
  const twice = await restore(await once.snapshot(), options);
  expect(twice.view()).toEqual(once.view());
  const known = new Set(before.view().containers.map((c) => c.id));
  await twice.exec("docker run -d --name new busybox sleep 1d");
  expect(twice.view().containers.filter((c) => c.name === "new" && known.has(c.id))).toEqual([]);
});

test("pieces put together are the whole; what did not change is not written again", async () => {
  const machine = await session();
  const first = await machine.snapshotPiece(false);
  expect(first.from).toBe(0);
  await machine.exec("echo more > ~/more; docker rename done finished");
  const second = await machine.snapshotPiece(false);
  expect(second.from).toBe(1);
  const size = (packs: readonly Uint8Array[]) => packs.reduce((n, p) => n + p.length, 0);
  expect(size(second.packs)).toBeLessThan(size(first.packs) / 4);
  const bytes = Buffer.concat([second.root, ...first.packs, ...second.packs]);
  const restored = await restore(new Uint8Array(bytes), options);
  expect(await say(restored, "cat ~/more; docker ps -a --format '{{.Names}}'")).toBe("more\nfresh\nfinished\nweb\n");
  expect((await machine.snapshotPiece(true)).from).toBe(0);
});

test("a password that was typed is in no snapshot", async () => {
  const machine = createMachine({ ...options, user: STUDENT });
  const terminal = machine.openTerminal(80, 24);
  let shown = "";
  terminal.onOutput((chunk) => {
    shown += decode(chunk);
  });
  terminal.input("docker login -u ann\r");
  await machine.run(() => shown.includes("Password:"));
  terminal.input("geheim123\r");
  await machine.run(() => shown.includes("Login Succeeded"));
  const text = Buffer.from(await machine.snapshot()).toString("latin1");
  expect(text).not.toContain("geheim123");
  expect(text).not.toContain(btoa("ann:geheim123"));
  expect(text).toContain(btoa("ann:x"));
});

test("a log notes the state before each command; a replay tells where it comes to another", async () => {
  const machine = await session();
  await machine.snapshot();
  const log = machine.log();
  expect(log.entries.filter((e) => e.digest !== undefined).length).toBeGreaterThan(SESSION.length - 3);
  const told: number[] = [];
  await replay(log, options, (entry) => told.push(entry));
  expect(told).toEqual([]);
  const at = log.entries.findIndex((e) => e.input.kind === "exec" && e.input.line.startsWith("docker create"));
  const entries = log.entries.map((e, i) => (i === at ? { ...e, digest: `sha256:${"0".repeat(64)}` } : e));
  await replay({ ...log, entries }, options, (entry) => told.push(entry));
  expect(told).toEqual([at]);
  // Another version of Drydock in which a command does something else.
  const other = log.entries.map((e) =>
    e.input.kind === "exec" && e.input.line.includes("--name done")
      ? { ...e, input: { kind: "exec" as const, line: e.input.line.replace("exit 3", "exit 4") } }
      : e,
  );
  told.length = 0;
  await replay({ ...log, entries: other }, options, (entry) => told.push(entry));
  expect(told.length).toBeGreaterThan(0);
});

test("a damaged snapshot is refused with a SnapshotError, whatever is wrong with it", async () => {
  const machine = createMachine(options);
  await machine.exec("docker run --name done busybox echo hi; echo x > ~/file");
  const good = await machine.snapshot();
  const damage = fc.oneof(
    fc.nat(good.length - 1).map((at) => good.slice(0, at)),
    fc.tuple(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 })).map(([at, by]) => {
      const bytes = good.slice();
      bytes[at] = (bytes[at] ?? 0) ^ by;
      return bytes;
    }),
    fc.uint8Array({ maxLength: 300 }),
    fc.uint8Array({ minLength: 1, maxLength: 20 }).map((more) => new Uint8Array([...good, ...more])),
  );
  await fc.assert(
    fc.asyncProperty(damage, async (bytes) => {
      await expect(restore(bytes, options)).rejects.toBeInstanceOf(SnapshotError);
    }),
    { numRuns: 200 },
  );
});

test("a snapshot whose digests fit but that another program wrote is refused too", async () => {
  const number = fc.oneof(fc.nat(5), fc.constant(-1), fc.string());
  const value = fc.oneof(
    fc.anything(),
    fc.tuple(fc.constantFrom("b", "d", "f", "l", "v", "p", "s", "j", "g"), fc.anything(), number),
    fc.tuple(fc.constant("d"), fc.constant([493, 0, 0, 0]), fc.string(), number),
  );
  const json = <T>(arbitrary: fc.Arbitrary<T>) =>
    arbitrary.map((v) => JSON.parse(JSON.stringify(v) ?? "null") as unknown);
  await fc.assert(
    fc.asyncProperty(
      json(fc.array(value, { maxLength: 6 })),
      fc.option(json(fc.anything()), { nil: undefined }),
      fc.nat(5),
      async (values, engine, host) => {
        const pack = writePack(values as never, []);
        const root = { version: "0", seed: "s", time: 0, catalog: "c", entries: 0, pristine: host, host, engine };
        const bytes = writeRoot({ ...root, packs: [[sha256Hex(pack), pack.length]] } as never);
        await restore(new Uint8Array([...bytes, ...pack]), options).then(
          () => expect(engine).toBeUndefined(),
          (e) => expect(e).toBeInstanceOf(SnapshotError),
        );
      },
    ),
    { numRuns: 300 },
  );
});
