import { parentPath } from "../../filesystem/path.ts";
import type { Process } from "../../kernel/process.ts";
import type { PackageVersion } from "./npm-registry.ts";

/** Writes a package's files: what a program can require, and its README and licence. */
export async function writePackage(p: Process, folder: string, v: PackageVersion): Promise<void> {
  const { binarySource, packageTexts } = await p.load(() => import("./npm-packages/packages.ts"));
  const texts = await p.load(() => packageTexts(v.name, v.version));
  p.files.mkdirs(folder);
  const manifest = {
    name: v.name,
    version: v.version,
    description: `${v.name}, as Drydock simulates it`,
    license: v.license,
    main: "index.js",
    // What an import gets where it is something else than what a require gets.
    ...(texts["index.mjs"] === undefined
      ? {}
      : {
          exports: {
            ".": { import: "./index.mjs", default: "./index.js" },
            "./package.json": "./package.json",
          },
        }),
    ...(v.bin ? { bin: v.bin } : {}),
    ...(Object.keys(v.dependencies).length ? { dependencies: v.dependencies } : {}),
    ...(v.engines ? { engines: { node: v.engines } } : {}),
  };
  p.files.writeFile(`${folder}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`);
  p.files.writeFile(`${folder}/README.md`, `# ${v.name}\n`);
  p.files.writeFile(`${folder}/LICENSE`, `${v.license}\n`);
  for (const [path, text] of Object.entries(texts)) {
    p.files.mkdirs(parentPath(`${folder}/${path}`));
    p.files.writeFile(`${folder}/${path}`, text);
  }
  for (const [name, file] of Object.entries(v.bin ?? {})) {
    const at = file.replace(/^\.\//, "");
    const path = `${folder}/${at}`;
    p.files.mkdirs(parentPath(path));
    if (texts[at] === undefined) p.files.writeFile(path, binarySource(v.name, name));
    p.files.chmod(path, 0o755);
  }
}
