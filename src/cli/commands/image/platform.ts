import { CliError } from "../../command.ts";

/** Drydock keeps one platform of each image: choosing among several is left out. */
export function noPlatform(): never {
  throw new CliError("drydock: images of several platforms are not simulated");
}
