import type { MachineClient } from "../machine/types.ts";

const KEY = "drydock.restart";

/** Throws the machine away and loads the page anew, which then starts from the last saved state instead of replaying the log. */
export function askRestart(client: MachineClient): void {
  try {
    sessionStorage.setItem(KEY, "1");
  } catch {
    // Without storage there is no saved state either.
  }
  client.dispose();
  location.reload();
}

/** Whether that was asked for; only once. */
export function wantsRestart(): boolean {
  try {
    const asked = sessionStorage.getItem(KEY) !== null;
    sessionStorage.removeItem(KEY);
    return asked;
  } catch {
    return false;
  }
}
