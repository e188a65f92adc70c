// Made by scripts/catalog.ts from recorded facts.
import type { StoredImage } from "../stored.ts";

export const images: readonly StoredImage[] = [
  {
    tags: ["latest", "1", "1.6", "1.6.45"],
    created: "2026-08-25T00:24:50.177393323Z",
    digest: "75c93cc91e76853da7c029e74d6e8dbd44774dd3713c93be8cd1971ad26120a4",
    manifest: "57f76c8133336936ad246cae500f07d07b3bf149485f005b515016bdd455be8b",
    id: "24406d1ca8939651827dd1775d10707a29ad7dcca1462ff80004be28e364cf30",
    config: {
      Env: [
        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "MEMCACHED_VERSION=1.6.45",
        "MEMCACHED_URL=https://memcached.org/files/memcached-1.6.45.tar.gz",
        "MEMCACHED_SHA1=45038980ea7045a548b9b5b5125ef7116312a768",
      ],
      Cmd: ["memcached"],
      Entrypoint: ["docker-entrypoint.sh"],
      ExposedPorts: ["11211/tcp"],
      User: "memcache",
    },
    rootfs: ["debian:trixie", "own:memcached"],
    layers: [
      ["6310eb16bf4251731feab01e8f633bf5e2d75a657ccad97f420b1f83cce457be", 29792658, 78503654],
      ["b564688b1072131c84843b878def2a6b541f413dc4aa6e532feb411f6d87ad41", 1110, 2442],
      ["6221ee17f50145599d26d40606ffbd086ba41531a59662518b98be8fab1a843e", 136706, 366964],
      ["6cfae3da9f7bfe557301344f0b132a9c12c7a75dbc6a7b91b62fa35144389552", 2285876, 6136047],
      ["591a7e3cd179fa3da19cdc09f0f43810dbe1c794daf296de1aaa8a3aa488d413", 284, 625],
      ["42ff75ca70cd262763dabbdfdd63bb4b4bd93a47a2758aea5e08684e113f2989", 122, 268],
    ],
    history: [
      ["2026-08-24T00:00:00Z", "# debian.sh --arch 'amd64' out/ 'trixie' '@1787529600'", 1, 0],
      ["2026-08-25T00:22:04Z", "RUN /bin/sh -c set -eux; \tgroupadd --system --gid 11211 memcache; \tuser …", 1, 1],
      ["2026-08-25T00:22:06Z", "RUN /bin/sh -c set -eux; \tapt-get update; \tapt-get install -y --no-inst …", 1, 1],
      ["2026-08-25T00:24:50Z", "ENV MEMCACHED_VERSION=1.6.45", 0, 1],
      ["", "ENV MEMCACHED_URL=https://memcached.org/files/memcached-1.6. …", 0, 1],
      ["", "ENV MEMCACHED_SHA1=45038980ea7045a548b9b5b5125ef7116312a768", 0, 1],
      ["", 'RUN /bin/sh -c set -eux; \t\tsavedAptMark="$(apt-mark showmanual)"; \tapt- …', 1, 1],
      ["", "COPY docker-entrypoint.sh /usr/local/bin/ # buildkit", 1, 1],
      ["", "RUN /bin/sh -c ln -s usr/local/bin/docker-entrypoint.sh /entrypoint.sh  …", 1, 1],
      ["", 'ENTRYPOINT ["docker-entrypoint.sh"]', 0, 1],
      ["", "USER memcache", 0, 1],
      ["", "EXPOSE map[11211/tcp:{}]", 0, 1],
      ["", 'CMD ["memcached"]', 0, 1],
    ],
  },
];
