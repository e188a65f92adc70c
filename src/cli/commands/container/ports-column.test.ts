import { expect, test } from "vitest";
import { portsColumn } from "./ports-column.ts";

const port = (text: string) => {
  const [, IP = "", PublicPort = "", PrivatePort = "", Type = ""] = /^(?:(.*)@(\d+)->)?(\d+)\/(\w+)$/.exec(text) ?? [];
  return { ...(IP && { IP, PublicPort: Number(PublicPort) }), PrivatePort: Number(PrivatePort), Type };
};

test("ports that follow each other are one range; those under another number come last", () => {
  const ports =
    "5001/tcp 5000/tcp 700/sctp 127.0.0.1@53->53/udp 0.0.0.0@8080->80/tcp ::@8080->80/tcp 0.0.0.0@100->100/tcp 0.0.0.0@101->101/tcp 0.0.0.0@9000->9000/tcp";
  expect(portsColumn(ports.split(" ").map(port))).toBe(
    "0.0.0.0:100-101->100-101/tcp, 127.0.0.1:53->53/udp, 0.0.0.0:9000->9000/tcp, 700/sctp, 5000-5001/tcp, 0.0.0.0:8080->80/tcp, [::]:8080->80/tcp",
  );
});
