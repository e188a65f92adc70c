import { Conflict } from "../../api/errors.ts";

/** What a container that does not run answers. */
export function notRunning(id: string): Conflict {
  return new Conflict(`container ${id} is not running`);
}

/** What one between two runs answers. */
export function isRestarting(id: string): Conflict {
  return new Conflict(`Container ${id} is restarting, wait until the container is running`);
}
