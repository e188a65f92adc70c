import { apt, one } from "./lines.ts";
import type { Plain, PlainRepository } from "./plain.ts";

const docker = (tags: string, version: string, date: string, dind: boolean): Plain =>
  one(
    tags,
    date,
    "alpine3.23",
    "own:docker",
    "2.1 RUN apk add --no-cache ca-certificates openssh-client git",
    `ENV DOCKER_VERSION=${version}`,
    "43 RUN set -eux; wget -O docker.tgz https://download.docker.com/linux/static/stable/x86_64/docker.tgz",
    "ENV DOCKER_BUILDX_VERSION=0.29.1",
    "70 RUN set -eux; wget -O docker-buildx https://github.com/docker/buildx/releases/download/v0.29.1/buildx-v0.29.1.linux-amd64",
    "ENV DOCKER_COMPOSE_VERSION=2.40.3",
    "72 RUN set -eux; wget -O docker-compose https://github.com/docker/compose/releases/download/v2.40.3/docker-compose-linux-x86_64",
    "0.0015 COPY docker-entrypoint.sh /usr/local/bin/",
    "ENV DOCKER_TLS_CERTDIR=/certs",
    "0 RUN mkdir /certs /certs/client && chmod 1777 /certs /certs/client",
    ...(dind
      ? [
          "12 RUN set -eux; apk add --no-cache btrfs-progs e2fsprogs iptables openssl pigz xfsprogs",
          "170 RUN set -eux; wget -O docker.tgz https://download.docker.com/linux/static/stable/x86_64/docker-dind.tgz",
          "0.006 COPY dockerd-entrypoint.sh /usr/local/bin/",
          "VOLUME /var/lib/docker",
          "EXPOSE 2375/tcp 2376/tcp",
          'ENTRYPOINT ["dockerd-entrypoint.sh"]',
          "CMD []",
        ]
      : ['ENTRYPOINT ["docker-entrypoint.sh"]', 'CMD ["sh"]']),
  );

const jenkins = (tags: string, version: string, date: string): Plain =>
  one(
    tags,
    date,
    "bookworm-slim",
    "own:jenkins",
    apt("ca-certificates curl git gnupg gpg libfontconfig1 libfreetype6 procps ssh-client tini unzip tzdata", 142),
    "ENV LANG=C.UTF-8",
    "ENV JENKINS_HOME=/var/jenkins_home JENKINS_SLAVE_AGENT_PORT=50000",
    '0.004 RUN mkdir -p /var/jenkins_home && groupadd -g 1000 jenkins && useradd -d "$JENKINS_HOME" -u 1000 -g 1000 -l -m -s /bin/bash jenkins',
    "VOLUME /var/jenkins_home",
    `ENV JENKINS_VERSION=${version}`,
    "95 RUN curl -fsSL https://get.jenkins.io/war-stable/jenkins.war -o /usr/share/jenkins/jenkins.war",
    "EXPOSE 8080/tcp 50000/tcp",
    "ENV JAVA_HOME=/opt/java/openjdk",
    "ENV PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "82 COPY /javaruntime /opt/java/openjdk",
    "USER jenkins",
    "0.002 COPY jenkins.sh /usr/local/bin/jenkins.sh",
    'ENTRYPOINT ["/usr/bin/tini" "--" "/usr/local/bin/jenkins.sh"]',
  );

const hash = (name: string, version: string, date: string, port: number, megabytes: number, command: string): Plain =>
  one(
    `latest ${version}`,
    date,
    "alpine3.22",
    `own:${name}`,
    `LABEL version=${version}`,
    "2.5 RUN set -eux; apk add --no-cache ca-certificates curl dumb-init libcap openssl su-exec tzdata",
    `${megabytes} COPY dist/linux/amd64/${name} /bin/`,
    `EXPOSE ${port}/tcp`,
    "0.003 COPY docker-entrypoint.sh /usr/local/bin/docker-entrypoint.sh",
    'ENTRYPOINT ["docker-entrypoint.sh"]',
    `CMD ${command}`,
  );

/** Tools for working with containers, and servers of other kinds. */
export const TOOLS: readonly PlainRepository[] = [
  {
    name: "docker",
    description: "Docker in Docker",
    stars: 2600,
    images: [
      docker("latest cli 28 28-cli 28.5 28.5.2 28.5.2-cli", "28.5.2", "2025-11-06", false),
      docker("dind 28-dind 28.5-dind 28.5.2-dind dind-rootless", "28.5.2", "2025-11-06", true),
      docker("27 27.5 27-cli", "27.5.1", "2025-02-20", false),
      docker("27-dind", "27.5.1", "2025-02-20", true),
    ],
  },
  {
    name: "nicolaka/netshoot",
    description: "Network troubleshooting tools in one image",
    stars: 620,
    images: [
      one(
        "latest v0.15",
        "2026-02-11",
        "alpine3.23",
        "own:netshoot",
        "330 RUN set -ex && apk add --no-cache bash bind-tools bridge-utils curl iperf3 iproute2 iptables jq mtr nmap socat strace tcpdump tshark vim zsh",
        "92 COPY --from=fetcher /tmp/ctop /tmp/calicoctl /tmp/termshark /usr/local/bin/",
        "USER root",
        "WORKDIR /root",
        "ENV HOSTNAME=netshoot",
        'CMD ["zsh"]',
      ),
    ],
  },
  ...["portainer/portainer-ce", "portainer/portainer"].map((name) => ({
    name,
    description: "A web page to manage Docker with",
    stars: 2400,
    images: [
      one(
        name.endsWith("ce") ? "latest lts 2.33.6 2.20.3-alpine 2.11.1" : "latest 1.25.0 1.20.1",
        name.endsWith("ce") ? "2026-06-24" : "2021-01-05",
        "scratch",
        "own:portainer-ce",
        "184 COPY dist /",
        "VOLUME /data",
        "WORKDIR /",
        "EXPOSE 8000/tcp 9000/tcp 9443/tcp",
        'ENTRYPOINT ["/portainer"]',
      ),
    ],
  })),
  {
    name: "docker/dockerfile",
    description: "The front end that a Dockerfile's first line asks for",
    stars: 130,
    images: [
      {
        tags: "latest 1 1-labs 1.20 1.19 1.18 1.17 1.16 1.15 1.14 1.13 1.12 1.11 1.10 1.9 1.8 1.7 1.7-labs 1.6 1.5 1.4 1.3 1.2 1.0 labs",
        date: "2025-10-30",
        base: "scratch",
        rootfs: ["own:dockerfile-frontend"],
        lines: ["29 COPY / /", 'ENTRYPOINT ["/bin/dockerfile-frontend"]'],
      },
    ],
  },
  {
    name: "jenkins/jenkins",
    description: "Jenkins, the automation server",
    stars: 4200,
    images: [
      jenkins("lts lts-jdk21 2.541.3-lts", "2.541.3", "2026-08-12"),
      jenkins("latest jdk21 2.560", "2.560", "2026-09-15"),
    ],
  },
  {
    name: "sonarqube",
    description: "Code quality inspection",
    stars: 2800,
    images: [
      one(
        "latest community lts-community",
        "2026-09-02",
        "noble",
        "own:sonarqube",
        "ENV JAVA_HOME=/opt/java/openjdk PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "350 RUN set -eux; wget -O /tmp/openjdk.tar.gz https://github.com/adoptium",
        "ENV SONARQUBE_HOME=/opt/sonarqube",
        "890 RUN set -eux; groupadd --system --gid 1000 sonarqube; useradd --system --uid 1000 --gid sonarqube sonarqube",
        "0.004 COPY entrypoint.sh /opt/sonarqube/docker/",
        "WORKDIR /opt/sonarqube",
        "EXPOSE 9000/tcp",
        "USER sonarqube",
        "STOPSIGNAL SIGINT",
        'ENTRYPOINT ["/opt/sonarqube/docker/entrypoint.sh"]',
      ),
    ],
  },
  {
    name: "hashicorp/vault",
    description: "Vault, a store of secrets",
    stars: 500,
    images: [hash("vault", "1.21", "2026-06-03", 8200, 480, '["server" "-dev"]')],
  },
  {
    name: "hashicorp/consul",
    description: "Consul, service discovery",
    stars: 150,
    images: [hash("consul", "1.22", "2026-06-23", 8500, 170, '["agent" "-dev" "-client" "0.0.0.0"]')],
  },
  {
    name: "cassandra",
    description: "Cassandra, a distributed database",
    stars: 1600,
    images: [
      one(
        "latest 5 5.0",
        "2026-08-11",
        "jammy",
        "own:cassandra",
        "ENV JAVA_HOME=/opt/java/openjdk",
        "ENV PATH=/opt/cassandra/bin:/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "165 COPY /opt/java/openjdk /opt/java/openjdk",
        "ENV CASSANDRA_VERSION=5.0.6",
        "140 RUN set -eux; wget -O cassandra-bin.tgz https://www.apache.org/dyn/closer.cgi",
        ...["0.004 COPY docker-entrypoint.sh /usr/local/bin/", 'ENTRYPOINT ["docker-entrypoint.sh"]'],
        "EXPOSE 7000/tcp 7001/tcp 7199/tcp 9042/tcp 9160/tcp",
        "VOLUME /var/lib/cassandra",
        'CMD ["cassandra" "-f"]',
      ),
    ],
  },
  {
    name: "hadolint/hadolint",
    description: "A linter of Dockerfiles",
    stars: 220,
    images: [
      one(
        "latest v2.14.0",
        "2025-09-22",
        "scratch",
        "own:hadolint",
        "2.5 COPY hadolint /bin/",
        'CMD ["/bin/hadolint" "-"]',
      ),
    ],
  },
];
