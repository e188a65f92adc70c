import type { Process } from "../../../kernel/process.ts";
import type { Tool } from "../../lib/flavour.ts";
import { aptPackages } from "../catalog/system.ts";
import { installedPackages, setWanted } from "./dpkg-status.ts";
import { readingLists } from "./install.ts";
import { hasLists } from "./sources.ts";

/** `apt-mark`: holds, which dpkg's record keeps. What was asked for by hand is what came with the image, and all else. */
export const aptMark: Tool = async (p) => {
  const [verb, ...names] = p.argv.slice(1).filter((a) => !a.startsWith("-"));
  switch (verb) {
    case "hold":
    case "unhold":
      return await hold(p, verb, names);
    case "showhold":
    case "showholds":
      for (const i of installedPackages(p))
        if (/^Status: hold /m.test(i.text) && (names.length === 0 || names.includes(i.name)))
          await p.write(1, `${i.name}\n`);
      return 0;
    case "manual":
    case "auto":
    case "showmanual":
    case "showauto":
    case "minimize-manual":
      await p.write(2, `drydock: apt-mark ${verb} is not simulated\n`);
      return 100;
    case undefined:
      await p.write(
        1,
        "apt 3.0.3 (amd64)\nUsage: apt-mark [options] {auto|manual} pkg1 [pkg2 ...]\n\napt-mark marks packages. Simulated: hold, unhold, showhold.\n",
      );
      return 1;
    default:
      await p.write(2, `E: Invalid operation ${verb}\n`);
      return 100;
  }
};

async function hold(p: Process, verb: "hold" | "unhold", names: readonly string[]): Promise<number> {
  const all = installedPackages(p);
  await readingLists(p, 2);
  for (const name of names) {
    const known = all.some((i) => i.name === name) || (hasLists(p) && aptPackages.has(name));
    if (!known) {
      await p.write(2, `E: Unable to locate package ${name}\nE: No packages found\n`);
      return 100;
    }
  }
  for (const name of names) {
    const held = all.some((i) => i.name === name && /^Status: hold /m.test(i.text));
    if (held === (verb === "hold")) {
      await p.write(1, held ? `${name} was already set on hold.\n` : `${name} was already not on hold.\n`);
      continue;
    }
    setWanted(p, name, verb === "hold" ? "hold" : "install");
    await p.write(1, verb === "hold" ? `${name} set on hold.\n` : `Canceled hold on ${name}.\n`);
  }
  return 0;
}
