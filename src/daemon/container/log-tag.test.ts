import { expect, test } from "vitest";
import { logTag } from "./log-tag.ts";
import type { ContainerRecord } from "./record.ts";

const ID = "0123456789ab".padEnd(64, "f");
const tagOf = (tag: string): string => {
  const record = {
    id: ID,
    name: "web",
    imageID: `sha256:${ID}`,
    path: "nginx",
    args: ["-g", "daemon off;"],
    config: { Image: "nginx:alpine" },
    hostConfig: { LogConfig: { Type: "json-file", Config: { tag } } },
  } as unknown as ContainerRecord;
  try {
    return logTag(record);
  } catch (e) {
    return String(e);
  }
};

test("a log's tag names fields of its container", () => {
  expect(
    [
      "",
      "plain",
      "{{.Name}}/{{ .ID }}",
      "{{.ImageName}} {{.ImageID}} {{.DaemonName}} {{.Command}}",
      "{{.Bad}}",
      "{{.Name",
      "{{upper .Name}}",
    ].map(tagOf),
  ).toEqual([
    "",
    "plain",
    "web/0123456789ab",
    "nginx:alpine 0123456789ab docker nginx -g daemon off;",
    `SystemError: template: log-tag:1:2: executing "log-tag" at <.Bad>: can't evaluate field Bad in type *logger.Info`,
    "SystemError: template: log-tag:1: unclosed action",
    "NotSimulated: log tags with more than fields are not simulated: {{upper .Name}}",
  ]);
});
