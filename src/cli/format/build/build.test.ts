import { expect, test } from "vitest";
import type { BuildProgress } from "../../../api/build.ts";
import { encode } from "../../../std/text.ts";
import { createPlain } from "./plain.ts";
import { checkReport, errorLogs, excerpt, warningSummary } from "./summary.ts";
import { applyNews, createTrace } from "./trace.ts";
import { createTty } from "./tty.ts";

const vertex = (index: number, name: string, state: "started" | "cached" | "done" | "error", at: number, error = "") =>
  ({ kind: "vertex", index, name, digest: "sha256:0", inputs: [], state, error, at }) satisfies BuildProgress;
const log = (index: number, text: string, at: number) =>
  ({ kind: "log", index, stream: "stdout", data: encode(text), at }) satisfies BuildProgress;
const status = (index: number, id: string, current: number, at: number) =>
  ({ kind: "status", index, id, current, total: 0, at, done: true }) satisfies BuildProgress;

function plain(news: readonly BuildProgress[]): string {
  const trace = createTrace();
  const printer = createPlain(trace);
  let out = "";
  for (const item of news) {
    const step = applyNews(trace, item);
    if (step) out += printer.update(step);
  }
  return out + errorLogs(trace);
}

const DEFINITION = "[internal] load build definition from Dockerfile";

test("plain: title, parts, output with its time, ending; an empty line between steps", () => {
  expect(
    plain([
      vertex(1, DEFINITION, "started", 0),
      status(1, "transferring dockerfile:", 102, 20_000),
      vertex(1, DEFINITION, "done", 30_000),
      vertex(2, "[2/3] RUN echo hi", "started", 100_000),
      log(2, "hi\nthe", 410_000),
      log(2, "re\n", 500_000),
      vertex(2, "[2/3] RUN echo hi", "done", 1_300_000),
      vertex(3, "[3/3] COPY . .", "cached", 1_400_000),
    ]),
  ).toBe(
    `#1 ${DEFINITION}\n#1 transferring dockerfile: 102B done\n#1 DONE 0.0s\n\n#2 [2/3] RUN echo hi\n#2 0.310 hi\n#2 0.310 there\n#2 DONE 1.2s\n\n#3 [3/3] COPY . .\n#3 CACHED\n`,
  );
});

test("plain: a step that ends while another one prints comes in between, and the other is taken up again", () => {
  expect(
    plain([
      vertex(6, "[two 2/2] RUN b", "started", 0),
      vertex(7, "[one 2/2] RUN a", "started", 0),
      log(6, "two\n", 1_000_000),
      vertex(7, "[one 2/2] RUN a", "done", 2_000_000),
      vertex(6, "[two 2/2] RUN b", "done", 3_300_000),
    ]),
  ).toBe(
    "#1 [two 2/2] RUN b\n#1 1.000 two\n#1 ...\n\n#2 [one 2/2] RUN a\n#2 DONE 2.0s\n\n#1 [two 2/2] RUN b\n#1 DONE 3.3s\n",
  );
});

test("a failed step is named again with the end of its output", () => {
  const name = "[2/2] RUN exit 3";
  expect(
    plain([
      vertex(1, name, "started", 0),
      log(1, "before\n", 310_000),
      vertex(1, name, "error", 400_000, "exit code: 3"),
    ]),
  ).toBe(`#1 ${name}\n#1 0.310 before\n#1 ERROR: exit code: 3\n------\n > ${name}:\n0.310 before\n------\n`);
});

test("the excerpt shows four lines beside a single one, two beside several, and marks those meant", () => {
  const source = "FROM busybox\nRUN a\nRUN b\nRUN c\nRUN d\nRUN e\n";
  expect(excerpt("Dockerfile", source, 2, 2)).toBe(
    "Dockerfile:2\n--------------------\n   1 |     FROM busybox\n   2 | >>> RUN a\n   3 |     RUN b\n   4 |     RUN c\n--------------------\n",
  );
  expect(excerpt("Dockerfile", source, 3, 4)).toBe(
    "Dockerfile:3\n--------------------\n   2 |     RUN a\n   3 | >>> RUN b\n   4 | >>> RUN c\n   5 |     RUN d\n--------------------\n",
  );
});

const WARNING = {
  rule: "JSONArgsRecommended",
  message: "JSON arguments recommended",
  description: "Why",
  url: "https://example/",
  file: "Dockerfile",
  line: 2,
  source: "FROM busybox\nCMD echo x\n",
  start: 2,
  end: 2,
};

test("warnings are summed up behind the build, in full for --debug, and as a report for --check", () => {
  const line = "JSONArgsRecommended: JSON arguments recommended (line 2)";
  const shown = excerpt("Dockerfile", WARNING.source, 2, 2);
  expect(warningSummary([], false)).toBe("");
  expect(warningSummary([WARNING], false)).toBe(
    `\n \x1b[33m1 warning found (use docker --debug to expand):\n\x1b[0m - ${line}\n`,
  );
  expect(warningSummary([WARNING, WARNING], true)).toBe(
    `\n \x1b[33m2 warnings found:\n\x1b[0m${` - ${line}\nWhy\nMore info: https://example/\n${shown}\n`.repeat(2)}\n`,
  );
  expect(checkReport([], (f) => f)).toBe("Check complete, no warnings found.\n");
  expect(checkReport([WARNING], (f) => `app/${f}`)).toBe(
    `Check complete, 1 warning has been found!\n\nWARNING: JSONArgsRecommended - https://example/\nJSON arguments recommended\napp/${shown}`,
  );
});

test("terminal: a block redrawn in place; running steps show their output, completed ones are blue, failed ones red", () => {
  const trace = createTrace();
  const draw = createTty(trace, "docker:default");
  const line = (text: string, time: string) => `${text}${" ".repeat(60 - text.length - time.length - 1)}${time}\n`;
  applyNews(trace, vertex(1, "[1/2] FROM busybox", "started", 0));
  expect(draw(0, 60, 24, false)).toBe(
    `\x1b[1A\x1b[1B\x1b[0G\x1b[?25l[+] Building 0.0s (0/1) ${" ".repeat(21)}docker:default\n\x1b[?25h`,
  );
  applyNews(trace, vertex(1, "[1/2] FROM busybox", "cached", 10_000));
  applyNews(trace, vertex(2, "[2/2] RUN make", "started", 100_000));
  applyNews(trace, log(2, "cc a.c\n", 200_000));
  expect(draw(400_000, 60, 24, false)).toBe(
    `\x1b[1A\x1b[0G\x1b[?25l[+] Building 0.4s (1/2) ${" ".repeat(21)}docker:default\n` +
      `\x1b[34m${line(" => CACHED [1/2] FROM busybox", "0.0s")}\x1b[0m${line(" => [2/2] RUN make", "0.3s")}` +
      `\x1b[2m => => # ${"cc a.c".padEnd(50)}\n\x1b[0m\x1b[?25h`,
  );
  applyNews(trace, vertex(2, "[2/2] RUN make", "error", 500_000, "exit code: 2"));
  expect(draw(500_000, 60, 24, true)).toBe(
    `${"\x1b[1A".repeat(4)}\x1b[0G\x1b[?25l[+] Building 0.5s (2/2) FINISHED${" ".repeat(13)}docker:default\n` +
      `\x1b[34m${line(" => CACHED [1/2] FROM busybox", "0.0s")}\x1b[0m\x1b[31m${line(" => ERROR [2/2] RUN make", "0.4s")}\x1b[0m` +
      `${" ".repeat(60)}\n\x1b[1A\x1b[0G\x1b[?25h`,
  );
});
