import { generateContext, ignoreFile } from "./context.ts";
import { dockerfileText, type GeneratedDockerfile, generateDockerfile, instruction } from "./dockerfile.ts";
import { createRandom, type Random } from "./random.ts";

/** One case as part of a scenario: files below a folder of its own, and the lines that are typed. */
export interface Case {
  readonly seed: number;
  readonly files: Readonly<Record<string, string>>;
  readonly commands: readonly string[];
}

/** Two builds of a generated context with one edit between them, and what the image is then. */
export function generateCase(seed: number): Case {
  const random = createRandom(seed);
  const folder = `c${seed}`;
  const image = folder;
  const context = generateContext(random, seed);
  const dockerfile = generateDockerfile(random, seed);
  const files: Record<string, string> = { [`${folder}/Dockerfile`]: dockerfileText(dockerfile) };
  for (const [path, text] of Object.entries(context.files)) files[`${folder}/${path}`] = text;
  const flags = buildFlags(random, dockerfile);
  const edit = generateEdit(random, seed, dockerfile, flags);
  const secret = `${folder}/package.json`;
  const build = (f: string) => `docker build --progress=plain ${f.replace("SECRET", secret)}-t ${image} ${folder}`;
  const commands = [
    "docker builder prune -af > /dev/null",
    ...(context.setup.length ? [`(cd ${folder}; ${context.setup.join("; ")})`] : []),
    build(flags),
    ...(edit.command ? [`(cd ${folder}; ${edit.command})`] : []),
    build(edit.flags),
    `docker history --no-trunc --format '{{.CreatedBy}} | {{.Size}} | {{.Comment}}' ${image}`,
    `docker image inspect -f '{{json .Config}} {{.Author}} {{len .RootFS.Layers}}' ${image}`,
    `docker run --rm -u 0 --entrypoint find ${image} /app /data /opt /srv /cache /mnt /sub /scratch -exec stat -c '%A %u:%g %s %n' {} + 2>&1 | sed -E 's/^(d.* [0-9]+:[0-9]+) [0-9]+ /\\1 /; s/ [0-9]+ (.*tgz)$/ \\1/' | sort`,
  ];
  return { seed, files, commands };
}

function buildFlags(random: Random, { stages }: GeneratedDockerfile): string {
  const flags: string[] = [];
  if (random.chance(0.2)) flags.push(`--build-arg NAME=${random.pick(["given", "'with space'"])}`);
  if (random.chance(0.1)) flags.push("--build-arg VERSION=9");
  if (random.chance(0.05)) flags.push("--build-arg UNUSED=1");
  if (random.chance(0.1)) flags.push("--label from=flag");
  if (random.chance(0.25)) flags.push("--secret id=tok,src=SECRET");
  if (random.chance(0.05)) flags.push("--build-arg HTTP_PROXY=http://p:1");
  if (random.chance(0.05)) flags.push("--network none");
  if (random.chance(0.05)) flags.push("--no-cache-filter final");
  const named = stages.map((s) => / as (\S+)$/i.exec(s.from)?.[1]).filter((n) => n !== undefined);
  if (named[0] !== undefined && random.chance(0.12)) flags.push(`--target ${named[0]}`);
  return flags.map((f) => `${f} `).join("");
}

interface Edit {
  /** In the context's folder; undefined when only the flags change, or nothing does. */
  readonly command: string | undefined;
  readonly flags: string;
}

function generateEdit(random: Random, seed: number, dockerfile: GeneratedDockerfile, flags: string): Edit {
  const command = (text: string): Edit => ({ command: text, flags });
  switch (random.below(24)) {
    case 0:
      return { command: undefined, flags };
    case 1:
      return command("touch a.txt src/index.js");
    case 2:
      return command(`echo changed ${seed} > a.txt`);
    case 3:
      return command(`echo changed ${seed} >> src/lib/util.js`);
    case 4:
      return command("chmod 755 a.txt");
    case 5:
      return command("rm src/index.js");
    case 6:
      return command("mv a.txt z.txt; cp z.txt a.txt");
    case 7:
      return command(`echo new ${seed} > src/new.js`);
    case 8:
      return { command: undefined, flags: `${flags}--build-arg NAME=second ` };
    case 9:
      return { command: undefined, flags: `--no-cache ${flags}` };
    case 10:
      return command(`printf '%s' ${quoted(ignoreFile(random))} > .dockerignore`);
    case 11:
      return command(`echo '# changed' >> docs/readme.md 2>/dev/null; chmod 700 src`);
    case 12:
      return command("touch -d 2001-02-03 a.txt src src/lib; chmod 644 a.txt");
    case 13:
      return command("mv src/lib src/libs; mkdir src/lib");
    case 14:
      return command(`echo secret ${seed} > package.json`);
    case 15:
      return { command: undefined, flags: `${flags}--build-arg HTTP_PROXY=http://q:2 ` };
    case 16:
      return { command: undefined, flags: `${flags}--build-arg VERSION=77 --build-arg DIR=/opt/x ` };
    case 17:
      return command("rm link; ln -s b.txt link");
    case 18:
      return command("tar -cf arch.tar docs/readme.md; touch -d 2000-01-01 docs/readme.md");
    default:
      return command(`printf '%s' ${quoted(dockerfileText(edited(random, seed, dockerfile)))} > Dockerfile`);
  }
}

/** The Dockerfile with a line more, less, or two in another order. */
function edited(random: Random, seed: number, dockerfile: GeneratedDockerfile): GeneratedDockerfile {
  const stages = dockerfile.stages.map((s) => ({ from: s.from, lines: [...s.lines] }));
  const stage = stages[random.below(stages.length)];
  if (!stage) return dockerfile;
  const at = random.below(stage.lines.length + 1);
  switch (random.below(4)) {
    case 0:
      stage.lines.splice(at, 0, "# only a comment");
      break;
    case 1:
      stage.lines.splice(at, 1);
      break;
    case 2:
      stage.lines.reverse();
      break;
    default:
      stage.lines.splice(at, 0, instruction(random, seed, []));
  }
  return { ...dockerfile, stages };
}

/** A word of bash that a scenario can hold on one line. */
function quoted(text: string): string {
  return `$'${text.replace(/[\\']/g, "\\$&").replaceAll("\n", "\\n").replaceAll("\t", "\\t")}'`;
}
