import { expect, test } from "vitest";
import { createHistory } from "./history.ts";

const get = (url: string) => ({ method: "GET", url });

test("back and forward along what was visited; a new visit cuts off what lay ahead", () => {
  const history = createHistory();
  expect([history.here(), history.before(), history.after(), history.step(-1), history.step(1)]).toEqual(
    Array(5).fill(undefined),
  );
  for (const url of ["http://a/", "http://b/", "http://c/"]) history.arrived(get(url), get(url));
  expect(history.step(1)).toBe(undefined);
  expect(history.step(-1)).toEqual(get("http://b/"));
  expect(history.step(-1)).toEqual(get("http://a/"));
  expect(history.step(-1)).toBe(undefined);
  expect(history.step(1)).toEqual(get("http://b/"));
  history.arrived(get("http://d/"), get("http://d/"));
  expect([history.before(), history.here(), history.after()]).toEqual([get("http://b/"), get("http://d/"), undefined]);
});

test("a form that was redirected is remembered as the page that it led to, another one with what was sent", () => {
  const history = createHistory();
  const sent = { method: "POST", url: "http://a/goal", body: new Uint8Array([103]), contentType: "text/plain" };
  history.arrived(sent, get("http://a/"));
  expect(history.here()).toEqual(get("http://a/"));
  history.arrived(sent, { method: "POST", url: "http://a/moved" });
  expect(history.here()).toEqual({ ...sent, url: "http://a/moved" });
});
