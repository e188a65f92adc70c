import { expect, test } from "vitest";
import recorded from "../../test/recorded-templates.json" with { type: "json" };
import { goValue, JSON_ANY } from "../go/value.ts";
import { VOLUME } from "../types/volume.ts";
import { executeTemplate } from "./exec.ts";
import { DOCKER_FUNCTIONS } from "./functions.ts";
import { parseTemplate } from "./parse.ts";
import { TemplateError } from "./tokens.ts";

const names = new Set(DOCKER_FUNCTIONS.keys());

/** What `docker volume inspect -f TEMPLATE tv` printed for real: [template, stdout, stderr, exit]. */
const sessions = recorded as unknown as readonly (readonly [string, string, string, number])[];
const created = sessions.find(([t]) => t === "{{.CreatedAt}}")?.[1].trim();
const volume = goValue(VOLUME, {
  CreatedAt: created,
  Driver: "local",
  Labels: { a: "1", b: "2" },
  Mountpoint: "/var/lib/docker/volumes/tv/_data",
  Name: "tv",
  Options: null,
  Scope: "local",
});

function inspect(template: string): [string, string, number] {
  let exit = 64;
  try {
    const parsed = parseTemplate(template, names);
    exit = 1;
    return [`${executeTemplate(parsed, volume, DOCKER_FUNCTIONS)}\n`, "", 0];
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return [exit === 1 ? "\n" : "", `template parsing error: ${error.message}\n`, exit];
  }
}

test.each(sessions)("%j prints, or fails, as in Go", (template, stdout, stderr, exit) => {
  expect(inspect(template)).toEqual([stdout, stderr, exit]);
});

test("in plain JSON a number is a json.Number: it prints alike and compares with nothing but text", () => {
  const data = goValue(JSON_ANY, { State: { ExitCode: 3 }, Cmd: ["a"] });
  const run = (t: string) => executeTemplate(parseTemplate(t, names), data, DOCKER_FUNCTIONS, "error");
  expect(run("{{.State.ExitCode}} {{json .State}}")).toBe('3 {"ExitCode":3}');
  expect(() => run("{{eq .State.ExitCode 3}}")).toThrow("incompatible types for comparison: json.Number and int");
  expect(() => run('{{join .Cmd ","}}')).toThrow("wrong type for value; expected []string; got []interface {}");
  expect(() => run("{{.State.Nope}}")).toThrow('map has no entry for key "Nope"');
});
