import { NotSimulated } from "../../api/errors.ts";
import { encode } from "../../std/text.ts";
import { CliError } from "../command.ts";
import { fileError } from "../errors.ts";
import type { Host } from "../host.ts";
import { parseHcl } from "./hcl/parse.ts";
import type { Body } from "./hcl/syntax.ts";
import { parseJsonFile } from "./json-file.ts";

/** A file of build definitions as it was read. */
export interface BakeFile {
  readonly name: string;
  readonly text: string;
}

/** The files that are looked for when none is named. */
const DEFAULTS = [
  "compose.yaml",
  "compose.yml",
  "docker-compose.yml",
  "docker-compose.yaml",
  "docker-bake.json",
  "docker-bake.hcl",
  "docker-bake.override.json",
  "docker-bake.override.hcl",
];

/** The files that `-f` names, else those that are there of the usual names. */
export async function readBakeFiles(
  host: Host,
  named: readonly string[],
  read: (name: string, bytes: number | undefined) => Promise<void>,
): Promise<BakeFile[]> {
  const names = named.length ? named : DEFAULTS.filter((n) => host.files.exists(n));
  const files: BakeFile[] = [];
  for (const name of names) {
    if (name === "-") throw new NotSimulated("a bake file from standard input is not simulated");
    if (!host.files.exists(name)) {
      await read(name, undefined);
      throw new CliError(`ERROR: ${fileMissing(host, name)}`);
    }
    const text = host.files.readText(name);
    await read(name, encode(text).length);
    files.push({ name, text });
  }
  if (files.length === 0) throw new CliError("ERROR: couldn't find a bake definition");
  return files;
}

function fileMissing(host: Host, name: string): string {
  try {
    host.files.readText(name);
    return "";
  } catch (error) {
    return fileError("open", name, error);
  }
}

/** What a file defines; the reader of Compose files comes with the first of them. */
export async function parseBakeFile(host: Host, { name, text }: BakeFile): Promise<Body> {
  if (/\.ya?ml$/.test(name)) {
    const { parseComposeFile } = await host.load(() => import("./compose-file.ts"));
    return parseComposeFile(name, text, host.env);
  }
  return name.endsWith(".json") ? parseJsonFile(name, text) : parseHcl(name, text);
}
