import { catalog } from "./catalog.ts";
import { sequences } from "./sequences.ts";
import { session } from "./session.ts";
import { sizes } from "./sizes.ts";

/** Declares what tells of the server and of its objects. */
export function defineSystem(): void {
  sequences();
  sizes();
  session();
  catalog();
}
