import { expect, test } from "vitest";
import { parsePlatform, platformMismatch } from "./platform.ts";

const parsed = (text: string): string => {
  try {
    return parsePlatform(text);
  } catch (e) {
    return e instanceof Error ? e.message : String(e);
  }
};

test("a platform is a system, an architecture, or both with a variant", () => {
  expect(["linux", "AMD64", "x86_64", "linux/aarch64", "linux/arm/v7", "linux/arm64/v8"].map(parsed)).toEqual([
    "linux/amd64",
    "linux/amd64",
    "linux/amd64",
    "linux/arm64",
    "linux/arm/v7",
    "linux/arm64/v8",
  ]);
  expect(["nonsense", "a/b/c/d", "linux/a b", "a b"].map(parsed)).toEqual([
    '"nonsense": unknown operating system or architecture: invalid argument',
    '"a/b/c/d": cannot parse platform specifier: invalid argument',
    '"a b" is an invalid component of "linux/a b": platform specifier component must match "^[A-Za-z0-9_.-]+$": invalid argument',
    '"a b" is an invalid OS component of "a b": OSAndVersion specifier component must match "^([A-Za-z0-9_-]+)(?:\\\\(([A-Za-z0-9_.%-]*)((?:\\\\+[A-Za-z0-9_.%-]+)*)\\\\))?$": invalid argument',
  ]);
});

test("an image has the platform that is asked for, whether its usual variant is named or not", () => {
  const arm = { os: "linux", architecture: "arm", variant: "v7" };
  const arm64 = { os: "linux", architecture: "arm64" };
  expect([
    platformMismatch("a", arm, "linux/arm"),
    platformMismatch("a", arm64, "linux/arm64/v8"),
    platformMismatch("a", arm, "linux/arm/v6"),
    platformMismatch("a", arm64, "linux/amd64"),
  ]).toEqual([
    undefined,
    undefined,
    "image with reference a was found but its platform (linux/arm/v7) does not match the specified platform (linux/arm/v6)",
    "image with reference a was found but its platform (linux/arm64) does not match the specified platform (linux/amd64)",
  ]);
});
