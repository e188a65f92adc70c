import { expect, test } from "vitest";
import { binary, programOf } from "../../filesystem/binary.ts";
import type { Tree } from "../../filesystem/node.ts";
import { emptyTree, lookup, resolveInTree, walk } from "../../filesystem/tree.ts";
import { decode } from "../../std/text.ts";
import { cook } from "../rootfs/recipe.ts";
import { recipeOf } from "../rootfs/recipes.ts";
import { BASES } from "./bases.ts";
import { FAMILIES } from "./estimates/more.ts";
import { officialCatalog } from "./official.ts";
import type { CatalogImage } from "./types.ts";

interface Entry {
  readonly name: string;
  readonly image: CatalogImage;
}

async function all(): Promise<Entry[]> {
  const found: Entry[] = [];
  for (const r of officialCatalog.repositories)
    for (const image of await r.load()) found.push({ name: `${r.name}:${image.tags[0]}`, image });
  return found;
}

async function top(image: CatalogImage): Promise<Tree> {
  const tree = (await image.trees()).at(-1);
  if (!tree) throw new Error("an image without layers");
  return tree;
}

/** What a command line's first word leads to in the image. */
function program(tree: Tree, word: string, path: string): string | undefined {
  const folders = word.startsWith("/") ? [""] : path.split(":").map((f) => `${f}/`);
  for (const folder of folders) {
    const node = lookup(tree, resolveInTree(tree, folder + word));
    if (node?.kind !== "file" || !(node.mode & 0o111)) continue;
    return programOf(node.data) ?? decode(node.data).split("\n")[0];
  }
  return undefined;
}

test("every tag names one image of its repository, and the index has them all", async () => {
  for (const r of officialCatalog.repositories) {
    const tags = (await r.load()).flatMap((i) => i.tags);
    expect([r.name, [...new Set(tags)].sort()]).toEqual([r.name, [...r.tags].sort()]);
  }
});

test("digests are digests, and history tells of as many layers as there are", async () => {
  const digest = /^sha256:[0-9a-f]{64}$/;
  const wrong = (await all()).filter(({ image: i }) => {
    const digests = [i.digest, i.manifestDigest ?? "", i.imageID, ...i.layers.flatMap((l) => [l.digest, l.diffID])];
    const made = i.config.history.filter((h) => !h.empty_layer).length;
    return (
      !digests.every((d) => digest.test(d)) ||
      made !== i.layers.length ||
      i.config.rootfs.diff_ids.length !== made ||
      i.size <= 0 ||
      Number.isNaN(Date.parse(i.config.created))
    );
  });
  expect(wrong.map((w) => w.name)).toEqual([]);
});

test("the commands of every image are there", async () => {
  const missing: string[] = [];
  for (const { name, image } of await all()) {
    const tree = await top(image);
    const { Env, Entrypoint, Cmd, WorkingDir } = image.config.config;
    const path = Env?.find((e) => e.startsWith("PATH="))?.slice(5) ?? "";
    const words = [Entrypoint?.[0], Entrypoint?.length ? undefined : Cmd?.[0]];
    const subcommands = name.startsWith("hashicorp/");
    // Behind an entry point that runs commands the command is one too, unless it is a flag, a file or a list of words.
    if (!subcommands && Entrypoint?.[0]?.includes("entrypoint") && Cmd?.[0] && /^[a-z0-9-]+$/.test(Cmd[0]))
      words.push(Cmd[0]);
    for (const word of words)
      if (word !== undefined && program(tree, word, path) === undefined) missing.push(`${name}: ${word}`);
    if (WorkingDir && !["/", ""].includes(WorkingDir) && lookup(tree, WorkingDir)?.kind !== "directory")
      missing.push(`${name}: ${WorkingDir}/`);
  }
  expect(missing).toEqual([]);
});

test("an image's trees are the same whichever images were built before", async () => {
  const nginx = (await all()).find((e) => e.name === "library/nginx:latest")?.image;
  const alone = cook(await recipeOf(["debian:trixie", "nginx:debian"]), {
    env: nginx?.config.config.Env ?? [],
    layers: (nginx?.config.history ?? [])
      .filter((h) => !h.empty_layer)
      .map((h) => ({ createdBy: h.created_by ?? "", created: h.created })),
  });
  const list = (tree: Tree | undefined) => (tree ? [...walk(tree)].map((e) => e.path) : []);
  expect((await nginx?.trees())?.map(list)).toEqual(alone.map(list));
});

test("what minimal images lack is lacking, and shells are what they are", async () => {
  const images = await all();
  const find = async (name: string) => {
    const found = images.find(
      (e) => e.name === name || e.image.tags.some((t) => `${e.name.split(":")[0]}:${t}` === name),
    );
    if (!found) throw new Error(name);
    return top(found.image);
  };
  const path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  const of = async (name: string, words: string) => {
    const tree = await find(name);
    return Object.fromEntries(words.split(" ").map((w) => [w, program(tree, w, path) ?? "-"]));
  };
  expect(await of("library/debian:trixie-slim", "sh bash ls ping curl vi ps ip apt-get")).toEqual({
    sh: "dash",
    bash: "bash",
    ls: "ls",
    ping: "-",
    curl: "-",
    vi: "-",
    ps: "-",
    ip: "-",
    "apt-get": "apt-get",
  });
  expect(await of("library/alpine:3.20", "sh bash ls ping curl vi ps apk")).toEqual({
    sh: "busybox",
    bash: "-",
    ls: "busybox",
    ping: "busybox",
    curl: "-",
    vi: "busybox",
    ps: "busybox",
    apk: "apk",
  });
  expect(await of("library/node:20-alpine", "node npm npx yarn sh bash")).toEqual({
    node: "node",
    npm: "npm",
    npx: "npx",
    yarn: "yarn",
    sh: "busybox",
    bash: "-",
  });
  expect(await of("library/python:3.12-slim", "python python3 python3.12 pip gcc")).toEqual({
    python: "python3",
    python3: "python3",
    "python3.12": "python3",
    pip: "pip",
    gcc: "-",
  });
  expect(await of("library/nginx:1.27", "nginx curl sh bash envsubst")).toEqual({
    nginx: "nginx",
    curl: "curl",
    sh: "dash",
    bash: "bash",
    envsubst: "envsubst",
  });
});

test("a Debian tree is built in a few milliseconds and holds little, whatever its binaries' sizes", async () => {
  const recipe = await recipeOf(["debian:trixie"]);
  const order = { env: [], layers: [{ createdBy: "", created: "2026-08-03T00:00:00Z" }] };
  cook(recipe, order);
  const start = performance.now();
  const tree = cook(recipe, order)[0];
  expect(performance.now() - start).toBeLessThan(50);
  const files = [...walk(tree ?? emptyTree())].flatMap(({ node }) => (node.kind === "file" ? [node] : []));
  expect(files.reduce((sum, f) => sum + f.data.length, 0)).toBeLessThan(200_000);
  expect(lookup(tree ?? emptyTree(), "/usr/bin/bash")).toMatchObject({ hole: 1298416 - binary("bash").length });
});

test("all bases have a recipe", async () => {
  for (const { recipe } of Object.values(BASES)) expect((await recipeOf([recipe])).length).toBeGreaterThan(0);
  expect(Object.values(FAMILIES).flat().length).toBeGreaterThan(30);
});
