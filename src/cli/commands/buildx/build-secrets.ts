import { isErrno } from "../../../std/errno.ts";
import { encode } from "../../../std/text.ts";
import { CliError } from "../../command.ts";
import type { Host } from "../../host.ts";
import { buildFailed } from "./build-failed.ts";

/**
 * The secrets of `--secret id=token,src=file` or `,env=NAME`. Without either it is the environment variable of the id's
 * name, else the file of that name.
 */
export function buildSecrets(host: Host, words: readonly string[]): ReadonlyMap<string, Uint8Array> {
  const secrets = new Map<string, Uint8Array>();
  for (const word of words) {
    const fields = secretFields(word);
    const { id, type = "" } = fields;
    if (id === undefined || id === "") throw buildFailed("secret missing ID");
    if (type !== "" && type !== "file" && type !== "env") {
      throw new CliError(`ERROR: unsupported secret type ${JSON.stringify(type)}`);
    }
    const variable = fields["env"] ?? (type === "env" ? (fields["src"] ?? id) : undefined);
    const value = variable === undefined ? host.env.get(id) : host.env.get(variable);
    if (variable !== undefined || (fields["src"] === undefined && type !== "file" && value !== undefined)) {
      secrets.set(id, encode(value ?? ""));
      continue;
    }
    const path = fields["src"] ?? id;
    try {
      secrets.set(id, host.files.readFile(path));
    } catch (error) {
      if (!isErrno(error)) throw error;
      throw buildFailed(`failed to stat ${path}: stat ${path}: ${error.strerror.toLowerCase()}`);
    }
  }
  return secrets;
}

function secretFields(word: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const part of word.split(",")) {
    const at = part.indexOf("=");
    if (at < 0) throw new CliError(`ERROR: invalid field '${part}' must be a key=value pair`);
    const key = part.slice(0, at).toLowerCase();
    const name = key === "source" ? "src" : key;
    if (!["type", "id", "src", "env"].includes(name)) {
      throw new CliError(`ERROR: unexpected key '${key}' in '${part}'`);
    }
    fields[name] = part.slice(at + 1);
  }
  return fields;
}
