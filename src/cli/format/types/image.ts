import type { ImageInspect } from "../../../api/image.ts";
import { escapeHTML } from "../go/json.ts";
import { ANY, BOOL, type GoType, INT64, mapOf, pointerTo, STRING, sliceOf, struct, TIME } from "../go/value.ts";
import { DRIVER_DATA, HEALTHCHECK } from "./container.ts";

const EMPTY = struct("struct {}", {});

export const CONFIG = struct("v1.DockerOCIImageConfig", {
  "...ImageConfig": struct("v1.ImageConfig", {
    "User?": STRING,
    "ExposedPorts?": mapOf(EMPTY),
    "Env?": sliceOf(STRING),
    "Entrypoint?": sliceOf(STRING),
    "Cmd?": sliceOf(STRING),
    "Volumes?": mapOf(EMPTY),
    "WorkingDir?": STRING,
    "Labels?": mapOf(STRING),
    "StopSignal?": STRING,
    "ArgsEscaped?": BOOL,
  }),
  "...DockerOCIImageConfigExt": struct("v1.DockerOCIImageConfigExt", {
    "Healthcheck?": pointerTo(HEALTHCHECK),
    "OnBuild?": sliceOf(STRING),
    "Shell?": sliceOf(STRING),
  }),
});

/** What `docker image inspect` sees. */
export const IMAGE_INSPECT: GoType = struct("image.InspectResponse", {
  "ID=Id": STRING,
  RepoTags: sliceOf(STRING),
  RepoDigests: sliceOf(STRING),
  Parent: STRING,
  Comment: STRING,
  "Created?": STRING,
  "Container?": STRING,
  "ContainerConfig?": pointerTo(struct("container.Config", {})),
  DockerVersion: STRING,
  Author: STRING,
  Config: pointerTo(CONFIG),
  Architecture: STRING,
  "Variant?": STRING,
  Os: STRING,
  "OsVersion?": STRING,
  Size: INT64,
  "VirtualSize?": INT64,
  GraphDriver: DRIVER_DATA,
  RootFS: struct("image.RootFS", { Type: STRING, "Layers?": sliceOf(STRING) }),
  Metadata: struct("image.Metadata", { "LastTagTime?": TIME }),
  "Descriptor?": pointerTo(struct("v1.Descriptor", {})),
  "Manifests?": sliceOf(ANY),
});

const ALWAYS = ["Cmd", "Entrypoint", "Env", "Labels", "OnBuild", "User", "Volumes", "WorkingDir"];
const IF_SET = ["ArgsEscaped", "ExposedPorts", "Healthcheck", "Shell", "StopSignal"];
const TEXTS = new Set(["User", "WorkingDir"]);

/** An image as the daemon's JSON has it: `Config` comes last, its keys sorted, some of them only when set. */
export function imageRaw(image: ImageInspect): Readonly<Record<string, unknown>> {
  const { Config, ...rest } = image;
  if (!Config) return { ...rest, Config: null };
  const all = new Map(Object.entries(Config));
  const names = [...ALWAYS, ...IF_SET.filter((name) => isSet(all.get(name)))].sort();
  const config = names.map((name) => [name, all.get(name) ?? (TEXTS.has(name) ? "" : null)]);
  return { ...rest, Config: Object.fromEntries(config) };
}

function isSet(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}

/** Its text: in `Config`, and there alone, the daemon escapes `<`, `>` and `&`. */
export function imageText(image: ImageInspect, indent: string): string {
  const raw = imageRaw(image);
  const outer = JSON.stringify({ ...raw, Config: null }, null, indent);
  const config = escapeHTML(JSON.stringify(raw["Config"], null, indent)).replaceAll("\n", `\n${indent}`);
  return outer.replace(/null(\n?\}?)$/, (_, end: string) => config + end);
}
