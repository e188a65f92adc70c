import type { BaseName } from "./bases.ts";
import type { Plain, PlainRepository } from "./plain.ts";

const apt = (packages: string, megabytes: number) =>
  `${megabytes} RUN apt-get update && apt-get install -y --no-install-recommends ${packages} && rm -rf /var/lib/apt/lists/*`;

const one = (tags: string, date: string, base: BaseName | "scratch", recipe: string, ...lines: string[]): Plain => ({
  tags,
  date,
  base,
  rootfs: [recipe],
  lines,
});

const prom = (name: string, tags: string, date: string, megabytes: number, port: number, ...lines: string[]) =>
  one(
    tags,
    date,
    "scratch",
    `own:${name}`,
    "4.3 COPY /rootfs /",
    'LABEL maintainer="The Prometheus Authors <prometheus-developers@googlegroups.com>"',
    `${megabytes} COPY .build/linux-amd64/${name} /bin/${name}`,
    `EXPOSE ${port}/tcp`,
    ...lines,
  );

const prometheus = (tags: string, date: string, megabytes: number): Plain =>
  prom(
    "prometheus",
    tags,
    date,
    megabytes,
    9090,
    "WORKDIR /prometheus",
    "USER nobody",
    "VOLUME /prometheus",
    'ENTRYPOINT ["/bin/prometheus"]',
    'CMD ["--config.file=/etc/prometheus/prometheus.yml" "--storage.tsdb.path=/prometheus"]',
  );

const grafana = (tags: string, version: string, date: string): Plain =>
  one(
    tags,
    date,
    "alpine3.23",
    "own:grafana",
    `LABEL org.opencontainers.image.version=${version}`,
    "ENV PATH=/usr/share/grafana/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin GF_PATHS_CONFIG=/etc/grafana/grafana.ini GF_PATHS_DATA=/var/lib/grafana GF_PATHS_HOME=/usr/share/grafana GF_PATHS_LOGS=/var/log/grafana",
    "WORKDIR /usr/share/grafana",
    "15 RUN apk add --no-cache bash ca-certificates curl tzdata",
    "580 COPY /tmp/grafana /usr/share/grafana",
    "EXPOSE 3000/tcp",
    "0.004 COPY ./packaging/docker/run.sh /run.sh",
    "USER 472",
    'ENTRYPOINT ["/run.sh"]',
  );

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

const elastic = (tags: string, version: string, date: string): Plain =>
  one(
    tags,
    date,
    "rocky",
    "own:elasticsearch",
    "12 RUN microdnf install -y findutils shadow-utils tini unzip zip",
    "WORKDIR /usr/share/elasticsearch",
    "1050 COPY --chown=0:0 /usr/share/elasticsearch /usr/share/elasticsearch",
    "ENV PATH=/usr/share/elasticsearch/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin SHELL=/bin/bash ELASTIC_CONTAINER=true",
    "0.005 COPY bin/docker-entrypoint.sh /usr/local/bin/docker-entrypoint.sh",
    "EXPOSE 9200/tcp 9300/tcp",
    `LABEL org.label-schema.version=${version}`,
    "USER 1000:0",
    'ENTRYPOINT ["/usr/bin/tini" "--" "/usr/local/bin/docker-entrypoint.sh"]',
    'CMD ["eswrapper"]',
  );

const kibana = (tags: string, version: string, date: string): Plain =>
  one(
    tags,
    date,
    "rocky",
    "own:kibana",
    "60 RUN microdnf install -y fontconfig liberation-fonts nss shadow-utils",
    "1100 COPY --chown=1000:0 /usr/share/kibana /usr/share/kibana",
    "WORKDIR /usr/share/kibana",
    "ENV ELASTIC_CONTAINER=true PATH=/usr/share/kibana/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "0.02 COPY --chown=1000:0 bin/kibana-docker /usr/local/bin/",
    `LABEL org.label-schema.version=${version}`,
    "EXPOSE 5601/tcp",
    "USER 1000",
    'ENTRYPOINT ["/bin/tini" "--"]',
    'CMD ["/usr/local/bin/kibana-docker"]',
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

const haproxy = (tags: string, version: string, date: string, base: BaseName): Plain =>
  one(
    tags,
    date,
    base,
    "own:haproxy",
    "0.004 RUN set -eux; adduser --system --gid 99 --uid 99 --home /var/lib/haproxy haproxy",
    `ENV HAPROXY_VERSION=${version}`,
    "26 RUN set -eux; make -C /usr/src/haproxy -j all; make -C /usr/src/haproxy install-bin",
    "STOPSIGNAL SIGUSR1",
    "0.0004 COPY docker-entrypoint.sh /usr/local/bin/",
    'ENTRYPOINT ["docker-entrypoint.sh"]',
    "USER haproxy",
    "WORKDIR /var/lib/haproxy",
    'CMD ["haproxy" "-f" "/usr/local/etc/haproxy/haproxy.cfg"]',
  );

const caddy = (tags: string, version: string, date: string): Plain =>
  one(
    tags,
    date,
    "alpine3.22",
    "own:caddy",
    "0.8 RUN apk add --no-cache ca-certificates libcap mailcap",
    "0.02 RUN set -eux; mkdir -p /config/caddy /data/caddy /etc/caddy /usr/share/caddy",
    `ENV CADDY_VERSION=v${version}`,
    "42 RUN set -eux; wget -O /tmp/caddy.tar.gz https://github.com/caddyserver/caddy/releases",
    "ENV XDG_CONFIG_HOME=/config",
    "ENV XDG_DATA_HOME=/data",
    "EXPOSE 80/tcp 443/tcp 443/udp 2019/tcp",
    "WORKDIR /srv",
    'CMD ["caddy" "run" "--config" "/etc/caddy/Caddyfile" "--adapter" "caddyfile"]',
  );

const phpApp = (
  tags: string,
  version: string,
  date: string,
  recipe: string,
  name: string,
  ...lines: string[]
): Plain => ({
  tags,
  date,
  base: "trixie-slim",
  rootfs: ["php:apache", recipe],
  lines: [
    "340 RUN set -eux; apt-get update; apt-get install -y --no-install-recommends $PHPIZE_DEPS ca-certificates curl",
    "ENV PHP_INI_DIR=/usr/local/etc/php",
    '0.0005 RUN set -eux; mkdir -p "$PHP_INI_DIR/conf.d"',
    "ENV APACHE_CONFDIR=/etc/apache2",
    "ENV APACHE_ENVVARS=/etc/apache2/envvars",
    "12 RUN set -eux; apt-get update; apt-get install -y --no-install-recommends apache2",
    "ENV PHP_VERSION=8.3.33",
    '37 RUN set -eux; savedAptMark="$(apt-mark showmanual)"; apt-get update',
    "0.0054 COPY docker-php-ext-* docker-php-entrypoint /usr/local/bin/",
    "0.002 COPY apache2-foreground /usr/local/bin/",
    "WORKDIR /var/www/html",
    "EXPOSE 80/tcp",
    `ENV ${name}_VERSION=${version}`,
    "STOPSIGNAL SIGWINCH",
    ...lines,
  ],
});

const site = (tags: string, date: string): Plain =>
  one(
    tags,
    date,
    "jessie",
    "own:static-site",
    "60 RUN apt-get update && apt-get install --no-install-recommends --no-install-suggests -y ca-certificates nginx",
    "EXPOSE 80/tcp 443/tcp",
    "ENV AUTHOR=Docker",
    "WORKDIR /usr/share/nginx/html",
    "0.002 COPY Hello_docker.html wrapper.sh /",
    'CMD ["/bin/sh" "-c" "cd /usr/share/nginx/html/ && nginx -g \'daemon off;\'"]',
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

/** Repositories that courses name and of which no facts were recorded at all. */
export const MORE: readonly PlainRepository[] = [
  {
    name: "docker/getting-started",
    description: "The web server of Docker's first tutorial",
    stars: 900,
    images: [
      one(
        "latest pwd",
        "2022-12-20",
        "alpine3.16",
        "own:getting-started",
        "ENV NGINX_VERSION=1.23.3",
        "17 RUN set -x && addgroup -g 101 -S nginx && adduser -S -D -H -u 101 -h /var/cache/nginx -s /sbin/nologin -G nginx nginx",
        "0.001 COPY docker-entrypoint.sh /",
        'ENTRYPOINT ["/docker-entrypoint.sh"]',
        "EXPOSE 80/tcp",
        "STOPSIGNAL SIGQUIT",
        'CMD ["nginx" "-g" "daemon off;"]',
        "18 COPY /app/site /usr/share/nginx/html",
      ),
    ],
  },
  {
    name: "library/docker",
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
    name: "prom/prometheus",
    description: "Prometheus, the monitoring system",
    stars: 2100,
    images: [
      prometheus("latest main v3.12.0 v3", "2026-08-18", 330),
      prometheus("v2.55.1", "2024-11-04", 288),
      prometheus("v2.29.2", "2021-08-27", 183),
    ],
  },
  {
    name: "prom/alertmanager",
    description: "Alertmanager, for Prometheus",
    stars: 260,
    images: [
      prom(
        "alertmanager",
        "latest v0.31.0",
        "2026-02-02",
        68,
        9093,
        "USER nobody",
        "VOLUME /alertmanager",
        "WORKDIR /alertmanager",
        'ENTRYPOINT ["/bin/alertmanager"]',
        'CMD ["--config.file=/etc/alertmanager/alertmanager.yml" "--storage.path=/alertmanager"]',
      ),
    ],
  },
  {
    name: "prom/node-exporter",
    description: "Prometheus' exporter of a host's figures",
    stars: 480,
    images: [
      prom(
        "node_exporter",
        "latest v1.10.2",
        "2025-10-25",
        20,
        9100,
        "USER nobody",
        'ENTRYPOINT ["/bin/node_exporter"]',
      ),
    ],
  },
  {
    name: "grafana/grafana",
    description: "Grafana, dashboards",
    stars: 3600,
    images: [
      grafana("latest main 13 13.1.0", "13.1.0", "2026-07-21"),
      grafana("12 12.3.0", "12.3.0", "2025-11-19"),
      grafana("11 11.6.0", "11.6.0", "2025-03-25"),
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
    name: "jenkins/jenkins",
    description: "Jenkins, the automation server",
    stars: 4200,
    images: [
      jenkins("lts lts-jdk21 2.541.3-lts", "2.541.3", "2026-08-12"),
      jenkins("latest jdk21 2.560", "2.560", "2026-09-15"),
    ],
  },
  {
    name: "library/elasticsearch",
    description: "Search and analytics engine",
    stars: 6500,
    images: [
      elastic("9.4.1", "9.4.1", "2026-08-05"),
      elastic("8.19.13", "8.19.13", "2026-07-28"),
      elastic("8.15.0", "8.15.0", "2024-08-05"),
      elastic("7.17.15", "7.17.15", "2023-11-10"),
      elastic("7.17.29", "7.17.29", "2025-06-18"),
    ],
  },
  {
    name: "library/kibana",
    description: "The web page of Elasticsearch",
    stars: 2700,
    images: [
      kibana("9.4.1", "9.4.1", "2026-08-05"),
      kibana("8.19.13", "8.19.13", "2026-07-28"),
      kibana("7.17.29", "7.17.29", "2025-06-18"),
    ],
  },
  {
    name: "library/haproxy",
    description: "Load balancer for TCP and HTTP",
    stars: 2000,
    images: [
      haproxy("latest 3.4 3.4.2", "3.4.2", "2026-08-18", "trixie-slim"),
      haproxy("alpine 3.4-alpine", "3.4.2", "2026-08-18", "alpine3.23"),
      haproxy("2.8 lts", "2.8.16", "2026-05-04", "bookworm-slim"),
      haproxy("2.3", "2.3.21", "2022-07-26", "bullseye-slim"),
    ],
  },
  {
    name: "library/caddy",
    description: "Web server with automatic HTTPS",
    stars: 900,
    images: [caddy("latest alpine 2 2-alpine 2.11 2.11.2", "2.11.2", "2026-06-16")],
  },
  {
    name: "library/ruby",
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
    name: "library/eclipse-temurin",
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
    name: "library/openjdk",
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
    name: "library/tomcat",
    description: "Apache Tomcat, the Java web server",
    stars: 3700,
    images: [
      tomcat("latest 11 11.0", "11.0.21", "2026-09-10"),
      tomcat("10 10.1", "10.1.54", "2026-09-10"),
      tomcat("9 9.0", "9.0.117", "2026-09-10"),
    ],
  },
  {
    name: "library/maven",
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
  {
    name: "library/phpmyadmin",
    description: "A web page to manage MySQL and MariaDB with",
    stars: 1300,
    images: [
      phpApp(
        "latest apache 5 5.2 5.2.3",
        "5.2.3",
        "2026-08-25",
        "own:phpmyadmin",
        "PHPMYADMIN",
        "68 RUN set -ex; curl -fsSL -o phpMyAdmin.tar.xz $URL; tar -xf phpMyAdmin.tar.xz -C /var/www/html --strip-components=1",
        "0.01 COPY docker-entrypoint.sh /docker-entrypoint.sh",
        'ENTRYPOINT ["/docker-entrypoint.sh"]',
        'CMD ["apache2-foreground"]',
      ),
    ],
  },
  {
    name: "phpmyadmin/phpmyadmin",
    description: "phpMyAdmin, by its makers",
    stars: 1600,
    images: [
      phpApp(
        "latest 5 5.2",
        "5.2.3",
        "2026-08-25",
        "own:phpmyadmin",
        "PHPMYADMIN",
        "68 RUN set -ex; curl -fsSL -o phpMyAdmin.tar.xz $URL; tar -xf phpMyAdmin.tar.xz -C /var/www/html --strip-components=1",
        "0.01 COPY docker-entrypoint.sh /docker-entrypoint.sh",
        'ENTRYPOINT ["/docker-entrypoint.sh"]',
        'CMD ["apache2-foreground"]',
      ),
    ],
  },
  {
    name: "library/nextcloud",
    description: "Files and calendars of one's own",
    stars: 4400,
    images: [
      phpApp(
        "latest apache 33 33.0",
        "33.0.2",
        "2026-08-28",
        "own:nextcloud",
        "NEXTCLOUD",
        "VOLUME /var/www/html",
        "720 RUN set -ex; curl -fsSL -o nextcloud.tar.bz2 https://download.nextcloud.com; tar -xjf nextcloud.tar.bz2 -C /usr/src/",
        "0.01 COPY *.sh upgrade.exclude /",
        'ENTRYPOINT ["/entrypoint.sh"]',
        'CMD ["apache2-foreground"]',
      ),
    ],
  },
  {
    name: "library/drupal",
    description: "Drupal, a content management system",
    stars: 1000,
    images: [
      phpApp(
        "latest apache 11 11.3",
        "11.3.5",
        "2026-08-26",
        "own:drupal",
        "DRUPAL",
        "WORKDIR /opt/drupal",
        "130 RUN set -eux; composer create-project --no-interaction drupal/recommended-project ./",
        'ENTRYPOINT ["docker-php-entrypoint"]',
        'CMD ["apache2-foreground"]',
      ),
    ],
  },
  {
    name: "library/influxdb",
    description: "Time series database",
    stars: 1900,
    images: [
      one(
        "latest 2 2.7 2.8",
        "2026-05-12",
        "bookworm-slim",
        "own:influxdb",
        "0.004 RUN groupadd -r influxdb --gid=1000 && useradd -r -g influxdb --uid=1000 influxdb",
        apt("ca-certificates curl gnupg tzdata", 35),
        "ENV INFLUXDB_VERSION=2.8.0",
        "280 RUN set -eux; curl -fLO https://dl.influxdata.com/influxdb/releases/influxdb2.tar.gz",
        "EXPOSE 8086/tcp",
        "VOLUME /var/lib/influxdb2 /etc/influxdb2",
        "0.02 COPY entrypoint.sh /entrypoint.sh",
        'ENTRYPOINT ["/entrypoint.sh"]',
        'CMD ["influxd"]',
      ),
    ],
  },
  {
    name: "library/ghost",
    description: "Ghost, a publishing platform",
    stars: 1700,
    images: [
      {
        tags: "latest 6 6-bookworm",
        date: "2026-09-14",
        base: "bookworm-slim",
        rootfs: ["node", "own:ghost"],
        lines: [
          "0.007 RUN groupadd --gid 1000 node && useradd --uid 1000 --gid node --shell /bin/bash --create-home node",
          "ENV NODE_VERSION=22.23.2",
          '147 RUN ARCH= && dpkgArch="$(dpkg --print-architecture)" && curl -fsSLO https://nodejs.org/dist',
          "ENV NODE_ENV=production",
          "ENV GHOST_INSTALL=/var/lib/ghost GHOST_CONTENT=/var/lib/ghost/content",
          "350 RUN set -eux; npm install -g ghost-cli; gosu node ghost install",
          "WORKDIR /var/lib/ghost",
          "VOLUME /var/lib/ghost/content",
          "0.001 COPY docker-entrypoint.sh /usr/local/bin",
          'ENTRYPOINT ["docker-entrypoint.sh"]',
          "EXPOSE 2368/tcp",
          'CMD ["node" "current/index.js"]',
        ],
      },
    ],
  },
  {
    name: "library/sonarqube",
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
    name: "library/cassandra",
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
    name: "dockersamples/static-site",
    description: "A page to try docker run with",
    stars: 60,
    images: [site("latest", "2016-03-29")],
  },
  {
    name: "prakhar1989/static-site",
    description: "The page of a Docker tutorial",
    stars: 15,
    images: [site("latest", "2016-03-01")],
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
  ...["traefik/whoami", "containous/whoami"].map((name) => ({
    name,
    description: "A web server that tells of the request and itself",
    stars: 130,
    images: [
      one(
        "latest v1.11",
        "2025-02-24",
        "scratch",
        "own:whoami",
        "6.6 COPY whoami .",
        "EXPOSE 80/tcp",
        'ENTRYPOINT ["/whoami"]',
      ),
    ],
  })),
  {
    name: "curlimages/curl",
    description: "curl, by its makers",
    stars: 290,
    images: [
      one(
        "latest 8.19.0",
        "2026-07-08",
        "alpine3.23",
        "own:curl",
        "14 RUN apk add --no-cache brotli libssh2 nghttp2-libs",
        "0.3 COPY /cacert.pem /entrypoint.sh /",
        "USER curl_user",
        'ENTRYPOINT ["/entrypoint.sh"]',
        'CMD ["curl"]',
      ),
    ],
  },
  {
    name: "dpage/pgadmin4",
    description: "A web page to manage PostgreSQL with",
    stars: 1500,
    images: [
      one(
        "latest 9",
        "2026-08-20",
        "alpine3.22",
        "own:pgadmin4",
        "480 COPY --from=tool-builder /venv /venv",
        "WORKDIR /pgadmin4",
        "USER 5050",
        "VOLUME /var/lib/pgadmin",
        "EXPOSE 80/tcp 443/tcp",
        'ENTRYPOINT ["/entrypoint.sh"]',
      ),
    ],
  },
  {
    name: "google/cadvisor",
    description: "Figures of running containers",
    stars: 700,
    images: [
      one(
        "latest v0.33.0 v0.24.1",
        "2019-02-26",
        "alpine3.8",
        "own:cadvisor",
        "40 RUN apk --no-cache add libc6-compat device-mapper findutils zfs",
        "27 ADD cadvisor /usr/bin/cadvisor",
        "EXPOSE 8080/tcp",
        'ENTRYPOINT ["/usr/bin/cadvisor" "-logtostderr"]',
      ),
    ],
  },
  {
    name: "mailhog/mailhog",
    description: "Catches e-mail for tests",
    stars: 190,
    images: [
      one(
        "latest v1.0.1",
        "2020-08-07",
        "alpine3.12",
        "own:mailhog",
        "386 RUN apk --no-cache add --virtual build-dependencies go git",
        "WORKDIR /root",
        'ENTRYPOINT ["MailHog"]',
        "EXPOSE 1025/tcp 8025/tcp",
      ),
    ],
  },
  {
    name: "library/centos",
    description: "CentOS Linux; no longer maintained",
    stars: 7700,
    images: [
      {
        tags: "latest 8 centos8",
        date: "2021-09-15",
        base: "centos8",
        rootfs: [],
        lines: ['LABEL org.label-schema.name="CentOS Base Image" org.label-schema.vendor=CentOS', 'CMD ["/bin/bash"]'],
      },
      {
        tags: "7 centos7 centos7.9.2009",
        date: "2021-09-15",
        base: "centos7",
        rootfs: [],
        lines: ['LABEL org.label-schema.name="CentOS Base Image" org.label-schema.vendor=CentOS', 'CMD ["/bin/bash"]'],
      },
    ],
  },
  {
    name: "library/fedora",
    description: "Fedora Linux",
    stars: 1300,
    images: [{ tags: "latest 43", date: "2026-09-10", base: "fedora", rootfs: [], lines: ['CMD ["/bin/bash"]'] }],
  },
  {
    name: "library/rockylinux",
    description: "Rocky Linux",
    stars: 250,
    images: [{ tags: "9 9-minimal", date: "2023-11-20", base: "rocky", rootfs: [], lines: ['CMD ["/bin/bash"]'] }],
  },
  {
    name: "library/oraclelinux",
    description: "Oracle Linux",
    stars: 1000,
    images: [{ tags: "9 9-slim", date: "2026-09-11", base: "oraclelinux", rootfs: [], lines: ['CMD ["/bin/bash"]'] }],
  },
  {
    name: "library/amazonlinux",
    description: "Amazon Linux",
    stars: 400,
    images: [{ tags: "latest 2023", date: "2026-09-16", base: "amazon", rootfs: [], lines: ['CMD ["/bin/bash"]'] }],
  },
];
