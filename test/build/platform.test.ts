import { expect, test } from "vitest";
import { lab } from "./lab.ts";

test("an image for another system than Linux is built and cannot be kept", async () => {
  const machine = lab({ Dockerfile: "FROM busybox\nRUN echo hi > /hi\n" });
  await machine.exec("docker pull -q busybox");
  const { stderr, exitCode } = await machine.exec("docker build --platform windows/amd64 -t win .");
  expect(exitCode).toBe(1);
  expect(stderr).toContain("\n > exporting to image:\n------\n");
  expect(stderr.trimEnd().split("\n").at(-1)).toBe(
    "ERROR: failed to build: failed to solve: operating system is not supported",
  );
  expect((await machine.exec("docker images -q win")).stdout).toBe("");
});
