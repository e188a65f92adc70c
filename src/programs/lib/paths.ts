/** The last part of a path, without trailing slashes; `/` of the root. */
export function baseName(path: string): string {
  if (/^\/+$/.test(path)) return "/";
  return path.replace(/\/+$/, "").split("/").at(-1) ?? "";
}

/** What is before the last part; `.` where there is nothing, `/` for what lies in the root. */
export function dirName(path: string): string {
  if (path === "") return ".";
  if (/^\/+$/.test(path)) return "/";
  const cut = path.replace(/\/+$/, "").lastIndexOf("/");
  if (cut < 0) return ".";
  return path.slice(0, cut).replace(/\/+$/, "") || "/";
}

/** `dir/name`, with one slash. */
export function joinPath(dir: string, name: string): string {
  return dir.endsWith("/") ? dir + name : `${dir}/${name}`;
}
