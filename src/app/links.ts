/**
 * Whether an address that a program printed leads to the real internet, as `https://docs.docker.com/…` does: that opens in a
 * tab of its own. The simulated network has names without a dot, numbers, and plain http.
 */
export function isOutside(url: string): boolean {
  try {
    const { protocol, hostname } = new URL(url);
    return (
      protocol === "https:" && /\.[a-z]+$/i.test(hostname) && !/\.(?:internal|local|localhost|test)$/i.test(hostname)
    );
  } catch {
    return false;
  }
}
