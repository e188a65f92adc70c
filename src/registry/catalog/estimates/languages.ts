import type { BaseName } from "../bases.ts";
import { apt, one } from "./lines.ts";
import type { Plain, PlainRepository } from "./plain.ts";

const java = (tags: string, version: string, date: string, megabytes: number, base: BaseName = "noble"): Plain =>
  one(
    tags,
    date,
    base,
    "own:java",
    "ENV JAVA_HOME=/opt/java/openjdk",
    "ENV PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "ENV LANG=en_US.UTF-8 LANGUAGE=en_US:en LC_ALL=en_US.UTF-8",
    base.startsWith("alpine")
      ? "27 RUN apk add --no-cache fontconfig ttf-dejavu musl-locales tzdata"
      : apt("fontconfig ca-certificates p11-kit tzdata locales", 38),
    `ENV JAVA_VERSION=jdk-${version}`,
    `${megabytes} RUN set -eux; wget -O /tmp/openjdk.tar.gz https://github.com/adoptium; tar --extract --file /tmp/openjdk.tar.gz`,
    "0.006 COPY --chmod=755 entrypoint.sh /__cacert_entrypoint.sh",
    'ENTRYPOINT ["/__cacert_entrypoint.sh"]',
    ...(tags.includes("jre") ? [] : ['CMD ["jshell"]']),
  );

const openjdk = (tags: string, version: string, date: string, megabytes: number, base: BaseName): Plain =>
  one(
    tags,
    date,
    base,
    "own:openjdk",
    apt("bzip2 unzip xz-utils ca-certificates p11-kit", 12),
    "ENV JAVA_HOME=/usr/local/openjdk",
    "ENV PATH=/usr/local/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "ENV LANG=C.UTF-8",
    `ENV JAVA_VERSION=${version}`,
    `${megabytes} RUN set -eux; wget --output-document=openjdk.tgz https://download.java.net; tar --extract --file openjdk.tgz`,
    'CMD ["jshell"]',
  );

const ruby = (tags: string, version: string, date: string, base: BaseName, megabytes: number): Plain =>
  one(
    tags,
    date,
    base,
    "own:ruby",
    base.startsWith("alpine")
      ? "11 RUN set -eux; apk add --no-cache bzip2 ca-certificates gmp-dev libffi-dev procps yaml-dev zlib-dev"
      : apt("bzip2 ca-certificates libffi-dev libgmp-dev libssl-dev libyaml-dev procps zlib1g-dev", megabytes),
    "0.0001 RUN set -eux; mkdir -p /usr/local/etc; echo 'gem: --no-document' >> /usr/local/etc/gemrc",
    "ENV LANG=C.UTF-8",
    `ENV RUBY_VERSION=${version}`,
    "72 RUN set -eux; ./configure --build=x86_64-linux-gnu --disable-install-doc --enable-shared; make -j; make install",
    "ENV GEM_HOME=/usr/local/bundle",
    "ENV BUNDLE_SILENCE_ROOT_WARNING=1 BUNDLE_APP_CONFIG=/usr/local/bundle",
    "ENV PATH=/usr/local/bundle/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    '0 RUN mkdir "$GEM_HOME" && chmod 1777 "$GEM_HOME"',
    'CMD ["irb"]',
  );

const tomcat = (tags: string, version: string, date: string): Plain =>
  one(
    tags,
    date,
    "noble",
    "own:tomcat",
    "ENV JAVA_HOME=/opt/java/openjdk",
    "ENV CATALINA_HOME=/usr/local/tomcat",
    "ENV PATH=/usr/local/tomcat/bin:/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "350 RUN set -eux; wget -O /tmp/openjdk.tar.gz https://github.com/adoptium; tar --extract --file /tmp/openjdk.tar.gz",
    "WORKDIR /usr/local/tomcat",
    `ENV TOMCAT_VERSION=${version}`,
    "28 COPY /usr/local/tomcat /usr/local/tomcat",
    "EXPOSE 8080/tcp",
    'CMD ["catalina.sh" "run"]',
  );

/** Languages and what runs their programs. */
export const LANGUAGES: readonly PlainRepository[] = [
  {
    name: "ruby",
    description: "Ruby interpreter",
    stars: 2500,
    images: [
      ruby("latest 4 4.0 4.0.5", "4.0.5", "2026-08-25", "trixie", 690),
      ruby("slim 4.0-slim 4.0.5-slim-trixie", "4.0.5", "2026-08-25", "trixie-slim", 28),
      ruby("alpine 4.0-alpine", "4.0.5", "2026-08-25", "alpine3.23", 11),
      ruby("3.4 3.4.9", "3.4.9", "2026-08-25", "trixie", 690),
      ruby("3.4-alpine", "3.4.9", "2026-08-25", "alpine3.23", 11),
      ruby("3.3 3.3.11", "3.3.11", "2026-08-25", "bookworm", 690),
      ruby("3.3-slim", "3.3.11", "2026-08-25", "bookworm-slim", 28),
      ruby("alpine3.17", "3.2.2", "2023-08-08", "alpine3.17", 11),
    ],
  },
  {
    name: "eclipse-temurin",
    description: "OpenJDK, built by Adoptium",
    stars: 700,
    images: [
      java("latest 25 25-jdk 25-jdk-noble", "25.0.2+10", "2026-07-22", 310),
      java("21 21-jdk 21-jdk-jammy", "21.0.10+7", "2026-07-22", 350),
      java("21-jre", "21.0.10+7", "2026-07-22", 165),
      java("17 17-jdk 17-jdk-jammy", "17.0.18+8", "2026-07-22", 330, "jammy"),
      java("17-jre 17-jre-jammy", "17.0.18+8", "2026-07-22", 145, "jammy"),
      java("17-jdk-alpine", "17.0.18+8", "2026-07-22", 300, "alpine3.22"),
      java("17-jre-alpine", "17.0.18+8", "2026-07-22", 137, "alpine3.22"),
      java("21-jdk-alpine 21-alpine", "21.0.10+7", "2026-07-22", 320, "alpine3.22"),
      java("21-jre-alpine", "21.0.10+7", "2026-07-22", 155, "alpine3.22"),
      java("11 11-jdk", "11.0.30+7", "2026-07-22", 318, "jammy"),
      java("8 8-jdk", "8u482-b08", "2026-07-22", 212, "jammy"),
    ],
  },
  {
    name: "openjdk",
    description: "Early builds of OpenJDK; superseded by other images",
    stars: 4100,
    images: [
      openjdk("17 17-jdk 17.0.2", "17.0.2", "2022-04-20", 320, "bullseye"),
      openjdk("17-slim 17-jdk-slim", "17.0.2", "2022-05-10", 320, "bullseye-slim"),
      openjdk("11 11-jdk", "11.0.16", "2022-08-02", 322, "bullseye"),
      openjdk("11-jre-slim", "11.0.16", "2022-08-02", 130, "bullseye-slim"),
      openjdk("8 8-jdk", "8u342", "2022-08-02", 209, "bullseye"),
      openjdk("8-jdk-alpine 8-alpine", "8u212", "2019-05-11", 99, "alpine3.9"),
    ],
  },
  {
    name: "tomcat",
    description: "Apache Tomcat, the Java web server",
    stars: 3700,
    images: [
      tomcat("latest 11 11.0", "11.0.21", "2026-09-10"),
      tomcat("10 10.1", "10.1.54", "2026-09-10"),
      tomcat("9 9.0", "9.0.117", "2026-09-10"),
    ],
  },
  {
    name: "maven",
    description: "Apache Maven, the build tool of Java",
    stars: 1600,
    images: [
      one(
        "latest 3 3.9 3.9-eclipse-temurin-21 eclipse-temurin",
        "2026-08-19",
        "noble",
        "own:maven",
        "ENV JAVA_HOME=/opt/java/openjdk",
        "ENV PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "350 RUN set -eux; wget -O /tmp/openjdk.tar.gz https://github.com/adoptium; tar --extract --file /tmp/openjdk.tar.gz",
        apt("ca-certificates curl git gnupg openssh-client", 75),
        "ENV MAVEN_HOME=/usr/share/maven",
        "10 COPY /usr/share/maven /usr/share/maven",
        "0.001 COPY /usr/local/bin/mvn-entrypoint.sh /usr/local/bin/mvn-entrypoint.sh",
        'ENTRYPOINT ["/usr/local/bin/mvn-entrypoint.sh"]',
        'CMD ["mvn"]',
      ),
    ],
  },
];
