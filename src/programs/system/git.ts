import type { Process, Program } from "../../kernel/process.ts";
import { samples } from "./git-samples.ts";

const HOST = "https://github.com/drydock-samples/";

/** `git clone` of the sample projects that come along; the outside network is not there, and no history is kept. */
export const git: Program = async (p) => {
  const [word = "", ...rest] = p.argv.slice(1);
  if (word === "--version" || word === "version" || word === "-v") {
    await p.write(1, "git version 2.47.3\n");
    return 0;
  }
  if (word === "clone") return await clone(p, rest);
  await p.write(
    2,
    word === ""
      ? `drydock: git is not simulated but for git clone ${HOST}NAME (${Object.keys(samples).join(", ")})\n`
      : `drydock: git ${word} is not simulated\n`,
  );
  return 1;
};

async function clone(p: Process, args: readonly string[]): Promise<number> {
  const words: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const a = args[i] ?? "";
    // How much of a history comes along makes no difference where there is none.
    if (a === "--depth" || a === "-b" || a === "--branch") i++;
    else if (a !== "-q" && a !== "--quiet" && a !== "--single-branch" && !a.startsWith("--depth=")) words.push(a);
  }
  const [url, folder] = words;
  if (url === undefined) {
    await p.write(2, "fatal: You must specify a repository to clone.\n");
    return 129;
  }
  const option = words.find((w) => w.startsWith("-"));
  if (option !== undefined) {
    await p.write(2, `drydock: git clone's ${option} is not simulated\n`);
    return 1;
  }
  const name = /^(?:https:\/\/github\.com\/|git@github\.com:)drydock-samples\/([\w-]+?)(?:\.git)?\/?$/.exec(url)?.[1];
  const files = name === undefined || !Object.hasOwn(samples, name) ? undefined : samples[name];
  const into =
    folder ??
    name ??
    url
      .replace(/\/$/, "")
      .replace(/\.git$/, "")
      .replace(/^.*[/:]/, "");
  if (files && p.files.exists(into) && (p.files.stat(into).kind !== "directory" || p.files.readdir(into).length > 0)) {
    await p.write(2, `fatal: destination path '${into}' already exists and is not an empty directory.\n`);
    return 128;
  }
  if (!files) {
    await p.write(
      2,
      `drydock: the outside network is not simulated; what can be cloned is ${Object.keys(samples)
        .map((n) => HOST + n)
        .join(", ")}\n`,
    );
    return 128;
  }
  await p.write(2, `Cloning into '${into}'...\n`);
  p.files.mkdirs(`${into}/.git`);
  p.files.writeFile(`${into}/.git/HEAD`, "ref: refs/heads/main\n");
  p.files.writeFile(`${into}/.git/config`, `[core]\n\tbare = false\n[remote "origin"]\n\turl = ${url}\n`);
  for (const [path, text] of Object.entries(files)) {
    const at = `${into}/${path}`;
    p.files.mkdirs(at.slice(0, at.lastIndexOf("/")));
    p.files.writeFile(at, text);
  }
  return 0;
}
