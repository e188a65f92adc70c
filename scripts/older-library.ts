/**
 * Writes the standard library as a Python before 3.14 has it: `tsx scripts/older-library.ts FOLDER`, with `moved` behind it with its lines
 * where they stood. What `older-lines.py` compares.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { openLibrary } from "../src/programs/python/library.ts";
import { MADE } from "../src/programs/python/older-edits.ts";
import { libraryOf, olderText } from "../src/programs/python/older-library.ts";

const [folder = "older", moved] = process.argv.slice(2);
const library = openLibrary(readFileSync("node_modules/pyodide/python_stdlib.zip"));
const older = libraryOf(library, "3.13.5");

function write(path: string): void {
  const bytes = moved ? older.file(path) : (olderText(library, path) ?? library.file(path));
  if (!bytes) return;
  const to = join(folder, path);
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, bytes);
}

function walk(at: string): void {
  for (const name of library.names(at)) {
    const path = at ? `${at}/${name}` : name;
    if (library.isFolder(path) && library.size(path) === undefined) walk(path);
    else if (path.endsWith(".py")) write(path);
  }
}
walk("");
for (const path of Object.keys(MADE)) write(path);
