/** Bits of Go's os.FileMode, which a container's file is told in. */
const DIRECTORY = 2 ** 31;
const SYMLINK = 2 ** 27;
const DEVICE = 2 ** 26;
const IRREGULAR = 2 ** 19;

function has(mode: number, bit: number): boolean {
  return Math.floor(mode / bit) % 2 === 1;
}

export function isDirectoryMode(mode: number): boolean {
  return has(mode, DIRECTORY);
}

export function isSymlinkMode(mode: number): boolean {
  return has(mode, SYMLINK);
}

/** Why nothing can be copied there; undefined where it can. */
export function modeProblem(mode: number): string | undefined {
  if (has(mode, DEVICE)) return "got a device";
  return has(mode, IRREGULAR) ? "got an irregular file" : undefined;
}
