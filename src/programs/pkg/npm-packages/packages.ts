import { packageChalk } from "./chalk.ts";
import { filesOf } from "./index.ts";
import {
  packageCompression,
  packageCookieParser,
  packageCors,
  packageDotenv,
  packageHelmet,
  packageMorgan,
} from "./middleware.ts";
import { nodemonSource } from "./nodemon.ts";

/** The packages that do something, by name. */
const BEHAVIOUR: Readonly<Record<string, (...args: never[]) => unknown>> = {
  chalk: packageChalk,
  compression: packageCompression,
  "cookie-parser": packageCookieParser,
  cors: packageCors,
  dotenv: packageDotenv,
  helmet: packageHelmet,
  morgan: packageMorgan,
};

/** A package's files, by their path in its folder. */
export async function packageTexts(name: string, version: string): Promise<Readonly<Record<string, string>>> {
  return (await filesOf(name, version)) ?? { "index.js": packageSource(name, version) };
}

/** The text of a package's index.js. */
function packageSource(name: string, version: string): string {
  const at = JSON.stringify(version);
  const fn = BEHAVIOUR[name];
  if (fn) return `(${String(fn)})(module, require, ${at});\n`;
  return `throw new Error(${JSON.stringify(`drydock: the package ${name} is not simulated`)});\n`;
}

/** The text of a package's command. */
export function binarySource(name: string, command: string): string {
  if (name === "nodemon") return nodemonSource();
  return `#!/usr/bin/env node\nconsole.error(${JSON.stringify(`drydock: ${command} is not simulated`)});\nprocess.exitCode = 1;\n`;
}
