/** Repositories that Docker Hub has and this catalog has not, by their familiar names: for the page's note. */
export const KNOWN_ON_HUB: readonly string[] = (
  "aerospike almalinux amazoncorretto api-firewall arangodb archlinux backdrop bash bonita buildpack-deps chronograf " +
  "cirros clearlinux clefos clickhouse clojure composer convertigo couchbase couchdb crate crux dart eclipse-mosquitto " +
  "eggdrop elixir emqx erlang express-gateway fedora flink fluentd friendica gazebo gcc geonetwork gradle groovy haskell haxe " +
  "hitch hylang ibmjava ibm-semeru-runtimes irssi jetty joomla jruby julia kapacitor kong krakend lightstreamer liquibase " +
  "logstash mageia matomo mediawiki mongo-express monica nats nats-streaming neo4j neurodebian nuxeo odoo open-liberty " +
  "opensuse oraclelinux orientdb percona perl photon php-zendserver plone postfixadmin pypy r-base rakudo-star redmine " +
  "rethinkdb rocket.chat ros rust satosa sapmachine scratch silverpeas sl solr spark spiped storm swift swipl teamspeak " +
  "telegraf tomee unit varnish xwiki yourls znc zookeeper " +
  "apache/airflow apache/kafka apache/superset bitnami/kafka bitnami/mongodb bitnami/postgresql bitnami/redis " +
  "codercom/code-server confluentinc/cp-kafka dockersamples/visualizer fhsinchy/hello-dock gitlab/gitlab-ce gitlab/gitlab-runner " +
  "gitea/gitea google/cloud-sdk homeassistant/home-assistant jellyfin/jellyfin jupyter/base-notebook jupyter/scipy-notebook " +
  "keycloak/keycloak linuxserver/plex localstack/localstack louislam/uptime-kuma minio/minio mattermost/mattermost-team-edition " +
  "mcp/server metabase/metabase microsoft/mssql-server-linux mplatform/mquery n8nio/n8n netdata/netdata nvidia/cuda ollama/ollama " +
  "opensearchproject/opensearch pihole/pihole prom/pushgateway puckel/docker-airflow pytorch/pytorch rancher/rancher " +
  "selenium/standalone-chrome sonatype/nexus3 swaggerapi/swagger-ui tensorflow/tensorflow timescale/timescaledb tutum/hello-world " +
  "vaultwarden/server wazuh/wazuh-manager zabbix/zabbix-server-mysql"
).split(" ");
