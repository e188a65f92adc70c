import { en, type Words } from "./words/en.ts";

export type { Words };

/** The languages of our first courses. */
export type Language = "en" | "ko";

/** The words of a language; all but English arrive when they are first asked for. */
export async function loadWords(language: Language): Promise<Words> {
  return language === "ko" ? (await import("./words/ko.ts")).ko : en;
}

/** The visitor's choice, or what the browser prefers. */
export function preferredLanguage(chosen: string | undefined): Language {
  if (chosen === "en" || chosen === "ko") return chosen;
  return navigator.language.toLowerCase().startsWith("ko") ? "ko" : "en";
}
