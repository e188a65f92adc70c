/** Arithmetic on IPv4 addresses in dotted form. */

export function isV6(address: string): boolean {
  return address.includes(":");
}

export function numberOf(address: string): number {
  return address.split(".").reduce((n, part) => n * 256 + Number(part), 0);
}

export function dotted(number: number): string {
  return [24, 16, 8, 0].map((s) => Math.floor(number / 2 ** s) % 256).join(".");
}

/** `255.255.0.0` of 16. */
export function maskOf(length: number): string {
  return dotted(length === 0 ? 0 : 2 ** 32 - 2 ** (32 - length));
}

/** The last address of the subnet that `address` (with `/16`) lies in. */
export function broadcastOf(address: string): string {
  const [plain = "", length = "32"] = address.split("/");
  const size = 2 ** (32 - Number(length));
  return dotted(Math.floor(numberOf(plain) / size) * size + size - 1);
}

/** Whether an IPv4 address lies in `10.0.0.0/8`. */
export function inNet(address: string, net: string): boolean {
  const [base = "", length = "32"] = net.split("/");
  if (isV6(address) || isV6(base)) return false;
  const size = 2 ** (32 - Number(length));
  return Math.floor(numberOf(address) / size) === Math.floor(numberOf(base) / size);
}
