import type { Recipe } from "./recipe.ts";
import { flagsFor, type Simple, simple, subcommandsOf } from "./simple.ts";

/** Images that are a base and few programs of their own. */
const OTHERS: Readonly<Record<string, Simple>> = {
  traefik: {
    programs: ["/usr/local/bin/traefik"],
    scripts: { "/entrypoint.sh": flagsFor("traefik") },
  },
  memcached: {
    programs: ["/usr/local/bin/memcached"],
    account: ["memcache", 11211],
    scripts: { "/usr/local/bin/docker-entrypoint.sh": flagsFor("memcached") },
  },
  "getting-started": {
    programs: ["/usr/sbin/nginx"],
    account: ["nginx", 101],
    files: {
      "/etc/nginx/nginx.conf":
        "user nginx;\nevents {}\nhttp {\n  include /etc/nginx/conf.d/*.conf;\n  access_log /var/log/nginx/access.log;\n}\n",
      "/etc/nginx/conf.d/default.conf":
        "server {\n    listen 80;\n    location / {\n        root /usr/share/nginx/html;\n        index index.html;\n    }\n}\n",
      "/usr/share/nginx/html/index.html":
        "<!DOCTYPE html>\n<html>\n<head><title>Getting Started</title></head>\n<body>\n<h1>Getting Started</h1>\n<p>The container of the tutorial runs.</p>\n</body>\n</html>\n",
    },
    scripts: { "/docker-entrypoint.sh": '#!/bin/sh\nset -e\nexec "$@"\n' },
    folders: ["/var/log/nginx", "/var/cache/nginx"],
  },
  "static-site": {
    programs: ["/usr/sbin/nginx"],
    account: ["nginx", 101],
    files: {
      "/etc/nginx/nginx.conf":
        "events {}\nhttp {\n  server {\n    listen 80;\n    root /usr/share/nginx/html;\n  }\n}\n",
      "/usr/share/nginx/html/index.html":
        "<!DOCTYPE html>\n<html>\n<head><title>Hello Docker!</title></head>\n<body><h1>Hello Docker!</h1></body>\n</html>\n",
    },
    scripts: { "/usr/local/bin/wrapper.sh": "#!/bin/sh\nexec nginx -g 'daemon off;'\n" },
    folders: ["/var/log/nginx"],
  },
  prometheus: {
    programs: ["/bin/prometheus", "/bin/promtool"],
    files: {
      "/etc/prometheus/prometheus.yml":
        "global:\n  scrape_interval: 15s\nscrape_configs:\n  - job_name: prometheus\n    static_configs:\n      - targets: [localhost:9090]\n",
    },
    folders: ["/prometheus"],
    account: ["nobody", 65_534],
  },
  grafana: {
    programs: ["/usr/share/grafana/bin/grafana"],
    scripts: { "/run.sh": "#!/bin/sh -e\nexec /usr/share/grafana/bin/grafana server\n" },
    folders: ["/var/lib/grafana", "/etc/grafana"],
    account: ["grafana", 472],
  },
  netshoot: {
    programs:
      "/bin/bash /bin/zsh /usr/bin/curl /usr/bin/dig /usr/bin/nslookup /usr/bin/host /usr/bin/nmap /usr/bin/tcpdump /usr/bin/iperf3 /usr/bin/jq /usr/bin/mtr /usr/bin/socat /usr/bin/vim /usr/bin/git /usr/sbin/tshark /usr/bin/ss /usr/bin/strace".split(
        " ",
      ),
  },
  docker: {
    programs: ["/usr/local/bin/docker", "/usr/local/bin/dockerd", "/usr/local/bin/containerd", "/usr/local/bin/runc"],
    scripts: {
      "/usr/local/bin/docker-entrypoint.sh": flagsFor("docker"),
      "/usr/local/bin/dockerd-entrypoint.sh": flagsFor("dockerd"),
    },
    folders: ["/certs/client", "/var/lib/docker"],
  },
  "dockerfile-frontend": { programs: ["/bin/dockerfile-frontend"], folders: [] },
  "portainer-ce": { programs: ["/portainer"], folders: ["/data", "/public"] },
  jenkins: {
    programs: [
      "/opt/java/openjdk/bin/java",
      "/usr/bin/git",
      "/usr/bin/curl",
      "/usr/bin/tini",
      "/usr/share/jenkins/jenkins",
    ],
    scripts: { "/usr/local/bin/jenkins.sh": "#!/bin/bash\nexec /usr/share/jenkins/jenkins\n" },
    account: ["jenkins", 1000],
    folders: ["/var/jenkins_home"],
  },
  elasticsearch: {
    programs: ["/usr/share/elasticsearch/bin/elasticsearch", "/usr/share/elasticsearch/jdk/bin/java", "/usr/bin/tini"],
    scripts: {
      "/usr/local/bin/docker-entrypoint.sh": '#!/bin/bash\nset -e\nexec "/usr/share/elasticsearch/bin/elasticsearch"\n',
    },
    files: {
      "/usr/share/elasticsearch/config/elasticsearch.yml": 'cluster.name: "docker-cluster"\nnetwork.host: 0.0.0.0\n',
    },
    account: ["elasticsearch", 1000],
  },
  kibana: {
    programs: ["/usr/share/kibana/bin/kibana", "/bin/tini"],
    scripts: { "/usr/local/bin/kibana-docker": "#!/bin/bash\nexec /usr/share/kibana/bin/kibana\n" },
    account: ["kibana", 1000],
  },
  haproxy: {
    programs: ["/usr/local/sbin/haproxy"],
    account: ["haproxy", 99],
    scripts: { "/usr/local/bin/docker-entrypoint.sh": flagsFor("haproxy") },
    folders: ["/usr/local/etc/haproxy"],
  },
  caddy: {
    programs: ["/usr/bin/caddy"],
    files: {
      "/etc/caddy/Caddyfile": ":80 {\n\troot * /usr/share/caddy\n\tfile_server\n}\n",
      "/usr/share/caddy/index.html": "<!DOCTYPE html>\n<title>Caddy works!</title>\n<h1>Caddy works!</h1>\n",
    },
    folders: ["/data/caddy", "/config/caddy", "/srv"],
  },
  ruby: {
    programs:
      "/usr/local/bin/ruby /usr/local/bin/irb /usr/local/bin/gem /usr/local/bin/bundle /usr/local/bin/rake /usr/local/bin/erb".split(
        " ",
      ),
    folders: ["/usr/local/bundle"],
  },
  java: {
    programs:
      "/opt/java/openjdk/bin/java /opt/java/openjdk/bin/javac /opt/java/openjdk/bin/jar /opt/java/openjdk/bin/jshell".split(
        " ",
      ),
    scripts: { "/__cacert_entrypoint.sh": '#!/bin/sh\nset -e\nexec "$@"\n' },
  },
  openjdk: {
    programs:
      "/usr/local/openjdk/bin/java /usr/local/openjdk/bin/javac /usr/local/openjdk/bin/jar /usr/local/openjdk/bin/jshell".split(
        " ",
      ),
  },
  tomcat: {
    programs: ["/opt/java/openjdk/bin/java", "/usr/local/tomcat/bin/catalina.sh"],
    folders: ["/usr/local/tomcat/webapps", "/usr/local/tomcat/conf", "/usr/local/tomcat/logs"],
  },
  maven: {
    programs: ["/opt/java/openjdk/bin/java", "/usr/share/maven/bin/mvn", "/usr/bin/mvn"],
    scripts: { "/usr/local/bin/mvn-entrypoint.sh": '#!/bin/sh\nset -e\nexec "$@"\n' },
  },
  phpmyadmin: {
    programs: [],
    scripts: { "/docker-entrypoint.sh": '#!/bin/bash\nset -e\nexec "$@"\n' },
    files: { "/var/www/html/index.php": "<?php // drydock: not kept\n" },
  },
  influxdb: {
    programs: ["/usr/bin/influxd", "/usr/local/bin/influx"],
    scripts: { "/entrypoint.sh": flagsFor("influxd") },
    folders: ["/var/lib/influxdb2", "/etc/influxdb2"],
  },
  alertmanager: { programs: ["/bin/alertmanager", "/bin/amtool"], folders: ["/alertmanager"] },
  node_exporter: { programs: ["/bin/node_exporter"] },
  cadvisor: { programs: ["/usr/bin/cadvisor"] },
  hadolint: { programs: ["/bin/hadolint"] },
  whoami: { programs: ["/whoami"] },
  mailhog: { programs: ["/usr/local/bin/MailHog"] },
  pgadmin4: {
    programs: ["/venv/bin/python3"],
    scripts: { "/entrypoint.sh": '#!/bin/sh\nexec /venv/bin/python3 "$@"\n' },
    account: ["pgadmin", 5050],
  },
  curl: { programs: ["/usr/bin/curl"], scripts: { "/entrypoint.sh": flagsFor("curl") }, account: ["curl_user", 100] },
  nextcloud: {
    programs: [],
    scripts: { "/entrypoint.sh": '#!/bin/sh\nset -e\nexec "$@"\n' },
    files: { "/usr/src/nextcloud/version.php": "<?php // drydock: not kept\n" },
  },
  drupal: {
    programs: ["/opt/drupal/vendor/bin/drush"],
    files: { "/opt/drupal/web/index.php": "<?php // drydock: not kept\n" },
  },
  ghost: {
    programs: ["/usr/local/bin/gosu"],
    scripts: { "/usr/local/bin/docker-entrypoint.sh": '#!/bin/bash\nset -e\nexec "$@"\n' },
    folders: ["/var/lib/ghost/content"],
  },
  sonarqube: {
    programs: ["/opt/java/openjdk/bin/java", "/opt/sonarqube/bin/sonarqube"],
    scripts: {
      "/opt/sonarqube/docker/entrypoint.sh": "#!/bin/bash\nexec /opt/sonarqube/bin/sonarqube\n",
    },
    account: ["sonarqube", 1000],
  },
  vault: { programs: ["/bin/vault"], scripts: { "/usr/local/bin/docker-entrypoint.sh": subcommandsOf("vault") } },
  consul: { programs: ["/bin/consul"], scripts: { "/usr/local/bin/docker-entrypoint.sh": subcommandsOf("consul") } },
  cassandra: {
    programs: ["/opt/cassandra/bin/cassandra", "/opt/cassandra/bin/cqlsh", "/opt/cassandra/bin/nodetool"],
    scripts: { "/usr/local/bin/docker-entrypoint.sh": flagsFor("cassandra") },
    folders: ["/var/lib/cassandra"],
  },
};

/** The recipe of what such an image has beside its base. */
export function other(name: string): Recipe {
  const found = OTHERS[name];
  if (!found) throw new Error(`no recipe of the name own:${name}`);
  return simple(found);
}
