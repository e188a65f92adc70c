import { NotFound } from "../api/errors.ts";
import { CliError } from "./command.ts";

/** A name or id as the client takes it: blanks around it do not count, and it asks for nothing without a name. */
export function objectName(kind: "container" | "network" | "volume", typed: string | undefined): string {
  const name = typed?.trim();
  if (!name) throw new CliError(`invalid ${kind} name or ID: value is empty`);
  return name;
}

/** Images are asked for all the same: the path of the request is then none that the daemon knows. */
export function imageName(name: string | undefined): string {
  if (!name) throw new NotFound("page not found");
  return name;
}
