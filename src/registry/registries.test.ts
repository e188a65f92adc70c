import { expect, test } from "vitest";
import type { Digest } from "../std/digest.ts";
import { decode } from "../std/text.ts";
import { officialCatalog } from "./catalog/official.ts";
import { answerHttp } from "./http.ts";
import { nearestImage } from "./nearest.ts";
import { createRegistries } from "./registries.ts";
import { type Registry, RegistryError, type RegistryImage } from "./registry.ts";

const LAYER: Digest = `sha256:${"a".repeat(64)}`;
const IMAGE: RegistryImage = {
  digest: `sha256:${"d".repeat(64)}`,
  imageID: `sha256:${"c".repeat(64)}`,
  config: {
    architecture: "amd64",
    os: "linux",
    created: "2026-01-01T00:00:00Z",
    config: {},
    rootfs: { type: "layers", diff_ids: [LAYER] },
    history: [],
  },
  layers: [{ digest: LAYER, compressedSize: 10, size: 20, diffID: LAYER }],
  size: 20,
  trees: async () => [],
};
const student = { username: "student", password: "secret", serveraddress: "" };

async function registries(): Promise<{ hub: Registry; local: Registry }> {
  const all = createRegistries({
    catalog: officialCatalog,
    accounts: { verify: (_, password) => password === "secret" },
    extra: ["localhost:5000"],
  });
  const [hub, local] = [all.get("docker.io"), all.get("localhost:5000")];
  if (!hub || !local) throw new Error("no registries");
  expect(all.get("localhost:5999")).toBeUndefined();
  await hub.prepare("library/nginx");
  return { hub, local };
}

function outcome(call: () => unknown): string {
  try {
    const value = call();
    return typeof value === "string" ? value : JSON.stringify(value ?? "done");
  } catch (e) {
    return e instanceof RegistryError ? `${e.code}: ${e.message}` : String(e);
  }
}

test("the Hub serves its repositories to all and denies those that do not exist", async () => {
  const { hub } = await registries();
  const latest = hub.pull("library/nginx", "latest", undefined);
  expect(hub.pull("library/nginx", latest.digest, undefined)).toBe(latest);
  const denied = "denied: denied: requested access to the resource is denied";
  const unknown = "manifest-unknown: manifest unknown: manifest unknown";
  expect(outcome(() => hub.pull("library/nginx", "9.99", undefined))).toBe(unknown);
  expect(outcome(() => hub.pull("library/nosuch", "latest", undefined))).toBe(denied);
  expect(outcome(() => hub.tags("library/nosuch", student))).toBe(denied);
  // In one's own namespace one may look, and finds nothing.
  expect(outcome(() => hub.pull("student/app", "latest", student))).toBe(unknown);
  const wrong = { ...student, password: "wrong" };
  expect(outcome(() => hub.login(wrong))).toBe("bad-credentials: unauthorized: incorrect username or password");
  expect(outcome(() => hub.pull("library/nginx", "latest", wrong))).toContain("bad-credentials");
});

test("one pushes to one's own namespace only; then all may pull", async () => {
  const { hub } = await registries();
  const denied = "denied: denied: requested access to the resource is denied";
  for (const [repository, auth] of [
    ["student/app", undefined],
    ["library/nginx", student],
    ["other/app", student],
  ] as const)
    expect(outcome(() => hub.push(repository, "1", IMAGE, auth))).toBe(denied);
  expect(hub.hasLayer("student/app", LAYER)).toBe("absent");
  hub.push("student/app", "1", IMAGE, student);
  hub.push("student/app", "2", IMAGE, student);
  expect(hub.pull("student/app", "1", undefined)).toBe(IMAGE);
  expect(hub.tags("student/app", undefined)).toEqual(["1", "2"]);
  expect([hub.hasLayer("student/app", LAYER), hub.hasLayer("student/other", LAYER)]).toEqual([
    "exists",
    { mountFrom: "student/app" },
  ]);
  expect(hub.repositories()).toEqual([{ name: "student/app", tags: ["1", "2"] }]);
});

test("an open registry takes everything and answers curl as the real one does", async () => {
  const { local } = await registries();
  local.push("my/app", "1", IMAGE, undefined);
  local.push("my/app", "latest", IMAGE, undefined);
  const get = (path: string) => {
    const { status, body } = answerHttp(local, "GET", path);
    return `${status} ${decode(body).trimEnd()}`;
  };
  expect(
    [
      "/v2/",
      "/v2/_catalog",
      "/v2/my/app/tags/list",
      "/v2/nosuch/tags/list",
      "/v2/my/app/manifests/9",
      "/v2/My/tags/list",
    ].map(get),
  ).toEqual([
    "200 {}",
    '200 {"repositories":["my/app"]}',
    '200 {"name":"my/app","tags":["1","latest"]}',
    '404 {"errors":[{"code":"NAME_UNKNOWN","message":"repository name not known to registry","detail":{"name":"nosuch"}}]}',
    '404 {"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown","detail":{"Tag":"9"}}]}',
    "404 404 page not found",
  ]);
  expect(outcome(() => local.tags("nosuch", undefined))).toBe(
    "name-unknown: name unknown: repository name not known to registry",
  );
});

test("search finds names before descriptions, the liked ones first", async () => {
  const { hub } = await registries();
  hub.push("student/my-nginx", "1", IMAGE, student);
  expect(hub.search("nginx", 25).map((r) => `${r.name} ${r.is_official}`)).toEqual([
    "nginx true",
    "student/my-nginx false",
  ]);
  expect(hub.search("web server", 3).map((r) => r.name)).toHaveLength(3);
  expect(hub.search("nosuchthing", 25)).toEqual([]);
});

test.each([
  ["nginx:1.27.3", "nginx:1.27", true],
  ["node:20.11-alpine", "node:20-alpine", true],
  ["postgres:99", "postgres:18", true],
  ["ngnix", "nginx", false],
  ["ubunut:22.04", "ubuntu", false],
  ["mysqll", "mysql", false],
  ["bitnami/redis", "redis", true],
  ["neo4j", undefined, true],
  ["student/my-own-app", undefined, false],
  ["localhost:5000/x", undefined, false],
])("an image that is not here has a nearest one: %s", (asked, nearest, onHub) => {
  expect(nearestImage(officialCatalog, asked)).toEqual({ nearest, onHub });
});
