import { apt, one } from "./lines.ts";
import type { Plain, PlainRepository } from "./plain.ts";

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

/** Monitoring and search. */
export const MONITORING: readonly PlainRepository[] = [
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
    name: "elasticsearch",
    description: "Search and analytics engine",
    stars: 6500,
    images: [
      elastic("9.4.1", "9.4.1", "2026-08-05"),
      elastic("8.19.13", "8.19.13", "2026-07-28"),
      elastic("8.15.0", "8.15.0", "2024-08-05"),
      elastic("7.17.15", "7.17.15", "2023-11-10"),
      elastic("2 2.4", "2.4.6", "2018-03-14"),
      elastic("7.17.29", "7.17.29", "2025-06-18"),
    ],
  },
  {
    name: "kibana",
    description: "The web page of Elasticsearch",
    stars: 2700,
    images: [
      kibana("9.4.1", "9.4.1", "2026-08-05"),
      kibana("8.19.13", "8.19.13", "2026-07-28"),
      kibana("4 4.6", "4.6.6", "2018-03-14"),
      kibana("7.17.29", "7.17.29", "2025-06-18"),
    ],
  },
  {
    name: "influxdb",
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
];
