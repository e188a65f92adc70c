import type { BaseImage } from "../../api/build.ts";
import { platformName } from "../platform.ts";
import type { StageBase } from "../resolve.ts";
import type { Stage } from "../stages.ts";
import { at, type Finding } from "./finding.ts";

/** The image that came is of another platform than the stage. */
export function* basePlatform(
  { from }: Stage,
  base: Extract<StageBase, { kind: "image" }>,
  { config }: BaseImage,
): Generator<Finding> {
  const { os, architecture } = config;
  if (os === base.platform.os && architecture === base.platform.architecture) return;
  yield at(
    from.node,
    "InvalidBaseImagePlatform",
    `Base image ${base.written} was pulled with platform "${os}/${architecture}", expected "${platformName(base.platform)}" for current build`,
  );
}
