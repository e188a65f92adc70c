// Made by scripts/catalog.ts from recorded facts.
import type { StoredImage } from "../stored.ts";

export const images: readonly StoredImage[] = [
  {
    tags: ["latest", "13", "trixie"],
    created: "2026-08-03T00:00:00Z",
    digest: "34cd9e9fd437c0a095ec39cb2e73422c9f30821b0d0848ed74fd0d43bae4d958",
    manifest: "d8f17b92dc7ff10f9c1fdecab0ad21103d1d24aed823c3a0359e4f50adfab3eb",
    id: "826a5616954ee645ca5c165d4c8c960d4d8d444347838cf7bdc1ac555385358b",
    config: { Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"], Cmd: ["bash"] },
    rootfs: ["debian:trixie"],
    layers: [["1da3cb2f93f2ca3c5bdaf4c024a7f1ebd717938d20c858e4be4b9aa81fc8608c", 49312314, 119880000]],
    history: [["2026-08-03T00:00:00Z", "# debian.sh --arch 'amd64' out/ 'trixie' '@1785715200'", 1, 0]],
  },
  {
    tags: ["bookworm-slim", "12-slim"],
    created: "2026-08-03T00:00:00Z",
    digest: "abd67ffcfa541b485a3dff59865ab629aa048a6c613e639d36e7456b0b229241",
    manifest: "362e64223cc0da95422b3b13c045186fc0a81250e765d31c025fbddf257f6143",
    id: "9fff73c337b947e6e3120b8ce929c92a7c5820228fda7c163145954c31cd32ba",
    config: { Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"], Cmd: ["bash"] },
    rootfs: ["debian:bookworm"],
    layers: [["039e6f9f9752f74a3ff4a6a224f64c7c864da16ed98f882107704328f41b9c42", 28232590, 74830000]],
    history: [["2026-08-03T00:00:00Z", "# debian.sh --arch 'amd64' out/ 'bookworm' '@1785715200'", 1, 0]],
  },
];
