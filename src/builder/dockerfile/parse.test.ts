import { expect, test } from "vitest";
import { DockerfileError } from "./error.ts";
import { parseDockerfile, parseInstruction } from "./parse.ts";

/** The message that a Dockerfile's first wrong instruction gets, as the real builder prints it behind `failed to solve: `. */
function message(text: string): string {
  try {
    const file = parseDockerfile(text);
    for (const node of file.nodes) {
      const instruction = parseInstruction(node, file.directives);
      if (instruction.kind === "RUN" && instruction.mistake) throw instruction.mistake;
    }
    return "";
  } catch (e) {
    if (e instanceof DockerfileError) return e.message;
    throw e;
  }
}

// Each read off Docker 28.5.2 (buildx 0.29).
const ERRORS: readonly (readonly [string, string])[] = [
  ["RUM x", "dockerfile parse error on line 2: unknown instruction: RUM (did you mean RUN?)"],
  ["COPPY x y", "dockerfile parse error on line 2: unknown instruction: COPPY (did you mean COPY?)"],
  ["XYZZY x y", "dockerfile parse error on line 2: unknown instruction: XYZZY"],
  [
    "COPY x",
    "dockerfile parse error on line 2: COPY requires at least two arguments, but only one was provided. Destination could not be determined",
  ],
  ["ENV", "dockerfile parse error on line 2: ENV requires at least one argument"],
  ["ENV A", "ENV must have two arguments"],
  ["ENV A=1 B", 'Syntax error - can\'t find = in "B". Must be of the form: name=value'],
  ["ENV =1", "dockerfile parse error on line 2: ENV names can not be blank"],
  ["WORKDIR", "dockerfile parse error on line 2: WORKDIR requires exactly one argument"],
  ["USER", "dockerfile parse error on line 2: USER requires exactly one argument"],
  ["EXPOSE", "dockerfile parse error on line 2: EXPOSE requires at least one argument"],
  ['VOLUME [""]', "dockerfile parse error on line 2: VOLUME specified can not be an empty string"],
  ["LABEL a", "LABEL must have two arguments"],
  ["ARG =1", "dockerfile parse error on line 2: ARG names can not be blank"],
  ["SHELL x", "dockerfile parse error on line 2: SHELL requires the arguments to be in JSON form"],
  ["SHELL []", "dockerfile parse error on line 2: SHELL requires at least one argument"],
  ["HEALTHCHECK", "dockerfile parse error on line 2: HEALTHCHECK requires at least one argument"],
  ["HEALTHCHECK FOO x", 'dockerfile parse error on line 2: Unknown type "FOO" in HEALTHCHECK (try CMD)'],
  ["HEALTHCHECK --interval=x CMD true", 'dockerfile parse error on line 2: time: invalid duration "x"'],
  [
    "HEALTHCHECK --interval=0.5ms CMD true",
    'dockerfile parse error on line 2: Interval "interval" cannot be less than 1ms',
  ],
  ["HEALTHCHECK NONE x", "dockerfile parse error on line 2: HEALTHCHECK NONE takes no arguments"],
  ["HEALTHCHECK CMD", "dockerfile parse error on line 2: Missing command after HEALTHCHECK CMD"],
  ["ONBUILD", "dockerfile parse error on line 2: ONBUILD requires at least one argument"],
  ["ONBUILD FROM x", "dockerfile parse error on line 2: FROM isn't allowed as an ONBUILD trigger"],
  ["ONBUILD ONBUILD RUN x", "dockerfile parse error on line 2: Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed"],
  ["RUN --foo x", "dockerfile parse error on line 2: unknown flag: --foo"],
  ["RUN --mount x", "dockerfile parse error on line 2: missing a value on flag: --mount"],
  ["RUN --mount=type=foo true", 'unsupported mount type "foo"'],
  ["RUN --network=foo true", 'dockerfile parse error on line 2: invalid network mode "foo"'],
  ["COPY --chwon=1 x y", "dockerfile parse error on line 2: unknown flag: --chwon (did you mean chmod?)"],
  ["FROM", "dockerfile parse error on line 2: FROM requires either one or three arguments"],
  ["FROM a b", "dockerfile parse error on line 2: FROM requires either one or three arguments"],
  [
    "FROM busybox AS 1x",
    'dockerfile parse error on line 2: invalid name for build stage: "1x", name can\'t start with a number or contain symbols',
  ],
  ["MAINTAINER", "dockerfile parse error on line 2: MAINTAINER requires exactly one argument"],
  ["RUN <<EOF\necho x", "unterminated heredoc"],
  ["RUN true", ""],
  ['CMD ["a", b]', ""],
];

for (const [line, want] of ERRORS) {
  test(`${JSON.stringify(line)} → ${want || "fine"}`, () => expect(message(`FROM busybox\n${line}\n`)).toBe(want));
}

test("a continued instruction drops comments and empty lines within it, and knows its lines", () => {
  const file = parseDockerfile('FROM busybox\nRUN echo a \\\n# why\n\n  && echo b\nCMD ["x"]\n');
  expect(file.nodes.map((n) => [n.name, n.rest, n.range])).toEqual([
    ["FROM", "busybox", { start: 1, end: 1 }],
    ["RUN", "echo a   && echo b", { start: 2, end: 5 }],
    ["CMD", '["x"]', { start: 6, end: 6 }],
  ]);
  expect(file.emptyContinuations).toEqual([5]);
});

test("here-documents stand apart from their instruction", () => {
  const file = parseDockerfile(
    "FROM busybox\nCOPY <<a.txt <<'b' /x/\none\na.txt\n$TWO\nb\nRUN <<-EOT\n\techo hi\n\tEOT\n",
  );
  expect(file.nodes[1]?.heredocs).toEqual([
    { name: "a.txt", quoted: false, stripTabs: false, content: "one\n" },
    { name: "b", quoted: true, stripTabs: false, content: "$TWO\n" },
  ]);
  expect(file.nodes[2]?.heredocs).toEqual([{ name: "EOT", quoted: false, stripTabs: true, content: "echo hi\n" }]);
});

test("an escape directive makes the backtick go on", () => {
  const file = parseDockerfile("# escape=`\nFROM busybox\nRUN echo `\n  hi\n");
  expect(file.directives.escape).toBe("`");
  expect(file.nodes[1]?.rest).toBe("echo   hi");
});

test("an empty file, and one with only comments", () => {
  expect([message(""), message("# nothing\n")]).toEqual([
    "the Dockerfile cannot be empty",
    "file with no instructions",
  ]);
});
