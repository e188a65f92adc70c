// Made by scripts/catalog.ts from recorded facts.
import type { StoredImage } from "../stored.ts";

export const images: readonly StoredImage[] = [
  {
    tags: ["latest", "2", "2.4", "2.4.68"],
    created: "2026-09-19T00:20:50Z",
    digest: "454942557d44332cd7e4ae415e7ec9b4dbbf01b4a042491f423fcaf10a32ce9f",
    manifest: "3a1e0bbe28c4673a03b7a3fbc71a56325eacb1a8d11c1ad696fbf9678f07febd",
    id: "92605b8e63296cc3f7f0a421d627b570a4278458b24b956de7de3bb282e24349",
    config: {
      Env: [
        "PATH=/usr/local/apache2/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "HTTPD_PREFIX=/usr/local/apache2",
        "HTTPD_VERSION=2.4.68",
        "HTTPD_SHA256=68c74d4df38c26bed4dfbdb8f3baf1eb532f3872357becc1bba5d136f6b63c06",
        "HTTPD_PATCHES=",
      ],
      Cmd: ["httpd-foreground"],
      ExposedPorts: ["80/tcp"],
      WorkingDir: "/usr/local/apache2",
      StopSignal: "SIGWINCH",
    },
    rootfs: ["debian:trixie", "httpd"],
    layers: [
      ["6b37362b3da78869050b894b799ad4df04f1f3b52774087db0d81151570244c8", 29830418, 78603151],
      ["6db0cf540580aa8f0b3a277f0a3be3a69e25eed5d29d42fb70945a96435077be", 145, 319],
      ["4f4fb700ef54461cfa02571ae0db9a0dc1e0cdb5577484a6d75e68dc38e8acc1", 32, 0],
      ["2f4636dca22684179caab4ba0e071a0171aef880645944cc045ec9491c2f4451", 2008639, 4967188],
      ["1320c4426edffd04bccd36632e7ae850afbcd5197edb8c82bfa336e147dbd435", 13453247, 33268700],
      ["7a3bdd751d957324fe93e08b540c88e6d1f69f221b6740aa55d7aa80e61fb9fa", 292, 642],
    ],
    history: [
      ["2026-09-18T00:00:00Z", "# debian.sh --arch 'amd64' out/ 'trixie' '@1789689600'", 1, 0],
      ["2026-09-19T00:18:47Z", "ENV HTTPD_PREFIX=/usr/local/apache2", 0, 1],
      ["", "ENV PATH=/usr/local/apache2/bin:/usr/local/sbin:/usr/local/b …", 0, 1],
      ["", 'RUN /bin/sh -c mkdir -p "$HTTPD_PREFIX" \t&& chown www-data:www-data "$H …', 1, 1],
      ["", "WORKDIR /usr/local/apache2", 1, 1],
      ["2026-09-19T00:18:52Z", "RUN /bin/sh -c set -eux; \tapt-get install --update -y --no-install-reco …", 1, 1],
      ["", "ENV HTTPD_VERSION=2.4.68", 0, 1],
      ["", "ENV HTTPD_SHA256=68c74d4df38c26bed4dfbdb8f3baf1eb532f3872357 …", 0, 1],
      ["", "ENV HTTPD_PATCHES=", 0, 1],
      ["2026-09-19T00:20:50Z", 'RUN /bin/sh -c set -eux; \t\tsavedAptMark="$(apt-mark showmanual)"; \tapt- …', 1, 1],
      ["", "STOPSIGNAL SIGWINCH", 0, 1],
      ["", "COPY httpd-foreground /usr/local/bin/ # buildkit", 1, 1],
      ["", "EXPOSE map[80/tcp:{}]", 0, 1],
      ["", 'CMD ["httpd-foreground"]', 0, 1],
    ],
  },
];
