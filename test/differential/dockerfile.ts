import type { Random } from "./random.ts";

/** A generated Dockerfile, by stages, so that an edit can be made between two instructions. */
export interface GeneratedDockerfile {
  readonly head: readonly string[];
  readonly stages: readonly { readonly from: string; readonly lines: readonly string[] }[];
}

export function dockerfileText({ head, stages }: GeneratedDockerfile): string {
  return `${[...head, ...stages.flatMap((s) => [s.from, ...s.lines])].join("\n")}\n`;
}

const BASES = ["busybox", "busybox:latest", "alpine", "alpine:latest"] as const;

export function generateDockerfile(random: Random, seed: number): GeneratedDockerfile {
  const head: string[] = [];
  if (random.chance(0.02)) head.push("# syntax=docker/dockerfile:1");
  if (random.chance(0.1)) head.push("# check=skip=JSONArgsRecommended");
  if (random.chance(0.3)) head.push("# a comment", "");
  const metaArg = random.chance(0.3);
  if (metaArg) head.push(`ARG BASE=${random.pick(BASES)}`);
  if (random.chance(0.1)) head.push("ARG VERSION=1.0");
  const count = random.pick([1, 1, 1, 1, 2, 2, 3]);
  const names: string[] = [];
  const stages = Array.from({ length: count }, (_, i) => {
    const last = i === count - 1;
    const name = last
      ? random.pick([undefined, undefined, "final", "Prod"])
      : random.pick(["build", `s${i}`, "deps", undefined]);
    const earlier = names.filter((n) => n !== "");
    const base =
      earlier.length && random.chance(0.25)
        ? (earlier.at(-1) ?? "busybox")
        : metaArg && random.chance(0.6)
          ? random.pick(["$BASE", `\${BASE}`, `\${BASE:-busybox}`])
          : last && count > 1 && random.chance(0.15)
            ? "scratch"
            : random.pick(BASES);
    const from = `FROM ${base}${name === undefined ? "" : random.chance(0.9) ? ` AS ${name}` : ` as ${name}`}`;
    const lines = Array.from({ length: 2 + random.below(6) }, () => instruction(random, seed, names));
    names.push(name?.toLowerCase() ?? "");
    return { from, lines };
  });
  if (random.chance(0.15)) {
    const { lines } = stages[random.below(count)] ?? { lines: [] };
    lines.splice(random.below(lines.length + 1), 0, random.pick(MISTAKES));
  }
  return { head, stages };
}

type Make = (random: Random, seed: number, names: readonly string[]) => readonly string[];

/** One instruction, of one or several lines. */
export function instruction(random: Random, seed: number, names: readonly string[]): string {
  return random.pick(KINDS)(random, seed, names).join("\n");
}

const TARGETS = [
  "/app/",
  "/app",
  "/app/x",
  ".",
  "./",
  "sub/",
  "/data/deep/",
  "/opt/$NAME/",
  `\${DIR:-/srv}/`,
  "/srv/one.txt",
] as const;

const RUNS: readonly [readonly string[], ...(readonly string[])[]] = [
  ["RUN mkdir -p /opt && echo SEED > /opt/made"],
  ["RUN mkdir -p /data && echo $NAME > /data/name"],
  ["RUN mkdir -p /srv/x && chmod 700 /srv/x && touch /srv/x/f"],
  ['RUN ["/bin/sh", "-c", "echo exec $HOME"]'],
  ["RUN pwd && id -u"],
  ["RUN echo one && \\", "    echo two"],
  ["RUN echo a; \\", "# inside", "  echo b"],
  ["RUN env | grep -E '^(NAME|VERSION|DIR|MODE)=' | sort"],
  ["RUN ls /app 2>/dev/null || true"],
  ["RUN rm -f /app/a.txt; rm -rf /app/src"],
  ["RUN --mount=type=cache,target=/cache echo x >> /cache/n && wc -l < /cache/n"],
  ["RUN --mount=type=bind,source=a.txt,target=/mnt/a.txt cat /mnt/a.txt"],
  ["RUN --mount=type=bind,target=/mnt ls /mnt/src"],
  ["RUN --mount=type=tmpfs,target=/scratch touch /scratch/x && ls /scratch"],
  ["RUN --network=none echo offline"],
  ["RUN echo \"quoted $NAME\" '$NAME' \\$NAME"],
  ["run echo lower"],
  ["RUN ln -s /data /srvlink; echo -n tail"],
  ["RUN --mount=type=secret,id=tok cat /run/secrets/tok 2>/dev/null || echo none"],
  ["RUN --mount=type=secret,id=tok,env=TOK,target=/tok,mode=0444 stat -c %a /tok 2>/dev/null; echo ${TOK:+given}"],
  ["RUN --mount=type=secret,id=tok,required=true true"],
  ["RUN --mount=type=cache,target=/cache,id=shared,sharing=locked date +%s > /cache/t; ls /cache"],
  ["RUN --mount=type=bind,from=alpine,source=/etc/alpine-release,target=/rel cat /rel"],
  ["RUN --mount=type=bind,source=src,target=/mnt,rw touch /mnt/x && ls /mnt"],
  ["RUN --mount=type=bind,source=docs,target=docs ls docs"],
  ["RUN touch -d 2020-01-02 /opt/old 2>/dev/null || mkdir -p /opt"],
  ["RUN chmod 4755 /bin/busybox; adduser -D -u 1234 amy 2>/dev/null; true"],
  ["RUN mkdir -p /data/d && ln -sf d /data/l && echo x > /data/l/f && mv /data/d/f /data/d/g"],
  ["RUN rm -rf /data /opt"],
  ['RUN ["sh", "-c", "echo $0 $NAME"]'],
  ["RUN echo ${NAME:-unset} ${VERSION:+has} ${MODE#d} ${DIR%/*} '${NAME}'"],
  ["RUN cd /srv 2>/dev/null && pwd || echo no; umask"],
];

const run: Make = (random, seed) => random.pick(RUNS).map((l) => l.replace("SEED", String(seed)));

const copy: Make = (random) => {
  const source = random.pick([
    ".",
    "a.txt",
    "src",
    "src/",
    "./src/lib",
    "*.txt",
    "src/*.js",
    "a.txt b.txt",
    "package.json a.txt",
    "link",
    "linkdir",
    "docs",
    "src/lib/*",
    "?.txt",
    "[a-c].txt",
    "empty",
    "a.* docs",
    "src/up",
    "src/**/*.js",
    "*/lib",
    "arch.tar",
    "docs/*.md src/*.js",
    "./a.txt",
    "src/./lib/",
    "/a.txt",
    "no*where a.txt",
    "two?words.txt",
    "$FILE",
    "${NAME:+a.txt}b.txt",
  ]);
  return [`COPY ${copyFlags(random)}${source} ${random.pick(TARGETS)}`];
};

const copyJson: Make = (random) => [
  `COPY ${random.pick(['["a.txt", "/app/"]', '["two words.txt", "/app/"]', '["src", "docs", "/srv/both/"]'])}`,
];

const add: Make = (random) => [
  `ADD ${copyFlags(random)}${random.pick(["a.txt", "src", ".", "*.md", "run.sh", "arch.tar", "arch.tgz", "arch.*", "--unpack=false arch.tar"])} ${random.pick(TARGETS)}`,
];

function copyFlags(random: Random): string {
  const flags: string[] = [];
  if (random.chance(0.15)) flags.push(`--chown=${random.pick(["1000", "1:2", "nobody", "root:root", "1000:1000"])}`);
  if (random.chance(0.15)) flags.push(`--chmod=${random.pick(["600", "0755", "777", "4755"])}`);
  if (random.chance(0.1)) flags.push("--link");
  if (random.chance(0.1))
    flags.push(`--exclude=${random.pick(["*.js", "**/*.js", "lib", "src/lib", "*.txt", "docs/**"])}`);
  return flags.map((f) => `${f} `).join("");
}

const copyFrom: Make = (random, seed, names) => {
  const from = random.pick(["alpine", ...names.map((n, i) => (n && random.chance(0.8) ? n : String(i)))]);
  if (names.length === 0 && random.chance(0.7)) return run(random, seed, names);
  const source =
    from === "alpine" ? "/etc/alpine-release" : random.pick(["/etc/passwd", "/etc/group", "/etc/passw*", "/tmp"]);
  return [
    `COPY --from=${from} ${random.chance(0.2) ? "--chown=5:6 " : ""}${source} ${random.pick(["/app/", "/srv/", "/opt/from"])}`,
  ];
};

const heredoc: Make = (random, seed) =>
  random.pick<readonly string[]>([
    ["COPY <<EOF /app/inline", `case ${seed} $NAME`, "EOF"],
    ["COPY <<'EOF' /app/quoted", `case ${seed} $NAME`, "EOF"],
    ["COPY <<one <<two /app/many/", `${seed}`, "one", "2", "two"],
    ["RUN <<EOF", "echo first", `echo ${seed} $NAME`, "EOF"],
    ["RUN cat <<EOF > /tmp/doc", `text ${seed} $NAME`, "EOF"],
    ["RUN <<-EOT", "\techo tabs", "\tEOT"],
    ["RUN <<EOF", "#!/bin/sh -e", `echo program ${seed % 3}`, "EOF"],
    ["RUN <<'EOF' sh -s arg", "echo $1 $NAME", "EOF"],
    ["RUN <<A cat > /tmp/a && cat > /tmp/b <<B", "in a", "A", "in b $NAME", "B"],
    ["COPY --chmod=750 <<EOF /app/esc", "a\\$NAME \"q $NAME\" \\\\ 's $NAME'", "EOF"],
    ["COPY <<EOF a.txt /app/mixed/", "mixed", "EOF"],
    ["ADD <<EOF /app/added", `\${NAME:-none}`, "EOF"],
  ]);

const env: Make = (random, seed) =>
  random.pick<readonly string[]>([
    [`ENV NAME=n${seed % 7}`],
    ["ENV MODE=dev NAME='two words'"],
    ["ENV MODE one two"],
    [`ENV DIR=/srv/\${NAME:-none}`],
    [`ENV PATH=$PATH:/opt/bin`],
    [`ENV A="x y" B=\${A:+set} \\`, "    C=3"],
    [`ENV VERSION=\${VERSION:-2}-\${NAME#n}`],
    ["ENV FILE=a.txt"],
    ["ENV NAME= EMPTY="],
    [`ENV Q="a\\"b" R='x"y' S=a\\ b T=\${NAME-dash} U=\${NAME:?must}`],
    [`ENV DIR="\${DIR:-/srv}/more"`],
    [`ENV FILE=archive.tar.gz EXT=\${FILE%.*} BARE=\${FILE%%.*}`],
  ]);

const arg: Make = (random) => [
  random.pick([
    "ARG NAME=arg",
    "ARG NAME",
    "ARG VERSION",
    "ARG VERSION=3 DIR=/srv",
    "ARG TARGETARCH",
    "ARG DIR=/opt/d",
    `ARG MODE=\${NAME:-x}`,
    "ARG NAME=one NAME=two",
    'ARG QUOTED="a b" NAME',
    "ARG BUILDPLATFORM TARGETOS",
    "ARG HTTP_PROXY",
  ]),
];

const workdir: Make = (random) => [
  `WORKDIR ${random.pick(["/app", "/app", "/app/", "sub", "/data/$NAME", "/srv/../opt", "/app/a b", "..", "/", "~", "$DIR", '"/quoted dir"'])}`,
];

const label: Make = (random, seed) => [
  random.pick([`LABEL case=${seed}`, 'LABEL a="1" b=2', "LABEL org.x.name=$NAME", 'LABEL multi="one \\\n  two"']),
];

const metadata: Make = (random) =>
  random.pick<readonly string[]>([
    ['CMD ["echo", "hi"]'],
    ["CMD echo shell"],
    ['ENTRYPOINT ["/bin/sh", "-c"]'],
    ["ENTRYPOINT exec top"],
    ["EXPOSE 80 443/tcp"],
    ["EXPOSE 53/udp 8000-8002"],
    ["VOLUME /vol /vol2"],
    ['VOLUME ["/vol3"]'],
    ["STOPSIGNAL SIGINT"],
    ["STOPSIGNAL 9"],
    ["HEALTHCHECK --interval=5s --retries=3 CMD true"],
    ["HEALTHCHECK NONE"],
    ["USER 1000"],
    ["USER nobody"],
    ["USER root"],
    ['SHELL ["/bin/sh", "-ec"]'],
    ["ONBUILD RUN echo trigger"],
    ["ONBUILD COPY a.txt /trigger/"],
    ["ONBUILD ENV TRIGGERED=1"],
    ["HEALTHCHECK --start-period=1m --timeout=1500ms CMD test -e /x || exit 1"],
    ['HEALTHCHECK --start-interval=2s CMD ["test", "-e", "/x"]'],
    ["EXPOSE 90-92/udp $PORT 90"],
    ["EXPOSE 127.0.0.1:8080:80 443/TCP"],
    ["VOLUME /v$NAME"],
    ["USER 1000:1000"],
    ["USER nobody:nogroup"],
    ["USER $NAME"],
    ["ENTRYPOINT []"],
    ["CMD []"],
    ["STOPSIGNAL RTMIN+3"],
    ["MAINTAINER someone <a@b.c>"],
  ]);

const KINDS: readonly [Make, ...Make[]] = [
  run,
  run,
  run,
  copy,
  copy,
  copy,
  copyJson,
  add,
  env,
  env,
  arg,
  arg,
  workdir,
  workdir,
  label,
  metadata,
  metadata,
  heredoc,
  copyFrom,
];

/** Lines that cannot be built, each for a reason of its own. */
const MISTAKES: readonly [string, ...string[]] = [
  "RUN false",
  "RUN exit 3",
  "RUN nosuchcommand",
  'RUN ["/nosuch"]',
  "RUM echo typo",
  "COPY nosuch /x",
  "COPY ../up /x",
  "COPY a.txt",
  "ENV",
  "ENV A",
  "EXPOSE abc",
  "WORKDIR",
  "USER",
  "VOLUME",
  "HEALTHCHECK FOO",
  "ENTRYPOINT",
  "LABEL x",
  "COPY --from=nosuchstage /a /b",
  "COPY --form=x a b",
  "FROM",
  "RUN --mount=type=wrong true",
  "STOPSIGNAL NOPE",
  "SHELL x",
  "ADD nosuch* /x/",
  `ENV A=\${B:?must}`,
  `ENV A=\${B`,
  "ONBUILD FROM x",
  "CMD",
  "ARG",
  "COPY --chmod=9 a.txt /x",
  "USER ghost",
  "RUN cat /nosuch",
  "COPY a.txt b.txt /opt/two",
  "HEALTHCHECK --interval=x CMD true",
  "WORKDIR /etc/passwd",
  "RUN kill -9 $$",
  "COPY --from=0 /nosuch /x",
  "RUN --mount=type=bind,source=nosuch,target=/x true",
  "RUN --mount=type=cache true",
  "ADD --checksum=sha256:00 a.txt /x",
  "COPY --chown=ghost a.txt /x",
  "COPY a.txt /etc/passwd/x",
  "COPY a.txt /etc/passwd/",
  "EXPOSE 99999",
  "RUN <<EOF",
  "HEALTHCHECK CMD",
  "ONBUILD HEALTHCHECK FOO",
  'RUN echo "open',
  "LABEL =x",
  "ENV A=b c",
  "STOPSIGNAL",
  "WORKDIR /dev/null/x",
];
