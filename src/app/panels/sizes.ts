import { humanSize } from "../../std/size.ts";

/** Bytes as `docker images` prints them. */
export const size = humanSize;

/** The first twelve digits of an id. */
export function shortID(id: string): string {
  return id.replace(/^sha256:/, "").slice(0, 12);
}

/** An instruction of a history line without the shell in front of it. */
export function instruction(createdBy: string): string {
  return (
    createdBy
      .replace(/^\/bin\/sh -c #\(nop\)\s*/, "")
      .replace(/^(?:RUN )?\/bin\/sh -c /, "RUN ")
      // Long ones are cut off in what registries tell.
      .replace(/\s*# b[a-z]*(?: …)?$/, "")
      .replace(/\s+/g, " ")
  );
}
