import { afterAll, beforeAll, expect, test } from "vitest";
import { openSite, type Site } from "./page.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(async () => {
  await site.close();
});

/** Gzipped bytes that the browser may have fetched by then. */
const BUDGET = { prompt: 170_000, ps: 330_000, hello: 400_000 };

test("what the browser fetches by the first prompt, the first docker ps and hello-world", async () => {
  const visit = await site.visit();
  await visit.run("echo hi");
  const first = site.server.taken();
  expect(first.bytes, first.files.join("\n")).toBeLessThanOrEqual(BUDGET.prompt);
  await visit.run("docker ps");
  const second = site.server.taken();
  expect(first.bytes + second.bytes, second.files.join("\n")).toBeLessThanOrEqual(BUDGET.ps);
  await visit.run("docker run hello-world");
  const third = site.server.taken();
  expect(first.bytes + second.bytes + third.bytes, third.files.join("\n")).toBeLessThanOrEqual(BUDGET.hello);
});

test("nothing is fetched from another origin", async () => {
  const visit = await site.visit();
  const foreign: string[] = [];
  visit.page.on("request", (r) => {
    if (!r.url().startsWith(new URL(site.server.url).origin) && !/^(data|blob):/.test(r.url())) foreign.push(r.url());
  });
  await visit.page.reload();
  await visit.run("docker run --rm hello-world");
  expect(foreign).toEqual([]);
});
