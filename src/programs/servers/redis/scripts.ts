/** Scripts by the SHA-1 of their text. */
export class Scripts {
  private readonly texts = new Map<string, string>();

  get count(): number {
    return this.texts.size;
  }

  add(digest: string, text: string): void {
    this.texts.set(digest, text);
  }

  get(digest: string): string | undefined {
    return this.texts.get(digest.toLowerCase());
  }

  flush(): void {
    this.texts.clear();
  }
}
