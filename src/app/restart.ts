import type { MachineClient } from "../machine/types.ts";
import { skipLogNextTime } from "./session.ts";

/** Throws the machine away and loads the page anew, which then starts from the last saved state instead of replaying the log. */
export async function askRestart(client: MachineClient): Promise<void> {
  await skipLogNextTime();
  client.dispose();
  location.reload();
}
