import type { FirstWords } from "./en.ts";

/** The same in Korean. */
export const ko: FirstWords = {
  terminal: "터미널",
  newTerminal: "새 터미널",
  theme: "밝게 / 어둡게",
  larger: "글자 크게",
  smaller: "글자 작게",
  reset: "초기화",
  language: "English",
  help: "단축키, 설정, 세션",
  failed: "시작하지 못했습니다:",
  incomplete: "페이지의 일부를 받지 못했습니다. 오프라인인가요? 다시 시도합니다.",
};
