import reading from "./library/older_paths.py?raw";

/**
 * `pathlib` was a folder of two files before 3.14: what a path does by itself, and what it does by other methods of it. Both are made of
 * the one of now.
 */

/** Methods that stood with the paths that know no files. */
const PURE = "with_segments as_posix with_stem with_suffix stem suffix suffixes full_match match".split(" ");
/** Those that stood with the paths that know some, before and behind what reads and writes. */
const CONCRETE =
  "lstat exists is_dir is_file is_symlink is_block_device is_char_device is_fifo is_socket samefile".split(" ");
const PLACES = "cwd lchmod home".split(" ");
/** Those that there were none of. */
const NEW = "info copy copy_into _copy_from _copy_from_file move move_into".split(" ");

/** What reads or writes a whole file, in a method of its own name there. */
const WHOLE: readonly (readonly [now: string, before: string])[] = [
  [
    "        with self.open(mode='r', encoding=encoding, errors=errors, newline=newline) as f:\n            return f.read()\n",
    "        return PathBase.read_text(self, encoding, errors, newline)\n",
  ],
  [
    "        if not isinstance(data, str):\n            raise TypeError('data must be str, not %s' %\n                            data.__class__.__name__)\n        with self.open(mode='w', encoding=encoding, errors=errors, newline=newline) as f:\n            return f.write(data)\n",
    "        return PathBase.write_text(self, data, encoding, errors, newline)\n",
  ],
];

/** The file of the paths themselves. */
export function ownPaths(source: string): string {
  const { rest } = taken(source, [...PURE, ...CONCRETE, ...PLACES, ...NEW, "read_bytes", "write_bytes"]);
  return WHOLE.reduce((text, [now, before]) => text.replace(now, before), rest)
    .replace(/ {4}if copyfile2:\n(?: {8}.*\n|\n)+/, "")
    .replace(/ {4}if os\.name == 'nt':\n(?: {8}.*\n)+ {4}else:\n {8}def _copy_from_symlink.*\n(?: {12}.*\n)+\n/, "")
    .replace("from pathlib._os import (", "from pathlib._abc import PathBase, PurePathBase\nfrom pathlib._os import (")
    .replace("class PurePath:", "class PurePath(PurePathBase):")
    .replace("class Path(PurePath):", "class Path(PathBase, PurePath):");
}

/** The file of what they do by other methods. */
export function commonPaths(source: string): string {
  const names = source.slice(source.indexOf("import io\n"), source.indexOf("__all__"));
  const methods = (of: readonly string[]) => taken(source, of).methods.join("");
  const files = reading.replace("    __slots__ = ()\n\n", (head) => head + methods(CONCRETE));
  return `${names}\nclass PurePathBase:\n    __slots__ = ()\n\n${methods(PURE)}\n${files}\n${methods(PLACES)}`;
}

/** A class's methods of these names, and what is left without them. */
function taken(
  source: string,
  names: readonly string[],
): { readonly methods: readonly string[]; readonly rest: string } {
  const one = new RegExp(`^(?: {4}@.*\\n)* {4}def (?:${names.join("|")})\\(.*\\n(?: {5,}.*\\n|\\n)+`, "gm");
  return { methods: source.match(one) ?? [], rest: source.replace(one, "") };
}
