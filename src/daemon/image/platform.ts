import { NotFound } from "../../api/errors.ts";
import { parsePlatform, platformMismatch } from "../../api/platform.ts";
import type { ImageRecord } from "./record.ts";

/** The image itself when it has the platform that is asked for, or when none is ("" for none). Throws NotFound. */
export function ofPlatform(image: ImageRecord, reference: string, platform: string): ImageRecord {
  const mismatch = platform === "" ? undefined : platformMismatch(reference, image.config, parsePlatform(platform));
  if (mismatch !== undefined) throw new NotFound(mismatch);
  return image;
}
