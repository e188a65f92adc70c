import type { Tool } from "../lib/flavour.ts";
import { download, isOnline } from "./download.ts";

/** Gems that courses install: name, version, kB. */
const GEMS: ReadonlyMap<string, readonly [string, number]> = new Map([
  ["sinatra", ["4.2.1", 420]],
  ["rails", ["8.0.3", 8]],
  ["bundler", ["2.7.2", 430]],
  ["puma", ["7.0.4", 250]],
  ["rake", ["13.3.0", 90]],
  ["redis", ["5.4.1", 60]],
  ["pg", ["1.6.2", 300]],
  ["rspec", ["3.13.1", 10]],
  ["nokogiri", ["1.18.10", 3900]],
  ["rack", ["3.2.3", 170]],
  ["jekyll", ["4.4.1", 180]],
]);

const FOLDER = "/usr/local/bundle/specifications";

/** `gem install NAME…` and `gem list`: what is installed is noted, Ruby itself is not simulated. */
export const gem: Tool = async (p) => {
  const [verb, ...words] = p.argv.slice(1).filter((a) => !a.startsWith("-"));
  switch (verb) {
    case "install": {
      let count = 0;
      for (const name of words) {
        const found = isOnline(p) ? GEMS.get(name) : undefined;
        if (!found) {
          await p.write(2, `ERROR:  Could not find a valid gem '${name}' (>= 0) in any repository\n`);
          return 2;
        }
        await download(p, found[1] * 1000);
        p.files.mkdirs(FOLDER, 0o755);
        p.files.writeFile(`${FOLDER}/${name}-${found[0]}.gemspec`, "", 0o644);
        await p.write(1, `Successfully installed ${name}-${found[0]}\n`);
        count++;
      }
      await p.write(1, `${count} gem${count === 1 ? "" : "s"} installed\n`);
      return 0;
    }
    case "list": {
      const names = p.files.exists(FOLDER) ? p.files.readdir(FOLDER).map((e) => e.name) : [];
      for (const n of names.sort()) await p.write(1, `${n.replace(/\.gemspec$/, "").replace(/-([^-]*)$/, " ($1)")}\n`);
      return 0;
    }
    default:
      await p.write(2, `drydock: gem ${verb ?? ""} is not simulated\n`);
      return 1;
  }
};
