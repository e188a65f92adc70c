import { expect, test } from "vitest";
import type { HostConfig } from "../../api/container.ts";
import { capabilitiesOf, withCapabilities } from "./capabilities.ts";

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

test("no-new-privileges stands alone or with a truth value, the last one counts; who is privileged or unconfined has no filter", () => {
  const of = (SecurityOpt: string[], Privileged = false) => {
    const host = { CapAdd: null, CapDrop: null, Privileged, SecurityOpt } as unknown as HostConfig;
    const { noNewPrivileges = false, unfiltered = false } = withCapabilities({ uid: 0, gid: 0, groups: [0] }, host);
    return [noNewPrivileges, unfiltered];
  };
  expect([
    of([]),
    of(["no-new-privileges"]),
    of(["no-new-privileges:true", "no-new-privileges=false"]),
    of(["seccomp=unconfined"]),
    of([], true),
  ]).toEqual([
    [false, false],
    [true, false],
    [false, false],
    [false, true],
    [false, true],
  ]);
});
