import { describe, expect, test } from "vitest";
import { NO_FILTERS } from "../../api/filters.ts";
import { NEVER } from "../../std/cancel.ts";
import { readAll } from "../../std/stream.ts";
import { decode, encode } from "../../std/text.ts";
import { DEFAULT_FACTS } from "../facts.ts";
import { testDaemon } from "../testing/machine.ts";

const REMOVE = { force: false, removeVolumes: false, removeLinks: false };
const ALL = { all: true, limit: 0, size: false, filters: NO_FILTERS };

describe("a run", () => {
  test("tells its events in the real daemon's order", async () => {
    const m = await testDaemon();
    await m.run("job", ["exit", "3"], { host: { Binds: ["store:/store"] } });
    await m.start("box", ["polite", "7"]);
    await m.ask((e) => e.containerStop("box", {}, NEVER));
    await m.start("deaf", ["sleep", "100"]);
    await m.ask((e) => e.containerRestart("deaf", { timeout: 0 }, NEVER));
    await m.ask((e) => e.containerRemove("deaf", { ...REMOVE, force: true }, NEVER));
    expect(await m.events("name", "signal", "exitCode")).toEqual([
      "image pull box",
      "volume create",
      "container create job",
      "container attach job",
      "volume mount",
      "network connect bridge",
      "container start job",
      "network disconnect bridge",
      "volume unmount",
      "container die job 3",
      "container create box",
      "network connect bridge",
      "container start box",
      "container kill box 15",
      "network disconnect bridge",
      "container stop box",
      "container die box 7",
      "container create deaf",
      "network connect bridge",
      "container start deaf",
      "container kill deaf 15",
      "container kill deaf 9",
      "network disconnect bridge",
      "container stop deaf",
      "container die deaf 137",
      "network connect bridge",
      "container start deaf",
      "container restart deaf",
      "container kill deaf 9",
      "network disconnect bridge",
      "container die deaf 137",
      "container destroy deaf",
    ]);
  });

  test("that cannot be started leaves a created container with runc's words and status", async () => {
    const m = await testDaemon();
    const prefix =
      "failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: ";
    const cases: [string, string, number][] = [
      ["nosuch", `${prefix}exec: "nosuch": executable file not found in $PATH`, 127],
      ["/nosuch", `${prefix}exec: "/nosuch": stat /nosuch: no such file or directory`, 127],
      ["/etc/passwd", `${prefix}exec: "/etc/passwd": permission denied`, 126],
      ["/data", `${prefix}exec: "/data": is a directory: permission denied`, 126],
    ];
    for (const [i, [word, message, code]] of cases.entries()) {
      await m.create(`bad${i}`, [word]);
      expect(await m.refused((e) => e.containerStart(`bad${i}`, NEVER))).toBe(message);
      const { State } = await m.ask((e) => e.containerInspect(`bad${i}`, { size: false }, NEVER));
      expect([State.Status, State.ExitCode, State.Error]).toEqual(["created", code, message]);
    }
  });

  test("what the kernel cannot execute is said on stderr, with status 255", async () => {
    const m = await testDaemon();
    m.files.writeFile("/script", "no format", 0o755);
    m.files.chmod("/script", 0o755);
    const { status } = await m.run("script", ["/s"], { host: { Binds: ["/script:/s"] } });
    expect(status).toBe(255);
    const lines: string[] = [];
    const options = {
      stdout: true,
      stderr: true,
      follow: false,
      timestamps: false,
      since: "",
      until: "",
      tail: "",
      details: false,
    };
    await m.ask(async (e) => {
      for await (const { stream, data } of e.containerLogs("script", options, NEVER))
        lines.push(`${stream} ${decode(data)}`);
    });
    expect(lines).toEqual(["stderr exec /s: exec format error\n"]);
  });

  test("removes itself with its anonymous volumes, and nothing else", async () => {
    const m = await testDaemon();
    const host = { AutoRemove: true, Binds: ["named:/named"] };
    await m.run("gone", ["true"], { host, config: { Volumes: { "/anonymous": {} } } });
    expect(await m.ask((e) => e.containerList(ALL, NEVER))).toEqual([]);
    const { Volumes } = await m.ask((e) => e.volumeList(NO_FILTERS, NEVER));
    expect(Volumes.map((v) => v.Name)).toEqual(["named"]);
  });
});

describe("input and output", () => {
  test("one client's input ends with it; several clients see what is printed from when they came", async () => {
    const m = await testDaemon();
    const config = { OpenStdin: true, StdinOnce: true, AttachStdin: true };
    await m.create("cat", ["cat"], { config });
    const out = await m.ask(async (e) => {
      const all = { stdin: true, stdout: true, stderr: true, logs: false };
      const first = await e.containerAttach("cat", all, NEVER);
      await e.containerStart("cat", NEVER);
      await first.stdin.write(encode("one\n"));
      await m.kernel.sleep(1000);
      const second = await e.containerAttach("cat", { ...all, stdin: false }, NEVER);
      await first.stdin.write(encode("two\n"));
      first.stdin.close();
      return [decode(await readAll(first.stdout)), decode(await readAll(second.stdout))];
    });
    expect(out).toEqual(["one\ntwo\n", "two\n"]);
  });

  test("a slow client holds the container back instead of filling memory", async () => {
    const m = await testDaemon();
    await m.create("flood", ["cat", "/big"], { host: { Binds: ["/big:/big"] } });
    m.files.writeFile("/big", new Uint8Array(1_000_000));
    const size = await m.ask(async (e) => {
      const streams = await e.containerAttach(
        "flood",
        { stdin: false, stdout: true, stderr: true, logs: false },
        NEVER,
      );
      await e.containerStart("flood", NEVER);
      const { State } = await e.containerInspect("flood", { size: false }, NEVER);
      return [State.Running, (await readAll(streams.stdout)).length];
    });
    expect(size).toEqual([true, 1_000_000]);
  });
});

describe("restart policies", () => {
  test("wait 100 ms and twice as long each time; on-failure counts; a manual start counts anew", async () => {
    const m = await testDaemon();
    const host = { RestartPolicy: { Name: "on-failure", MaximumRetryCount: 2 } } as const;
    const start = m.kernel.now() + DEFAULT_FACTS.start;
    await m.start("twice", ["exit", "4"], { host });
    await m.pass(3);
    const inspect = () => m.ask((e) => e.containerInspect("twice", { size: false }, NEVER));
    const first = await inspect();
    expect([first.RestartCount, first.State.Status, first.State.ExitCode]).toEqual([2, "exited", 4]);
    expect(Date.parse(first.State.FinishedAt) * 1000 - start).toBeGreaterThan(299_000);
    expect(Date.parse(first.State.FinishedAt) * 1000 - start).toBeLessThan(310_000);
    await m.ask((e) => e.containerStart("twice", NEVER));
    expect((await inspect()).RestartCount).toBeLessThan(2);
  });

  test("a stop or a kill is the last word, even between two runs", async () => {
    const m = await testDaemon();
    const host = { RestartPolicy: { Name: "always", MaximumRetryCount: 0 } } as const;
    await m.start("loop", ["exit", "1"], { host });
    await m.pass(0.5);
    const status = async () => (await m.ask((e) => e.containerInspect("loop", { size: false }, NEVER))).State.Status;
    expect(await status()).toBe("restarting");
    expect(await m.refused((e) => e.containerRemove("loop", REMOVE, NEVER))).toBe(
      'cannot remove container "loop": container is restarting: stop the container before removing or force remove',
    );
    await m.ask((e) => e.containerStop("loop", {}, NEVER));
    expect(await status()).toBe("exited");
    await m.pass(60);
    expect(await status()).toBe("exited");
  });
});

describe("states", () => {
  test("what a paused, a stopped and a missing container refuse", async () => {
    const m = await testDaemon();
    const id = await m.start("box", ["sleep", "100"]);
    await m.ask((e) => e.containerPause("box", NEVER));
    expect(await m.refused((e) => e.containerPause("box", NEVER))).toBe(`Container ${id} is already paused`);
    expect(await m.refused((e) => e.containerRemove("box", REMOVE, NEVER))).toBe(
      'cannot remove container "box": container is paused and must be unpaused first',
    );
    await expect(m.exec("box", ["true"])).rejects.toThrow("Container box is paused, unpause the container before exec");
    await m.ask((e) => e.containerKill("box", "KILL", NEVER));
    expect(await m.refused((e) => e.containerUnpause("box", NEVER))).toBe(`Container ${id} is not paused`);
    expect(await m.refused((e) => e.containerPause("box", NEVER))).toBe(`container ${id} is not running`);
    expect(await m.refused((e) => e.containerKill("box", "", NEVER))).toBe(
      `cannot kill container: box: container ${id} is not running`,
    );
    expect(await m.refused((e) => e.containerKill("box", "BOGUS", NEVER))).toBe(
      "cannot kill container: box: invalid signal: BOGUS",
    );
    expect(await m.refused((e) => e.containerStart("nosuch", NEVER))).toBe("No such container: nosuch");
  });

  test("a stop that its client does not wait for comes to its end", async () => {
    const m = await testDaemon();
    await m.start("deaf", ["sleep", "100"]);
    const client = m.kernel.thread("client", () => m.engine.containerStop("deaf", {}, NEVER));
    await m.pass(1);
    client.cancel();
    await m.pass(10);
    const { State } = await m.ask((e) => e.containerInspect("deaf", { size: false }, NEVER));
    expect([State.Status, State.ExitCode]).toEqual(["exited", 137]);
  });

  test("health: starting, healthy, unhealthy after the retries, and -1 past the timeout", async () => {
    const m = await testDaemon();
    const check = (Test: string[]) => ({ config: { Healthcheck: { Test, Interval: 1e9, Timeout: 2e9, Retries: 2 } } });
    await m.start("web", ["sleep", "100"], check(["CMD", "exists", "/ok"]));
    await m.start("slow", ["sleep", "100"], check(["CMD", "sleep", "50"]));
    const health = async (name: string) =>
      (await m.ask((e) => e.containerInspect(name, { size: false }, NEVER))).State.Health;
    expect((await health("web"))?.Status).toBe("starting");
    await m.exec("web", ["touch", "/ok"]);
    await m.pass(1.5);
    expect((await health("web"))?.Status).toBe("healthy");
    await m.exec("web", ["rm", "/ok"]);
    await m.pass(1);
    expect([(await health("web"))?.Status, (await health("web"))?.FailingStreak]).toEqual(["healthy", 1]);
    await m.pass(10);
    expect((await health("web"))?.Status).toBe("unhealthy");
    expect((await health("slow"))?.Log?.[0]).toMatchObject({
      ExitCode: -1,
      Output: "Health check exceeded timeout (2s)",
    });
  });
});

test("what the page looks at is told to have changed by state and by files", async () => {
  const m = await testDaemon();
  const seen: number[] = [];
  m.engine.onChange(() => seen.push(m.engine.view().containers[0]?.changeCount ?? -1));
  await m.start("box", ["sleep", "100"]);
  expect(seen.at(-1)).toBe(0);
  await m.exec("box", ["touch", "/file"]);
  expect(seen).toContain(1);
  expect(m.engine.view().containers[0]?.changes).toEqual([{ kind: "A", path: "/file" }]);
});
