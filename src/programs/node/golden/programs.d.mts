export interface RecordedProgram {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly args: readonly string[];
  readonly stdin: string;
}
export function parsePrograms(text: string): readonly RecordedProgram[];
