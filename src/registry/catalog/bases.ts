/** The bottom layer of an estimated image. Megabytes, rounded; two images of one base share it. */
export interface Base {
  readonly recipe: string;
  readonly compressed: number;
  readonly size: number;
  readonly createdBy: string;
  readonly buildkit: boolean;
}

const debian = (codename: string, compressed: number, size: number): Base => ({
  recipe: `debian:${codename}`,
  compressed,
  size,
  createdBy: `# debian.sh --arch 'amd64' out/ '${codename}' '@1782172800'`,
  buildkit: false,
});
const alpine = (version: string, compressed: number, size: number): Base => ({
  recipe: `alpine:${version}`,
  compressed,
  size,
  createdBy: `ADD alpine-minirootfs-${version}-x86_64.tar.gz / # buildkit`,
  buildkit: true,
});
const added = (recipe: string, compressed: number, size: number): Base => ({
  recipe,
  compressed,
  size,
  createdBy: `/bin/sh -c #(nop) ADD file:${recipe.replace(/\W/g, "")} in / `,
  buildkit: false,
});

export const BASES = {
  trixie: debian("trixie", 49.3, 119.9),
  "trixie-slim": debian("trixie", 29.8, 78.5),
  bookworm: debian("bookworm", 48.5, 117.8),
  "bookworm-slim": debian("bookworm", 28.2, 74.8),
  bullseye: debian("bullseye", 53.8, 124.3),
  "bullseye-slim": debian("bullseye", 30.3, 80.7),
  buster: debian("buster", 50.6, 114.4),
  "buster-slim": debian("buster", 27.1, 69.3),
  stretch: debian("stretch", 45.4, 100.8),
  jessie: debian("jessie", 54.4, 129.4),
  edge: alpine("3.25.0_alpha20260805", 3.9, 8.5),
  "alpine3.23": alpine("3.23.6", 3.8, 8.4),
  "alpine3.22": alpine("3.22.4", 3.8, 8.3),
  "alpine3.20": alpine("3.20.10", 3.6, 7.8),
  "alpine3.19": alpine("3.19.9", 3.4, 7.4),
  "alpine3.18": alpine("3.18.12", 3.4, 7.4),
  "alpine3.17": alpine("3.17.10", 3.4, 7.1),
  "alpine3.16": alpine("3.16.9", 2.8, 5.5),
  "alpine3.15": alpine("3.15.11", 2.8, 5.6),
  "alpine3.14": alpine("3.14.10", 2.8, 5.6),
  "alpine3.12": alpine("3.12.12", 2.8, 5.6),
  "alpine3.11": alpine("3.11.13", 2.8, 5.6),
  "alpine3.9": alpine("3.9.6", 2.8, 5.6),
  "alpine3.8": alpine("3.8.5", 2.2, 4.4),
  "alpine3.6": alpine("3.6.5", 2.0, 4.0),
  noble: added("ubuntu:24.04", 29.8, 78.2),
  jammy: added("ubuntu:22.04", 29.7, 78.1),
  focal: added("ubuntu:20.04", 27.5, 72.8),
  bionic: added("ubuntu:18.04", 25.7, 63.2),
  xenial: added("ubuntu:16.04", 46.5, 134.8),
  trusty: added("ubuntu:14.04", 70.7, 196.9),
  centos7: added("redhat:centos-7", 76.1, 203.8),
  centos8: added("redhat:centos-8", 83.5, 231.3),
  oraclelinux: added("redhat:oraclelinux-9", 47.9, 117.2),
  fedora: added("redhat:fedora-43", 62.9, 176.0),
  rocky: added("redhat:rockylinux-9", 71.6, 175.9),
  amazon: added("redhat:amazonlinux-2023", 54.1, 147.3),
} as const satisfies Record<string, Base>;

export type BaseName = keyof typeof BASES;
