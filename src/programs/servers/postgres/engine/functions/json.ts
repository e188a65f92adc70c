import { access } from "./json-access.ts";
import { change } from "./json-change.ts";
import { looking } from "./json-looking.ts";
import { making } from "./json-making.ts";

/** Declares what json and jsonb can do. */
export function defineJson(): void {
  access();
  change();
  making();
  looking();
}
