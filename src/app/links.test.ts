import { expect, test } from "vitest";
import { isOutside } from "./links.ts";

test("addresses of the real internet open in a tab of their own, those of the simulated network in the page's browser", () => {
  const outside = ["https://docs.docker.com/get-started/", "https://hub.docker.com/", "https://nginx.org"];
  const inside = [
    "http://localhost:3000/",
    "https://localhost:8443/",
    "http://172.17.0.2/",
    "https://172.17.0.2",
    "http://nginx.org/",
    "https://host.docker.internal/",
    "https://web/",
    "no address",
  ];
  expect(outside.filter(isOutside)).toEqual(outside);
  expect(inside.filter(isOutside)).toEqual([]);
});
