import { expect, test } from "vitest";
import { type BuildOutput, buildOutputs } from "./build-output.ts";

const IMAGE: BuildOutput = { kind: "image", dest: "", push: false, names: [] };
const FOLDER: BuildOutput = { kind: "local", dest: "out", push: false, names: [] };

test.each<[string, readonly string[], boolean, boolean, readonly BuildOutput[]]>([
  ["nothing asked: an image", [], false, false, [IMAGE]],
  ["--load alone is that image", [], false, true, [IMAGE]],
  ["--push alone is pushed", [], true, false, [{ ...IMAGE, push: true }]],
  ["--load beside --push makes the image twice", [], true, true, [{ ...IMAGE, push: true }, IMAGE]],
  ["--load beside a folder adds the image", ["type=local,dest=out"], false, true, [FOLDER, IMAGE]],
  ["--load beside the engine's own image adds none", ["type=docker"], false, true, [IMAGE]],
  ["--load beside any other image adds one", ["type=image,name=a"], false, true, [{ ...IMAGE, names: ["a"] }, IMAGE]],
  ["--push beside a folder adds a pushed image", ["out"], true, false, [FOLDER, { ...IMAGE, push: true }]],
  ["--push beside an image pushes that", ["type=image"], true, false, [{ ...IMAGE, push: true }]],
])("%s", (_, words, push, load, outputs) => {
  expect(buildOutputs(words, push, load)).toEqual(outputs);
});
