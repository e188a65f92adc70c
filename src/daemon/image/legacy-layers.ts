import type { ImageConfigFile } from "../../api/image.ts";
import { digestOf } from "../../std/digest.ts";
import { encode } from "../../std/text.ts";
import { goJSON } from "./config-file.ts";

/** What a layer below the top has for a config: nothing was said of it. */
export const EMPTY_CONFIG = {
  Hostname: "",
  Domainname: "",
  User: "",
  AttachStdin: false,
  AttachStdout: false,
  AttachStderr: false,
  Tty: false,
  OpenStdin: false,
  StdinOnce: false,
  Env: null,
  Cmd: null,
  Image: "",
  Volumes: null,
  WorkingDir: "",
  Entrypoint: null,
  OnBuild: null,
  Labels: null,
};

const NO_TIME = "1970-01-01T00:00:00Z";

/**
 * For each layer the file by which an engine of before 1.10 knew it as an image, bottom first: its id follows from its
 * layers and from the image below, which it names; only the top one says how to run it.
 */
export function legacyLayers(image: ImageConfigFile, digests: readonly string[]): Uint8Array[] {
  let parent = "";
  return digests.map((_, i) => {
    const below = parent === "" ? {} : { parent };
    const layers = digests.slice(0, i + 1);
    const top = i === digests.length - 1;
    const { created, docker_version, config, architecture, os } = image;
    const own = top
      ? { created, container_config: EMPTY_CONFIG, docker_version, config, architecture, os }
      : { created: NO_TIME, container_config: EMPTY_CONFIG, os };
    const id = digestOf(encode(goJSON({ layers, ...below, ...own }))).slice("sha256:".length);
    parent = id;
    return encode(goJSON({ id, ...below, ...own }));
  });
}
