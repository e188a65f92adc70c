import type { PlainRepository } from "./plain.ts";

/** Systems of Red Hat's family. */
export const SYSTEMS: readonly PlainRepository[] = [
  {
    name: "centos",
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
    name: "fedora",
    description: "Fedora Linux",
    stars: 1300,
    images: [{ tags: "latest 43", date: "2026-09-10", base: "fedora", rootfs: [], lines: ['CMD ["/bin/bash"]'] }],
  },
  {
    name: "rockylinux",
    description: "Rocky Linux",
    stars: 250,
    images: [{ tags: "9 9-minimal", date: "2023-11-20", base: "rocky", rootfs: [], lines: ['CMD ["/bin/bash"]'] }],
  },
  {
    name: "oraclelinux",
    description: "Oracle Linux",
    stars: 1000,
    images: [{ tags: "9 9-slim", date: "2026-09-11", base: "oraclelinux", rootfs: [], lines: ['CMD ["/bin/bash"]'] }],
  },
  {
    name: "amazonlinux",
    description: "Amazon Linux",
    stars: 400,
    images: [{ tags: "latest 2023", date: "2026-09-16", base: "amazon", rootfs: [], lines: ['CMD ["/bin/bash"]'] }],
  },
];
