import type { ImageConfigFile } from "../../api/image.ts";
import { type Digest, digestOf } from "../../std/digest.ts";
import { encode } from "../../std/text.ts";

/** A value as Go's encoding/json writes it: without spaces, `<`, `>`, `&` and two line separators escaped. */
export function goJSON(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A config file's bytes: its fields in the order in which they stand in the value. */
export function configBytes(config: ImageConfigFile): Uint8Array {
  return encode(goJSON(config));
}

/** The id of an image with this config. */
export function imageIDOf(config: ImageConfigFile): Digest {
  return digestOf(configBytes(config));
}

/** The config with its top fields by name, as the daemon writes those that it makes. */
export function orderedConfig(config: ImageConfigFile): ImageConfigFile {
  const entries = Object.entries(config).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))) as unknown as ImageConfigFile;
}
