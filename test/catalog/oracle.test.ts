import { expect, test } from "vitest";
import { programOf } from "../../src/filesystem/binary.ts";
import { lookup, resolveInTree } from "../../src/filesystem/tree.ts";
import { decode } from "../../src/std/text.ts";
import { oracleCatalog } from "./oracle.ts";

async function tree(repository: string, tag: string) {
  const images = await oracleCatalog.repositories.find((r) => r.name === `library/${repository}`)?.load();
  const trees = await images?.find((i) => i.tags.includes(tag))?.trees();
  const top = trees?.at(-1);
  if (!top) throw new Error(`no image ${repository}:${tag}`);
  return top;
}

test("the sizes are the ones that real Docker printed", async () => {
  const sizes: Record<string, number> = {};
  for (const r of oracleCatalog.repositories) for (const i of await r.load()) sizes[`${r.name}:${i.tags[0]}`] = i.size;
  expect(sizes).toEqual({
    "library/alpine:3.20": 2065436,
    "library/busybox:1.36": 2065348,
    "library/debian:bookworm": 116667887,
    "library/debian:latest": 120212874,
    "library/hello-world:latest": 762328,
    "library/nginx:1.27": 245499516,
    "library/node:20": 349466575,
    "library/python:3": 283110117,
    "library/redis:alpine": 225408879,
    "library/ubuntu:22.04": 120218262,
  });
});

test("a layer's listing puts its nodes upon the layers below", async () => {
  const nginx = await tree("nginx", "latest");
  expect(lookup(nginx, "/var/log/nginx/access.log")).toMatchObject({ kind: "symlink", target: "/dev/stdout" });
  expect(lookup(nginx, "/etc/nginx/sites-enabled")).toBeUndefined();
  expect(lookup(nginx, "/tmp")).toMatchObject({ kind: "directory", mode: 0o1777 });
  const page = lookup(nginx, "/usr/share/nginx/html/index.html");
  expect(page?.kind === "file" && decode(page.data)).toContain("Welcome to nginx!");
  const node = await tree("node", "20");
  expect(lookup(node, "/home/node")).toMatchObject({ mode: 0o700, uid: 1000, gid: 1000 });
});

test("programs are what their links lead to", async () => {
  const debian = await tree("debian", "latest");
  const program = (path: string) => {
    const node = lookup(debian, resolveInTree(debian, path));
    return node?.kind === "file" ? programOf(node.data) : undefined;
  };
  expect(["/bin/sh", "/bin/bash", "/usr/bin/awk", "/usr/bin/which", "/bin/ping"].map(program)).toEqual([
    "dash",
    "bash",
    "awk",
    "which",
    undefined,
  ]);
});
