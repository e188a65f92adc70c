/** An address as a document at `base` means it; undefined where it is none. */
export function resolve(reference: string, base: string): string | undefined {
  try {
    return new URL(reference, base).href;
  } catch {
    return undefined;
  }
}
