import { en, type FirstWords } from "./words/en.ts";

export type { FirstWords };

/** The languages of our first courses. */
export type Language = "en" | "ko";

/** The first words of a language; all but English arrive when they are first asked for. */
export async function loadWords(language: Language): Promise<FirstWords> {
  if (language === "en") return en;
  return import("./words/ko.ts").then(
    ({ ko }) => ko,
    // They did not come.
    () => en,
  );
}

/** The visitor's choice, or what the browser prefers. */
export function preferredLanguage(chosen: string | undefined): Language {
  if (chosen === "en" || chosen === "ko") return chosen;
  return navigator.language.toLowerCase().startsWith("ko") ? "ko" : "en";
}
