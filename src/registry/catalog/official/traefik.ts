// Made by scripts/catalog.ts from recorded facts.
import type { StoredImage } from "../stored.ts";

export const images: readonly StoredImage[] = [
  {
    tags: ["latest", "3", "v3", "3.7", "v3.7", "3.7.13", "v3.7.13"],
    created: "2026-09-17T21:33:14Z",
    digest: "24841fe2de7304c149343d877d2923b4c8800a38ba015dea9174c23b20e344a0",
    manifest: "3429c14149401de2ac82fc72ddc6a92642332b90deb3012301ff211b9d2d0f18",
    id: "f9309349d2c1477b15d04728f38882ba2e9a50b7f76729541121a7ee60d53490",
    config: {
      Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
      Cmd: ["traefik"],
      Entrypoint: ["/entrypoint.sh"],
      ExposedPorts: ["80/tcp"],
      Labels: {
        "org.opencontainers.image.vendor": "Traefik Labs",
        "org.opencontainers.image.url": "https://traefik.io",
        "org.opencontainers.image.source": "https://github.com/traefik/traefik",
        "org.opencontainers.image.title": "Traefik",
        "org.opencontainers.image.description": "A modern reverse-proxy",
        "org.opencontainers.image.version": "v3.7.13",
        "org.opencontainers.image.documentation": "https://docs.traefik.io",
      },
    },
    rootfs: ["alpine:3.24.2", "own:traefik"],
    layers: [
      ["e2de96513ba9eb53b431787ec8a65cdde380ac4772a3e4c4b714dcfde2a102b5", 3849738, 8420000],
      ["b686a4f73445245e29da397cb3d70292a2823b9d4fa77af427efb28c9ae678b0", 416269, 1509378],
      ["78cb21c375ca987df064a7ae1cb1c68a0cfa2e90fa0dc11d3fdbf3b5b14e7cbe", 50943596, 184719808],
      ["acb2f33459b107ea4496685bfcd991865848b063d6b449e113f361c8aa667e0f", 370, 814],
    ],
    history: [
      ["2026-09-17T20:37:20Z", "ADD alpine-minirootfs-3.24.2-x86_64.tar.gz / # buildkit", 1, 1],
      ["", 'CMD ["/bin/sh"]', 0, 1],
      ["2026-09-17T21:33:11Z", "RUN /bin/sh -c apk --no-cache add ca-certificates tzdata # buildkit", 1, 1],
      ["2026-09-17T21:33:14Z", 'RUN /bin/sh -c set -ex; \tapkArch="$(apk --print-arch)"; \tcase "$apkArch …', 1, 1],
      ["", "COPY entrypoint.sh / # buildkit", 1, 1],
      ["", "EXPOSE map[80/tcp:{}]", 0, 1],
      ["", 'ENTRYPOINT ["/entrypoint.sh"]', 0, 1],
      ["", 'CMD ["traefik"]', 0, 1],
      ["", "LABEL org.opencontainers.image.vendor=Traefik Labs org.openc …", 0, 1],
    ],
  },
];
