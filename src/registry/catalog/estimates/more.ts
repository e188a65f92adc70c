import { LANGUAGES } from "./languages.ts";
import { MONITORING } from "./monitoring.ts";
import type { PlainRepository } from "./plain.ts";
import { SYSTEMS } from "./systems.ts";
import { TOOLS } from "./tools.ts";
import { WEB } from "./web.ts";

/** Repositories that courses name and of which no facts were recorded at all, by the file that tells of them. */
export const FAMILIES: Readonly<Record<string, readonly PlainRepository[]>> = {
  WEB,
  MONITORING,
  LANGUAGES,
  TOOLS,
  SYSTEMS,
};
