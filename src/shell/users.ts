import type { Files } from "../filesystem/files.ts";

/** The home folder of a user by name or number, from /etc/passwd. */
export function userHome(files: Files, user: string | number): string | undefined {
  return passwd(files, user)?.[5];
}

/** The name of a user; "I have no name!" where passwd has none. */
export function userName(files: Files, uid: number): string {
  return passwd(files, uid)?.[0] ?? "I have no name!";
}

/** A user's line of /etc/passwd. */
export function passwd(files: Files, user: string | number): string[] | undefined {
  try {
    const column = typeof user === "number" ? 2 : 0;
    return files
      .readText("/etc/passwd")
      .split("\n")
      .map((line) => line.split(":"))
      .find((fields) => fields[column] === String(user));
  } catch {
    return undefined;
  }
}
