import { expect, test } from "vitest";
import type { ProgressMessage } from "../../api/progress.ts";
import { docker } from "../test/fake.ts";

async function* pulling(): AsyncGenerator<ProgressMessage> {
  yield { status: "Pulling from library/nginx", id: "latest" };
  yield { status: "Pulling fs layer", progressDetail: {}, id: "aaa" };
  yield { status: "Pulling fs layer", progressDetail: {}, id: "bbb" };
  yield { status: "Downloading", progressDetail: { current: 12_580_000, total: 51_680_000 }, id: "aaa" };
  yield { status: "Pull complete", progressDetail: {}, id: "bbb" };
  yield { status: "Digest: sha256:1" };
}

test("without a terminal each state is a line, and how far it is is left out", async () => {
  expect(await docker(["pull", "nginx"], { engine: { imagePull: pulling } })).toEqual({
    stdout:
      "Using default tag: latest\nlatest: Pulling from library/nginx\naaa: Pulling fs layer\nbbb: Pulling fs layer\nbbb: Pull complete\nDigest: sha256:1\ndocker.io/library/nginx:latest\n",
    stderr: "",
    exit: 0,
  });
});

test("on a terminal each layer has its line, redrawn in place; the bar needs more than 110 columns", async () => {
  const wide = await docker(["pull", "nginx"], { engine: { imagePull: pulling }, tty: true });
  expect(wide.stdout).toBe(
    "Using default tag: latest\nlatest: Pulling from library/nginx\n" +
      "\n\x1b[1A\x1b[2K\raaa: Pulling fs layer \r\x1b[1B" +
      "\n\x1b[1A\x1b[2K\rbbb: Pulling fs layer \r\x1b[1B" +
      `\x1b[2A\x1b[2K\raaa: Downloading [${"=".repeat(12)}>${" ".repeat(38)}]  12.58MB/51.68MB\r\x1b[2B` +
      "\x1b[1A\x1b[2K\rbbb: Pull complete \r\x1b[1B" +
      "Digest: sha256:1\ndocker.io/library/nginx:latest\n",
  );
  const narrow = await docker(["pull", "nginx"], { engine: { imagePull: pulling }, tty: true, columns: 80 });
  expect(narrow.stdout).toContain("aaa: Downloading  12.58MB/51.68MB\r");
});

test("an error in the stream ends the command with its own words", async () => {
  async function* refused(): AsyncGenerator<ProgressMessage> {
    yield { status: "The push refers to repository [docker.io/library/x]" };
    yield { error: "denied: requested access to the resource is denied" };
  }
  expect(await docker(["push", "x:1"], { engine: { imagePush: refused } })).toEqual({
    stdout: "The push refers to repository [docker.io/library/x]\n",
    stderr: "denied: requested access to the resource is denied\n",
    exit: 1,
  });
});
