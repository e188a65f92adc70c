import fc from "fast-check";
import { expect, test } from "vitest";
import { ApiError, NotModified } from "../api/errors.ts";
import { NO_FILTERS } from "../api/filters.ts";
import { NEVER } from "../std/cancel.ts";
import { valuesOf } from "./buckets.ts";
import { type TestDaemon, testDaemon, type Wish } from "./testing/machine.ts";

const NAMES = ["ann", "bob", "cid"];
const PORTS = ["8080", "8081", ""];
const ACTIVE = ["running", "paused", "restarting"];

const name = fc.constantFrom(...NAMES);
const wish = fc.record({
  port: fc.constantFrom(undefined, ...PORTS),
  network: fc.constantFrom("bridge", "lab", "none", "host"),
  volume: fc.constantFrom(undefined, "data:/v", "/anonymous"),
  autoRemove: fc.boolean(),
  program: fc.constantFrom<readonly string[]>(["sleep", "1000"], ["polite", "0"], ["exit", "3"], ["nosuch"]),
});
type WishOf = typeof wish extends fc.Arbitrary<infer T> ? T : never;

const command = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("create" as const), name, wish }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("start" as const), name }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("stop", "kill", "pause", "unpause", "restart"), name }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("rm" as const), name, force: fc.boolean(), volumes: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("rename" as const), name, to: name }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("connect", "disconnect"), name }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("prune" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("wait" as const) }) },
);
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

function wishOf(w: WishOf): Wish {
  const bound = w.volume?.includes(":");
  return {
    config: w.volume && !bound ? { Volumes: { [w.volume]: {} } } : {},
    host: {
      NetworkMode: w.network,
      AutoRemove: w.autoRemove,
      Binds: w.volume && bound ? [w.volume] : null,
      PortBindings: w.port === undefined ? {} : { "80/tcp": [{ HostIp: "", HostPort: w.port }] },
    },
  };
}

/** Does it; a refusal is fine, anything else is not. Gives the refusal. */
async function act(m: TestDaemon, c: Command): Promise<ApiError | undefined> {
  try {
    await m.ask(async (e) => {
      switch (c.kind) {
        case "start":
          return e.containerStart(c.name, NEVER);
        case "stop":
          return e.containerStop(c.name, { timeout: 1 }, NEVER);
        case "restart":
          return e.containerRestart(c.name, { timeout: 0 }, NEVER);
        case "kill":
          return e.containerKill(c.name, "KILL", NEVER);
        case "pause":
          return e.containerPause(c.name, NEVER);
        case "unpause":
          return e.containerUnpause(c.name, NEVER);
        case "rm":
          return e.containerRemove(c.name, { force: c.force, removeVolumes: c.volumes, removeLinks: false }, NEVER);
        case "rename":
          return e.containerRename(c.name, c.to, NEVER);
        case "connect":
          return e.networkConnect("lab", c.name, {}, NEVER);
        case "disconnect":
          return e.networkDisconnect("lab", c.name, { force: false }, NEVER);
        case "prune":
          await e.containersPrune(NO_FILTERS, NEVER);
          return;
        case "wait":
          return m.kernel.sleep(2_000_000);
        default:
          return undefined;
      }
    });
    if (c.kind === "create") await m.create(c.name, c.wish.program, wishOf(c.wish));
    return undefined;
  } catch (e) {
    if (e instanceof ApiError) return e;
    throw e;
  }
}

/** What always holds of the records. */
async function check(m: TestDaemon): Promise<void> {
  const { containers, containerNames, volumes } = m.engine.state();
  const all = [...valuesOf(containers)];
  expect(new Set(all.map((c) => c.name)).size).toBe(all.length);
  expect(containerNames.size).toBe(all.length);
  const addresses: string[] = [];
  const ports: string[] = [];
  for (const c of all) {
    const active = c.state.status === "running" || c.state.status === "paused";
    for (const [network, e] of Object.entries(c.endpoints)) {
      if (e.address) addresses.push(`${network} ${e.address}`);
      expect(e.address !== "").toBe(active && network !== "none" && network !== "host");
    }
    for (const b of Object.values(c.ports).flatMap((x) => x ?? [])) ports.push(`${b.HostIp} ${b.HostPort}`);
    if (!active) expect([Object.keys(c.ports).length, c.sandboxID]).toEqual([0, ""]);
    for (const mount of c.mounts) expect([...valuesOf(volumes)].some((v) => v.name === mount.name)).toBe(true);
  }
  expect(new Set(addresses).size).toBe(addresses.length);
  expect(new Set(ports).size).toBe(ports.length);
  const listed = await m.ask((e) => e.containerList({ all: true, limit: 0, size: false, filters: NO_FILTERS }, NEVER));
  expect(listed.map((c) => c.Id).sort()).toEqual(all.map((c) => c.id).sort());
}

test("names, addresses and ports are one container's; what does not run holds none; rm is refused exactly while it runs", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { maxLength: 25 }), async (commands) => {
      const m = await testDaemon();
      const lab = {
        Name: "lab",
        Driver: "bridge",
        Internal: false,
        Attachable: false,
        Ingress: false,
        ConfigOnly: false,
      };
      await m.ask((e) => e.networkCreate({ ...lab, IPAM: null, Options: {}, Labels: {} }, NEVER));
      const removable = async (who: string) => {
        const [row] = await m.ask((e) =>
          e.containerList({ all: true, limit: 0, size: false, filters: new Map([["name", [`^${who}$`]]]) }, NEVER),
        );
        return row && !ACTIVE.includes(row.State);
      };
      for (const c of commands) {
        const free = c.kind === "rm" ? await removable(c.name) : undefined;
        const refusal = await act(m, c);
        if (c.kind === "rm" && free !== undefined) expect(refusal === undefined).toBe(free || c.force);
        if (c.kind === "start" && refusal instanceof NotModified) expect(await removable(c.name)).toBe(false);
        await check(m);
      }
      // When everything is gone, everything is free again.
      for (const n of NAMES) await act(m, { kind: "rm", name: n, force: true, volumes: true });
      await m.ask((e) => e.containersPrune(NO_FILTERS, NEVER));
      expect([m.engine.state().containers.size, m.engine.state().containerNames.size]).toEqual([0, 0]);
      await m.ask((e) => e.volumesPrune(new Map([["all", ["1"]]]), NEVER));
      expect(m.engine.state().volumes.size).toBe(0);
      await m.start(
        "last",
        ["sleep", "1"],
        wishOf({ port: "8080", network: "bridge", volume: undefined, autoRemove: false, program: [] }),
      );
      const last = await m.ask((e) => e.containerInspect("last", { size: false }, NEVER));
      expect(last.NetworkSettings.IPAddress).toBe("172.17.0.2");
    }),
    { numRuns: 150 },
  );
});
