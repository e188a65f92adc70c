import { expect, test } from "vitest";
import { createTestMachine } from "../testing/run-tool.ts";
import { samples } from "./git-samples.ts";

const URL = "https://github.com/drydock-samples/static-page";

test("git clone lays a sample down once; any other address and command is answered in one line", async () => {
  const machine = createTestMachine();
  const git = async (...words: string[]) => {
    const { stdout, stderr, status } = await machine.run({ argv: ["git", ...words] });
    return [stdout, stderr, status];
  };
  expect(await git("clone", `${URL}.git`)).toEqual(["", "Cloning into 'static-page'...\n", 0]);
  expect(machine.files.readText("/work/static-page/site/style.css")).toBe(samples["static-page"]?.["site/style.css"]);
  expect(await git("clone", URL)).toEqual([
    "",
    "fatal: destination path 'static-page' already exists and is not an empty directory.\n",
    128,
  ]);
  expect(await git("clone", URL, "again")).toEqual(["", "Cloning into 'again'...\n", 0]);
  const [, refusal, status] = await git("clone", "https://github.com/docker/none");
  expect([String(refusal).split(";")[0], status]).toEqual(["drydock: the outside network is not simulated", 128]);
  expect(await git("commit", "-m", "x")).toEqual(["", "drydock: git commit is not simulated\n", 1]);
});
