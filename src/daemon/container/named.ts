import { InvalidParameter, NotFound } from "../../api/errors.ts";
import type { Daemon } from "../daemon.ts";
import { findContainer } from "./lookup.ts";
import type { ContainerRecord } from "./record.ts";

/** A container that another one is to share something with: not finding it is the request's fault. */
export function namedContainer(d: Daemon, text: string): ContainerRecord {
  try {
    return findContainer(d, text);
  } catch (e) {
    throw e instanceof NotFound ? new InvalidParameter(e.message) : e;
  }
}
