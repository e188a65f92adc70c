import { describe, expect, test } from "vitest";
import type { ContainerConfig } from "../../api/container.ts";
import { ApiError } from "../../api/errors.ts";
import { type Filters, NO_FILTERS } from "../../api/filters.ts";
import type { ImageConfigFile } from "../../api/image.ts";
import type { ProgressMessage } from "../../api/progress.ts";
import { diff } from "../../filesystem/change.ts";
import { createTreeEditor } from "../../filesystem/editor.ts";
import type { Tree } from "../../filesystem/node.ts";
import { treeEntries } from "../../filesystem/tar.ts";
import { emptyTree, file, lookup } from "../../filesystem/tree.ts";
import { createOpenRegistry } from "../../registry/open.ts";
import type { Registry, RegistryImage } from "../../registry/registry.ts";
import { NEVER } from "../../std/cancel.ts";
import { createChance } from "../../std/chance.ts";
import { digestOf } from "../../std/digest.ts";
import { readAll, readerOf } from "../../std/stream.ts";
import { encodeTar } from "../../std/tar.ts";
import { decodeTar } from "../../std/tar-read.ts";
import { decode } from "../../std/text.ts";
import { rfc3339Nano, SECOND } from "../../std/time.ts";
import { deleteIn, setIn } from "../buckets.ts";
import type { ContainerRecord } from "../container/record.ts";
import { createStore } from "../store.ts";
import { createImageService } from "./service.ts";

const START = 1_760_000_000 * SECOND;

/** An image of these layers, each a set of files, with recorded digests that are not those of our trees. */
function stockImage(name: string, layers: readonly Record<string, string>[]): RegistryImage {
  const trees: Tree[] = [];
  for (const files of layers) {
    const editor = createTreeEditor(trees.at(-1) ?? emptyTree());
    for (const [path, text] of Object.entries(files)) editor.put(path, file(text));
    trees.push(editor.finish());
  }
  const records = layers.map((files, i) => ({
    digest: digestOf(`blob ${JSON.stringify(files)}`),
    compressedSize: 1_000_000 * (i + 1),
    size: 2_000_000 * (i + 1),
    diffID: digestOf(`diff ${JSON.stringify(files)}`),
  }));
  const created = rfc3339Nano(START - 3600 * SECOND);
  const config: ImageConfigFile = {
    architecture: "amd64",
    config: { Cmd: ["sh"], Env: ["PATH=/bin"], Labels: { stock: name } },
    created,
    history: [
      ...layers.map((_, i) => ({ created, created_by: `ADD layer${i} /`, comment: "buildkit.dockerfile.v0" })),
      { created, created_by: 'CMD ["sh"]', empty_layer: true },
    ],
    os: "linux",
    rootfs: { type: "layers", diff_ids: records.map((r) => r.diffID) },
  };
  return {
    digest: digestOf(`manifest ${name}`),
    imageID: digestOf(`image ${name}`),
    config,
    layers: records,
    size: records.reduce((n, l) => n + l.size, 0),
    trees: async () => trees,
  };
}

function setUp() {
  let now = START;
  const store = createStore();
  const events: string[] = [];
  const hub = createOpenRegistry("docker.io");
  const local = createOpenRegistry("localhost:5000");
  const registries = new Map<string, Registry>([
    ["docker.io", hub],
    ["localhost:5000", local],
  ]);
  const base = { "/bin/sh": "shell", "/etc/os-release": "NAME=box" };
  hub.push("library/box", "latest", stockImage("box", [base]), undefined);
  hub.push("library/box", "1", stockImage("box", [base]), undefined);
  hub.push("library/web", "latest", stockImage("web", [base, { "/srv/index.html": "hi" }]), undefined);
  const service = createImageService({
    store,
    registries: { get: (host) => registries.get(host), lasting: [] },
    dockerRoot: "/var/lib/docker",
    kernel: {
      chance: createChance("test"),
      now: () => now,
      sleep: async (span) => {
        now += span;
      },
      load: (what) => what(),
    },
    events: {
      emit: (type, action, id, attributes) => void events.push(`${type} ${action} ${id} ${attributes["name"] ?? ""}`),
    },
  });
  const { calls } = service;
  const attempt = async (what: () => unknown): Promise<unknown> => {
    try {
      return await what();
    } catch (e) {
      if (e instanceof ApiError) return e.message;
      throw e;
    }
  };
  const play = async (stream: AsyncIterable<ProgressMessage>): Promise<string[]> => {
    const out: string[] = [];
    for await (const m of stream) {
      if (m.progressDetail?.total !== undefined) continue;
      const text = m.error ?? m.status ?? m.stream?.trimEnd();
      if (text !== undefined) out.push(m.id === undefined ? text : `${m.id}: ${text}`);
    }
    return out;
  };
  const plain = { all: false, platform: "" };
  return {
    service,
    store,
    events,
    local,
    attempt,
    elapsed: () => now - START,
    pull: (reference: string, all = false) => attempt(() => play(calls.imagePull(reference, { ...plain, all }, NEVER))),
    push: (reference: string, all = false) => play(calls.imagePush(reference, { ...plain, all }, NEVER)),
    tag: (a: string, b: string) => attempt(() => calls.imageTag(a, b, NEVER)),
    rmi: async (reference: string, force = false) => {
      const items = await attempt(() => calls.imageRemove(reference, { force, prune: true, platforms: [] }, NEVER));
      return Array.isArray(items) ? items.map((i) => Object.entries(i)[0]?.join(": ")) : items;
    },
    list: async (filters: Filters = NO_FILTERS, all = false) => {
      const rows = await attempt(() => calls.imageList({ all, filters, sharedSize: false }, NEVER));
      return Array.isArray(rows) ? rows.map((r) => [r.RepoTags, r.RepoDigests.length]) : rows;
    },
    play,
    /** A container's record as far as images look at it. */
    container(id: string, imageID: string, status: "running" | "exited" | "gone") {
      const record = { id, serial: 1, imageID, state: { status } } as unknown as ContainerRecord;
      store.update((s) => ({
        ...s,
        containers: status === "gone" ? deleteIn(s.containers, id) : setIn(s.containers, id, record),
      }));
    },
  };
}

const short = (digest: string) => digest.slice(7, 19);
const BOX = stockImage("box", [{ "/bin/sh": "shell", "/etc/os-release": "NAME=box" }]);
const WEB = stockImage("web", [{ "/bin/sh": "shell", "/etc/os-release": "NAME=box" }, { "/srv/index.html": "hi" }]);
const blob = (image: RegistryImage, i: number) => short(image.layers[i]?.digest ?? "");

describe("pull", () => {
  test("fetches what is missing, once, and in believable time", async () => {
    const m = setUp();
    expect(await m.pull("docker.io/library/web:latest")).toEqual([
      "latest: Pulling from library/web",
      `${blob(WEB, 0)}: Pulling fs layer`,
      `${blob(WEB, 1)}: Pulling fs layer`,
      `${blob(WEB, 0)}: Verifying Checksum`,
      `${blob(WEB, 0)}: Download complete`,
      `${blob(WEB, 0)}: Pull complete`,
      `${blob(WEB, 1)}: Verifying Checksum`,
      `${blob(WEB, 1)}: Download complete`,
      `${blob(WEB, 1)}: Pull complete`,
      `Digest: ${WEB.digest}`,
      "Status: Downloaded newer image for web:latest",
    ]);
    expect(m.elapsed()).toBeGreaterThan(SECOND / 4);
    expect(m.elapsed()).toBeLessThan(2 * SECOND);
    expect(await m.pull("box")).toEqual([
      "latest: Pulling from library/box",
      `${blob(BOX, 0)}: Already exists`,
      `Digest: ${BOX.digest}`,
      "Status: Downloaded newer image for box:latest",
    ]);
    expect(await m.pull("box")).toEqual([
      "latest: Pulling from library/box",
      `Digest: ${BOX.digest}`,
      "Status: Image is up to date for box:latest",
    ]);
    expect(await m.pull("box", true)).toEqual([
      "1: Pulling from library/box",
      `Digest: ${BOX.digest}`,
      "latest: Pulling from library/box",
      `Digest: ${BOX.digest}`,
      "Status: Downloaded newer image for box",
    ]);
    expect(m.events).toEqual([
      "image pull web:latest web",
      "image pull box:latest box",
      "image pull box:latest box",
      "image pull box box",
    ]);
  });

  test("is refused in the daemon's words", async () => {
    const m = setUp();
    expect(await m.pull("box:9")).toBe("manifest for box:9 not found: manifest unknown: manifest unknown");
    expect(await m.pull("localhost:5999/x")).toBe(
      'Get "http://localhost:5999/v2/": dial tcp 127.0.0.1:5999: connect: connection refused',
    );
    expect(await m.pull("ghcr.io/a/b")).toBe(
      'Get "https://ghcr.io/v2/": dial tcp: lookup ghcr.io on 127.0.0.53:53: no such host',
    );
  });
});

describe("rmi", () => {
  test("by name, by id, forced, and what stays", async () => {
    const m = setUp();
    await m.pull("box");
    await m.tag("box", "mine:1");
    const id = BOX.imageID;
    expect(await m.rmi(short(id))).toBe(
      `conflict: unable to delete ${short(id)} (must be forced) - image is referenced in multiple repositories`,
    );
    expect(await m.rmi("mine:1")).toEqual(["Untagged: mine:1"]);
    m.container("c".repeat(64), id, "running");
    expect(await m.rmi("box")).toBe(
      `conflict: unable to remove repository reference "box" (must force) - container cccccccccccc is using its referenced image ${short(id)}`,
    );
    expect(await m.rmi(short(id), true)).toBe(
      `conflict: unable to delete ${short(id)} (cannot be forced) - image is being used by running container cccccccccccc`,
    );
    expect(await m.rmi("box", true)).toEqual(["Untagged: box:latest", `Untagged: box@${BOX.digest}`]);
    expect(await m.list()).toEqual([[[], 0]]);
    m.container("c".repeat(64), id, "exited");
    expect(await m.rmi(id)).toBe(
      `conflict: unable to delete ${short(id)} (must be forced) - image is being used by stopped container cccccccccccc`,
    );
    // The container still stands on the layer: it is not deleted, and a pull finds it.
    expect(await m.rmi(id, true)).toEqual([`Deleted: ${id}`]);
    expect((await m.pull("box")) as string[]).toContain(`${blob(BOX, 0)}: Already exists`);
    await m.rmi("box", true);
    m.container("c".repeat(64), id, "gone");
    expect((await m.pull("box")) as string[]).toContain(`${blob(BOX, 0)}: Pull complete`);
    expect(await m.rmi("box")).toEqual([
      "Untagged: box:latest",
      `Untagged: box@${BOX.digest}`,
      `Deleted: ${id}`,
      `Deleted: ${BOX.layers[0]?.diffID}`,
    ]);
    expect(await m.rmi("box")).toBe("No such image: box:latest");
    expect(await m.rmi("0".repeat(64))).toBe(`No such image: sha256:${"0".repeat(64)}`);
  });

  test("a layer that another image has stays; prune takes what has no tag, or no container", async () => {
    const m = setUp();
    await m.pull("box");
    await m.pull("web");
    expect(await m.rmi("box")).toEqual([
      "Untagged: box:latest",
      `Untagged: box@${BOX.digest}`,
      `Deleted: ${BOX.imageID}`,
    ]);
    await m.pull(`box@${BOX.digest}`);
    expect(await m.list(new Map([["dangling", ["true"]]]))).toEqual([[[], 1]]);
    expect(await m.service.calls.imagesPrune(NO_FILTERS, NEVER)).toEqual({
      Deleted: [{ Untagged: `box@${BOX.digest}` }, { Deleted: BOX.imageID }],
      SpaceReclaimed: 0,
    });
    m.container("c".repeat(64), WEB.imageID, "exited");
    expect(await m.service.calls.imagesPrune(new Map([["dangling", ["false"]]]), NEVER)).toEqual({
      Deleted: [],
      SpaceReclaimed: 0,
    });
    m.container("c".repeat(64), WEB.imageID, "gone");
    const all = await m.service.calls.imagesPrune(new Map([["dangling", ["false"]]]), NEVER);
    expect(all.SpaceReclaimed).toBe(6_000_000);
  });
});

describe("images made here", () => {
  const config: ContainerConfig = {
    Hostname: "c",
    Domainname: "",
    User: "",
    AttachStdin: false,
    AttachStdout: true,
    AttachStderr: true,
    Tty: false,
    OpenStdin: false,
    StdinOnce: false,
    Env: ["PATH=/bin"],
    Cmd: ["sh", "-c", "echo"],
    Image: "box",
    Volumes: null,
    WorkingDir: "",
    Entrypoint: null,
    Labels: {},
  };

  async function committed(m: ReturnType<typeof setUp>, reference: string, changes: readonly string[] = []) {
    const image = m.service.find("box");
    const base = await m.service.tree(image);
    const editor = createTreeEditor(base);
    editor.put("/root/f", file("v1\n", { mtime: START }));
    editor.remove("/etc/os-release");
    return m.service.commit({
      image,
      parentID: image.id,
      base,
      tree: editor.finish(),
      config,
      containerID: "c".repeat(64),
      reference,
      comment: "why",
      author: "me",
      changes,
    });
  }

  test("a commit adds a layer to its parent, which cannot go before it", async () => {
    const m = setUp();
    await m.pull("box");
    const id = await committed(m, "kid:1", ['CMD ["cat", "/root/f"]', "ENV A=1 B='two words'", "EXPOSE 80 90/udp"]);
    const shown = await m.service.calls.imageInspect("kid:1", { platform: "" }, NEVER);
    expect(shown).toMatchObject({ Id: id, Parent: BOX.imageID, Comment: "why", Author: "me", Size: 2_000_003 });
    expect(shown.Config).toEqual({
      Cmd: ["cat", "/root/f"],
      Entrypoint: null,
      Env: ["PATH=/bin", "A=1", "B=two words"],
      ExposedPorts: { "80/tcp": {}, "90/udp": {} },
      Labels: {},
      OnBuild: null,
      User: "",
      Volumes: null,
      WorkingDir: "",
    });
    expect(await m.service.calls.imageHistory("kid:1", { platform: "" }, NEVER)).toMatchObject([
      { Id: id, CreatedBy: "sh -c echo", Size: 3, Comment: "why", Tags: ["kid:1"] },
      { Id: BOX.imageID, CreatedBy: 'CMD ["sh"]', Size: 0, Tags: ["box:latest"] },
      { Id: "<missing>", CreatedBy: "ADD layer0 /", Size: 2_000_000, Tags: null },
    ]);
    expect(await m.rmi(BOX.imageID)).toBe(
      `conflict: unable to delete ${short(BOX.imageID)} (cannot be forced) - image has dependent child images`,
    );
    expect(await m.rmi("box")).toEqual(["Untagged: box:latest", `Untagged: box@${BOX.digest}`]);
    expect(await m.list()).toEqual([[["kid:1"], 0]]);
    const gone = (await m.rmi("kid:1")) as string[];
    expect([gone[0], gone[1], gone[3], gone[4]]).toEqual([
      "Untagged: kid:1",
      `Deleted: ${id}`,
      `Deleted: ${BOX.imageID}`,
      `Deleted: ${BOX.layers[0]?.diffID}`,
    ]);
    expect(m.events.slice(1, 3)).toEqual([`image create ${id} ${id}`, `image tag ${id} kid:1`]);
  });

  test("changes are refused as the daemon refuses them", async () => {
    const m = setUp();
    await m.pull("box");
    const refused = (change: string) => m.attempt(() => committed(m, "", [change]));
    expect(await refused("RUN true")).toBe("RUN is not a valid change command");
    expect(await refused("ENV a")).toBe("ENV must have two arguments");
    expect(await refused("EXPOSE x")).toBe("Invalid containerPort: x");
  });

  test("saved and loaded again, images are the same; names that others have move", async () => {
    const m = setUp();
    await m.pull("box");
    const id = await committed(m, "kid:1");
    const archive = await readAll(await m.service.calls.imageSave(["box", "kid"], { platform: "" }, NEVER));
    const files = decodeTar(archive);
    const manifest = JSON.parse(decode(files.find((f) => f.name === "manifest.json")?.data ?? new Uint8Array()));
    expect(manifest.map((i: { RepoTags: string[] }) => i.RepoTags)).toEqual([["box:latest"], ["kid:1"]]);
    for (const f of files.filter((f) => f.name.startsWith("blobs/sha256/") && f.type === "file")) {
      expect(digestOf(f.data)).toBe(f.name.replace("blobs/", "").replace("/", ":"));
    }
    await m.rmi("kid:1");
    await m.rmi("box");
    const options = { quiet: false, platform: "" };
    const load = () => m.play(m.service.calls.imageLoad(readerOf(archive), options, NEVER));
    expect(await load()).toEqual(["Loaded image: box:latest", "Loaded image: kid:1"]);
    expect([m.service.find("box").id, m.service.find("kid:1").id]).toEqual([BOX.imageID, id]);
    expect(m.service.find("box").size).toBe(BOX.size);
    await m.tag("box", "kid:1");
    expect(await load()).toEqual([
      "Loaded image: box:latest",
      `The image kid:1 already exists, renaming the old one with ID ${BOX.imageID} to empty string`,
      "Loaded image: kid:1",
    ]);
    expect(await m.play(m.service.calls.imageLoad(readerOf(new Uint8Array(10)), options, NEVER))).toEqual([
      "unexpected EOF",
    ]);
  });

  test("what is no saved image is read as one of old: its first folder lacks the json, or there are no names", async () => {
    const m = setUp();
    const options = { quiet: false, platform: "" };
    const load = async (tree: Tree) => {
      const archive = readerOf(encodeTar(treeEntries(tree)));
      const [line] = await m.play(m.service.calls.imageLoad(archive, options, NEVER));
      return String(line).replace(/import-\d+/, "import-N");
    };
    const editor = createTreeEditor(emptyTree());
    editor.put("/a-file", file("x"));
    expect(await load(editor.finish())).toMatch(/docker-import-N\/repositories: no such file or directory$/);
    editor.put("/usr/bin/x", file("x"));
    editor.put("/etc/passwd", file("x"));
    expect(await load(editor.finish())).toMatch(/docker-import-N\/etc\/json: no such file or directory$/);
  });

  test("loaded on another engine a saved image has our layers and the same files", async () => {
    const [m, other] = [setUp(), setUp()];
    await m.pull("web");
    const archive = await readAll(await m.service.calls.imageSave(["web"], { platform: "" }, NEVER));
    await other.play(other.service.calls.imageLoad(readerOf(archive), { quiet: true, platform: "" }, NEVER));
    const image = other.service.find("web");
    const tree = await other.service.tree(image);
    expect(diff(await m.service.tree(m.service.find("web")), tree)).toEqual([]);
    expect(image.id).not.toBe(WEB.imageID);
    expect(image.config.rootfs.diff_ids.length).toBe(2);
  });

  test("an import is one layer with the comment", async () => {
    const m = setUp();
    const editor = createTreeEditor(emptyTree());
    editor.put("/x/y", file("data"));
    const bytes = encodeTar(treeEntries(editor.finish()));
    const options = { reference: "flat:1", message: "", changes: ["CMD echo hi"], platform: "" };
    const [id] = await m.play(m.service.calls.imageImport(readerOf(bytes), options, NEVER));
    expect(await m.service.calls.imageInspect("flat:1", { platform: "" }, NEVER)).toMatchObject({
      Id: id,
      Comment: "Imported from -",
      Size: 4,
      Config: { Cmd: ["/bin/sh", "-c", "echo hi"] },
    });
    expect(lookup(await m.service.tree(m.service.find("flat:1")), "/x/y")).toMatchObject({ kind: "file" });
    expect(m.events).toEqual([`image tag ${id} flat:1`, `image import ${id} ${id}`]);
  });

  test("push: layers are sent, mounted or there; the digest becomes a name and can be pulled", async () => {
    const m = setUp();
    await m.pull("box");
    await m.tag("box", "localhost:5000/a/box");
    const top = short(BOX.layers[0]?.diffID ?? "");
    const pushed = await m.push("localhost:5000/a/box");
    expect(pushed.slice(0, 3)).toEqual([
      "The push refers to repository [localhost:5000/a/box]",
      `${top}: Preparing`,
      `${top}: Pushed`,
    ]);
    expect(pushed[3]).toMatch(/^latest: digest: sha256:[0-9a-f]{64} size: 52\d$/);
    expect((await m.push("localhost:5000/a/box"))[2]).toBe(`${top}: Layer already exists`);
    await m.tag("box", "localhost:5000/b/box:2");
    expect((await m.push("localhost:5000/b/box:2"))[2]).toBe(`${top}: Mounted from a/box`);
    expect(await m.push("localhost:5000/b/box:3")).toEqual([
      "The push refers to repository [localhost:5000/b/box]",
      "tag does not exist: localhost:5000/b/box:3",
    ]);
    expect(await m.push("nothing")).toEqual([
      "The push refers to repository [docker.io/library/nothing]",
      "An image does not exist locally with the tag: nothing",
    ]);
    const id = await committed(m, "localhost:5000/a/kid");
    await m.push("localhost:5000/a/kid");
    await m.rmi("localhost:5000/a/kid");
    expect(((await m.pull("localhost:5000/a/kid")) as string[]).at(-1)).toBe(
      "Status: Downloaded newer image for localhost:5000/a/kid:latest",
    );
    expect(m.service.find("localhost:5000/a/kid").id).toBe(id);
  });
});

describe("the builder's way", () => {
  test("a base that is not here is fetched into the build cache, not among the images", async () => {
    const m = setUp();
    const base = await (await m.service.backend()).resolve(
      "box",
      { pull: false, platform: { os: "linux", architecture: "amd64" } },
      NEVER,
    );
    expect(base.resolved).toBe(`docker.io/library/box:latest@${BOX.digest}`);
    expect(base.remote?.documents.map((d) => d.digest)).toEqual([BOX.digest, BOX.imageID]);
    const news: string[] = [];
    await base.remote?.fetch((id, _current, _total, done) => news.push(`${id}${done ? " done" : ""}`), NEVER);
    const [layer] = BOX.layers;
    expect([...new Set(news)]).toEqual([
      layer?.digest,
      `${layer?.digest} done`,
      `extracting ${layer?.digest}`,
      `extracting ${layer?.digest} done`,
    ]);
    expect(await m.list()).toEqual([]);
    const editor = createTreeEditor(base.tree);
    editor.put("/version", file("1"));
    const layers = [{ before: base.tree, after: editor.finish() }];
    const made = await (await m.service.backend()).commit({ base, layers, config: base.config, tags: ["app"] }, NEVER);
    const again = await (await m.service.backend()).commit(
      { base, layers, config: base.config, tags: ["app:2"] },
      NEVER,
    );
    expect(again).toEqual(made);
    expect(await m.list()).toEqual([[["app:2", "app:latest"], 0]]);
    expect(await m.rmi(made.imageID, true)).toEqual([
      "Untagged: app:2",
      "Untagged: app:latest",
      `Deleted: ${made.imageID}`,
    ]);
    expect((await m.pull("box")) as string[]).toContain(`${blob(BOX, 0)}: Already exists`);
    await m.rmi("box");
    (await m.service.backend()).retain?.([base.tree]);
    expect((await m.pull("box")) as string[]).toContain(`${blob(BOX, 0)}: Already exists`);
    await m.rmi("box");
    (await m.service.backend()).retain?.([]);
    expect((await m.pull("box")) as string[]).toContain(`${blob(BOX, 0)}: Pull complete`);
    expect(
      await m.attempt(async () =>
        (await m.service.backend()).resolve(
          "box:9",
          { pull: false, platform: { os: "linux", architecture: "amd64" } },
          NEVER,
        ),
      ),
    ).toBe("docker.io/library/box:9: not found");
  });
});

test("lists: filters and their errors", async () => {
  const m = setUp();
  await m.pull("box");
  await m.pull("web");
  const by = (key: string, ...values: string[]) => m.list(new Map([[key, values]]));
  expect(await by("reference", "b*")).toEqual([[["box:latest"], 1]]);
  expect(await by("reference", "*:lat*")).toHaveLength(2);
  expect(await by("reference", "[")).toBe("syntax error in pattern");
  expect(await by("label", "stock=web")).toEqual([[["web:latest"], 1]]);
  expect(await by("before", "nosuch")).toBe("No such image: nosuch:latest");
  expect(await by("dangling", "maybe")).toBe("invalid filter 'dangling=[maybe]'");
  expect(await by("color", "red")).toBe("invalid filter 'color'");
  expect(m.service.layersSize()).toBe(6_000_000);
  expect(m.service.diskUsage().map((r) => [r.RepoTags, r.SharedSize, r.Size])).toEqual(
    expect.arrayContaining([
      [["box:latest"], 2_000_000, 2_000_000],
      [["web:latest"], 2_000_000, 6_000_000],
    ]),
  );
});
