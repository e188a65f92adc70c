import { expect, test } from "vitest";
import { lab, stepOf } from "./lab.ts";

/** The lines of a step without its times and what it says of a transfer that is not over. */
function settled(lines: readonly string[]): string[] {
  return lines
    .map((l) => l.replace(/sha256:(\w{4})\w+/g, "sha256:$1").replace(/ \d+\.\d+s/, ""))
    .filter((l) => !/^(sha256|extracting)(?!.* done$)/.test(l));
}

test("a base image that is not here is fetched at its step, once for all stages, and is no image of the engine", async () => {
  const machine = lab({
    Dockerfile: `FROM busybox AS one
RUN echo one > /one
FROM busybox
RUN echo two > /two
COPY --from=one /one /
`,
  });
  const { stderr, exitCode } = await machine.exec("docker build --progress=plain -t two .");
  expect(exitCode).toBe(0);
  const from = stepOf(stderr, "FROM docker.io/library/busybox:latest@");
  expect(settled(from)).toEqual([
    "[one 1/2] FROM docker.io/library/busybox:latest@sha256:24fd",
    "resolve docker.io/library/busybox:latest@sha256:24fd done",
    "sha256:24fd 527B / 527B done",
    "sha256:41b2 768B / 768B done",
    "sha256:21c9 1.14MB / 1.14MB done",
    "extracting sha256:21c9 done",
    "DONE",
  ]);
  expect((await machine.exec("docker images --format '{{.Repository}}'")).stdout).toBe("two\n");
  const again = await machine.exec("docker build --progress=plain --no-cache .");
  expect(settled(stepOf(again.stderr, "FROM docker.io/library/busybox:latest@")).slice(1)).toEqual(["CACHED"]);
});

test("a build that takes everything from the cache fetches nothing", async () => {
  const machine = lab({ Dockerfile: "FROM node:20\nRUN echo one > /one\n" });
  await machine.exec("docker build -t one .");
  const began = await machine.exec("date +%s");
  const { stderr } = await machine.exec("docker build --progress=plain -t one .");
  const ended = await machine.exec("date +%s");
  expect(Number(ended.stdout) - Number(began.stdout)).toBeLessThan(2);
  expect(stepOf(stderr, "RUN echo one").slice(1)).toEqual(["CACHED"]);
  expect(stderr).not.toContain("extracting");
});

test("a build that fails meanwhile cancels the fetching: no layer stays, and what waited is told as cached", async () => {
  const machine = lab({
    Dockerfile: `FROM node:20 AS slow
WORKDIR /app
RUN echo slow
FROM alpine
RUN exit 3
COPY --from=slow /app /app
`,
  });
  const { stderr } = await machine.exec("docker build --progress=plain .");
  expect(stepOf(stderr, "FROM docker.io/library/node:20@").at(-1)).toBe("CANCELED");
  expect(stepOf(stderr, "WORKDIR /app").slice(1)).toEqual(["CACHED"]);
  expect(stepOf(stderr, "RUN echo slow").slice(1)).toEqual(["CACHED"]);
  const pulled = await machine.exec("docker pull node:20 | grep -c 'Pull complete'");
  expect(pulled.stdout).toBe("5\n");
});

test("the page is told how far a base image has come, and the client's own lines do not change by it", async () => {
  const machine = lab({ Dockerfile: "FROM redis:alpine\nRUN echo one > /one\n" });
  const notes: string[] = [];
  machine.onNotice((n) => {
    if (n.kind === "build-step" && n.note !== undefined) notes.push(`${n.state} ${n.note}`);
  });
  const { stderr } = await machine.exec("docker build --progress=rawjson . 2>&1 | grep -c note; docker build -q .");
  expect(stderr).toBe("");
  expect(notes[0]).toMatch(/^started 0B \/ [\d.]+M?B$/);
  const total = (note: string) => /^started (.*) \/ (.*)$/.exec(note)?.slice(1) ?? [];
  const [have, all] = total(notes.findLast((n) => n.includes(" / ")) ?? "");
  expect(have).toBe(all);
  expect(notes.at(-1)).toMatch(/^started extracting sha256:[0-9a-f]{12}$/);
});
