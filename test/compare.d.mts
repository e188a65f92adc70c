interface Transcript {
  readonly steps: readonly {
    readonly cmd: string;
    readonly keys?: readonly string[];
    readonly stdout?: string;
    readonly stderr?: string;
    readonly tty?: string;
    readonly exit: number;
  }[];
}
/** Each step of the real transcript beside the other's, and whether they are the same. */
export function compare(
  golden: Transcript,
  actual: Transcript,
): {
  readonly want: Transcript["steps"][number];
  readonly got: Transcript["steps"][number] | undefined;
  readonly same: boolean;
}[];
