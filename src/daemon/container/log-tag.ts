import { NotSimulated, SystemError } from "../../api/errors.ts";
import { shortID } from "../ids.ts";
import type { ContainerRecord } from "./record.ts";

/** What a tag may name of its container. */
const FIELDS: Readonly<Record<string, (record: ContainerRecord) => string>> = {
  ID: (record) => shortID(record.id),
  FullID: (record) => record.id,
  Name: (record) => record.name,
  ImageID: (record) => shortID(record.imageID),
  ImageFullID: (record) => record.imageID,
  ImageName: (record) => record.config.Image,
  DaemonName: () => "docker",
  Command: (record) => [record.path, ...record.args].join(" "),
};

const FIELD = /\{\{\s*\.(\w+)\s*\}\}/g;

/**
 * `--log-opt tag=TEMPLATE`, filled in: fields of the container in double braces, such as `{{.Name}}`. Throws SystemError
 * for one that there is not, NotSimulated for anything else between the braces.
 */
export function logTag(record: ContainerRecord): string {
  const template = record.hostConfig.LogConfig.Config?.["tag"] ?? "";
  const rest = template.replace(FIELD, "");
  if (/\{\{(?!.*\}\})/s.test(rest)) throw new SystemError("template: log-tag:1: unclosed action");
  if (rest.includes("{{")) throw new NotSimulated(`log tags with more than fields are not simulated: ${template}`);
  return template.replace(FIELD, (whole, name: string, at: number) => {
    const field = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
    if (field) return field(record);
    const column = at + whole.indexOf(".");
    throw new SystemError(
      `template: log-tag:1:${column}: executing "log-tag" at <.${name}>: can't evaluate field ${name} in type *logger.Info`,
    );
  });
}
