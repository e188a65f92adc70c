import { InvalidParameter } from "../../api/errors.ts";

/** What the third part of `-v SOURCE:TARGET:MODE` says. */
export interface MountMode {
  readonly readWrite: boolean;
  readonly copyData: boolean;
  /** "" when it says nothing about it. */
  readonly propagation: string;
}

const PROPAGATION = ["private", "rprivate", "shared", "rshared", "slave", "rslave"];
const CONSISTENCY = ["consistent", "cached", "delegated"];

/**
 * Words with commas between, at most one of each kind: rw or ro, z or Z, copy or nocopy (volumes), a propagation, a
 * consistency. Throws InvalidParameter `invalid mode: …`.
 */
export function parseMountMode(text: string): MountMode {
  const seen = { rw: 0, label: 0, copy: 0, propagation: 0, consistency: 0 };
  let readWrite = true;
  let copyData = true;
  let propagation = "";
  for (const word of text === "" ? [] : text.split(",")) {
    if (word === "rw" || word === "ro") {
      seen.rw++;
      readWrite = word === "rw";
    } else if (word === "z" || word === "Z") seen.label++;
    else if (word === "copy" || word === "nocopy") {
      seen.copy++;
      copyData = word === "copy";
    } else if (PROPAGATION.includes(word)) {
      seen.propagation++;
      propagation = word;
    } else if (CONSISTENCY.includes(word)) seen.consistency++;
    else throw new InvalidParameter(`invalid mode: ${text}`);
  }
  if (Object.values(seen).some((n) => n > 1)) throw new InvalidParameter(`invalid mode: ${text}`);
  return { readWrite, copyData, propagation };
}

export function isMountMode(text: string): boolean {
  try {
    parseMountMode(text);
    return text !== "";
  } catch {
    return false;
  }
}

export function isPropagation(text: string): boolean {
  return PROPAGATION.includes(text);
}
