import { expect, test } from "vitest";
import { capabilitiesOf } from "./capabilities.ts";

const mask = (CapAdd: string[] | null, CapDrop: string[] | null, Privileged = false) =>
  capabilitiesOf({ CapAdd, CapDrop, Privileged }).toString(16).padStart(16, "0");

test("a container's capabilities are the default ones, with what is added and without what is dropped", () => {
  expect([
    mask(null, null),
    mask(["CAP_NET_ADMIN"], ["CAP_CHOWN"]),
    mask(null, ["ALL"]),
    mask(["CAP_CHOWN"], ["ALL"]),
    mask(["ALL"], ["CAP_SYS_ADMIN"]),
    mask(null, ["ALL"], true),
  ]).toEqual([
    "00000000a80425fb",
    "00000000a80435fa",
    "0000000000000000",
    "0000000000000001",
    "000001ffffdfffff",
    "000001ffffffffff",
  ]);
});
