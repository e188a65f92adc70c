import { type FirstWords, type Language, loadWords } from "./i18n.ts";
import { type MoreWords, moreEn } from "./words/more-en.ts";

/** Everything that the page says. */
export type Words = FirstWords & MoreWords;

export async function loadAllWords(language: Language): Promise<Words> {
  const more = language === "ko" ? (await import("./words/more-ko.ts")).moreKo : moreEn;
  return { ...(await loadWords(language)), ...more };
}
