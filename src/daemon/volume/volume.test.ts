import { expect, test } from "vitest";
import { NO_FILTERS } from "../../api/filters.ts";
import { NEVER } from "../../std/cancel.ts";
import { testDaemon } from "../testing/machine.ts";

const names = (m: Awaited<ReturnType<typeof testDaemon>>) =>
  m.ask(async (e) => (await e.volumeList(NO_FILTERS, NEVER)).Volumes.map((v) => v.Name));
const REMOVE = { force: false, removeVolumes: false, removeLinks: false };

test("an empty volume takes what the image holds at its place; a bind, nocopy and a filled one do not", async () => {
  const m = await testDaemon();
  m.files.mkdirs("/empty");
  const ls = async (bind: string) => (await m.run("", ["ls", "/data"], { host: { Binds: [bind] } })).output;
  expect(await ls("vol:/data")).toBe("seed\n");
  expect(await ls("plain:/data:nocopy")).toBe("");
  expect(await ls("/empty:/data")).toBe("");
  await m.run("", ["touch", "/data/own"], { host: { Binds: ["vol:/data"] } });
  await m.run("", ["rm", "/data/seed"], { host: { Binds: ["vol:/data"] } });
  expect(await ls("vol:/data")).toBe("own\n");
});

test("a volume is shared at once, and can be looked at on the host", async () => {
  const m = await testDaemon();
  await m.start("box", ["sleep", "100"], { host: { Binds: ["vol:/v"] } });
  await m.run("", ["touch", "/w/file"], { host: { Binds: ["vol:/w"] } });
  expect((await m.exec("box", ["ls", "/v"])).output).toBe("file\n");
  expect(m.files.readdir("/var/lib/docker/volumes/vol/_data").map((e) => e.name)).toEqual(["file"]);
});

test("is not removed while a container has it, running or not; rm -v takes only anonymous ones", async () => {
  const m = await testDaemon();
  await m.start("box", ["true"], { host: { Binds: ["named:/n"] }, config: { Volumes: { "/a": {} } } });
  await m.pass(1);
  const id = (await m.ask((e) => e.containerInspect("box", { size: false }, NEVER))).Id;
  expect(await m.refused((e) => e.volumeRemove("named", { force: true }, NEVER))).toBe(
    `remove named: volume is in use - [${id}]`,
  );
  expect((await names(m)).length).toBe(2);
  await m.ask((e) => e.containerRemove("box", { ...REMOVE, removeVolumes: true }, NEVER));
  expect(await names(m)).toEqual(["named"]);
});

test("prune takes unused anonymous ones, and with all the named ones", async () => {
  const m = await testDaemon();
  await m.run("", ["true"], { host: { Binds: ["named:/n"] }, config: { Volumes: { "/a": {} } } });
  await m.ask((e) => e.containersPrune(NO_FILTERS, NEVER));
  const first = await m.ask((e) => e.volumesPrune(NO_FILTERS, NEVER));
  expect([first.Deleted.length, await names(m)]).toEqual([1, ["named"]]);
  const second = await m.ask((e) => e.volumesPrune(new Map([["all", ["1"]]]), NEVER));
  expect(second.Deleted).toEqual(["named"]);
});

test("mounts as the real daemon shows and refuses them", async () => {
  const m = await testDaemon();
  m.files.mkdirs("/src");
  await m.create("box", ["true"], {
    host: {
      Binds: ["vol:/v", "/src:/s:ro"],
      Mounts: [
        { Type: "volume", Source: "two", Target: "/t", ReadOnly: true },
        { Type: "tmpfs", Target: "/m" },
      ],
    },
  });
  const { Mounts } = await m.ask((e) => e.containerInspect("box", { size: false }, NEVER));
  const volume = (name: string) => ({ Type: "volume", Name: name, Source: `/var/lib/docker/volumes/${name}/_data` });
  expect(Mounts).toEqual([
    { ...volume("vol"), Destination: "/v", Driver: "local", Mode: "z", RW: true, Propagation: "" },
    { Type: "bind", Source: "/src", Destination: "/s", Mode: "ro", RW: false, Propagation: "rprivate" },
    { ...volume("two"), Destination: "/t", Driver: "local", Mode: "z", RW: false, Propagation: "" },
    { Type: "tmpfs", Source: "", Destination: "/m", Mode: "", RW: true, Propagation: "" },
  ]);
  const refused = (Binds: string[]) =>
    m.create("", ["true"], { host: { Binds } }).then(String, (e: Error) => e.message);
  expect(await refused(["aa:/x", "bb:/x"])).toBe("Duplicate mount point: /x");
  expect(await refused(["aa:/x:zz"])).toBe("invalid mode: zz");
  expect(await refused(["aa:x"])).toBe(
    "invalid volume specification: 'aa:x': invalid mount config for type \"volume\": invalid mount path: 'x' mount path must be absolute",
  );
  m.files.writeFile("/file", "");
  await m.create("twisted", ["true"], { host: { Binds: ["/file:/data"] } });
  expect(await m.refused((e) => e.containerStart("twisted", NEVER))).toMatch(
    /error mounting "\/file" to rootfs at "\/data": .*not a directory: Are you trying to mount a directory onto a file/,
  );
});
