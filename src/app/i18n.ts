/** The page's own words, in the two languages of our first courses. What the terminal prints is Docker's and stays as it is. */
const WORDS = {
  en: {
    terminal: "Terminal",
    containers: "Containers",
    images: "Images",
    volumes: "Volumes",
    networks: "Networks",
    nothingYet: "Nothing here yet. Try:",
    noImages: "No images. They arrive with the first run or pull.",
    readOnly: "read-only",
    writable: "writable layer",
    unchanged: "no changes",
    changes: (n: number) => (n === 1 ? "1 change" : `${n} changes`),
    more: (n: number) => `… and ${n} more`,
    sharedWith: (names: string) => `shared with ${names}`,
    dangling: "dangling",
    goneImage: "image removed",
    usedBy: (names: string) => `used by ${names}`,
    unused: "unused",
    anonymous: "anonymous",
    theme: "Light or dark",
    larger: "Larger text",
    smaller: "Smaller text",
    reset: "Reset",
    resetAsk: "Throw this machine away and start a new one?",
    language: "한국어",
    restored: "Your last session is back.",
    diverged: "This session was made by another version of Drydock; what came back may differ.",
    damaged:
      "The saved session could not be read. This is a new machine; the old session is replaced at your next command.",
    failed: "The machine did not start:",
    hub: "This Docker Hub is simulated: any name and any password will do, and nothing leaves your browser. Passwords are not kept.",
    missing: (name: string) => `${name} is not in this Docker Hub.`,
    missingReal: (name: string) => `${name} exists on the real Docker Hub, but not here.`,
    nearest: (name: string) => `Try ${name}.`,
    waiting: (what: string) => `${what} waits until the process ends or is killed.`,
    fastForward: "Fast-forward",
    close: "Close",
  },
  ko: {
    terminal: "터미널",
    containers: "컨테이너",
    images: "이미지",
    volumes: "볼륨",
    networks: "네트워크",
    nothingYet: "아직 아무것도 없습니다. 이렇게 해 보세요:",
    noImages: "이미지가 없습니다. 첫 run이나 pull 때 내려받습니다.",
    readOnly: "읽기 전용",
    writable: "쓰기 레이어",
    unchanged: "변경 없음",
    changes: (n: number) => `변경 ${n}개`,
    more: (n: number) => `… 외 ${n}개`,
    sharedWith: (names: string) => `${names} 와(과) 공유`,
    dangling: "댕글링",
    goneImage: "삭제된 이미지",
    usedBy: (names: string) => `${names} 에서 사용 중`,
    unused: "사용 안 함",
    anonymous: "익명",
    theme: "밝게 / 어둡게",
    larger: "글자 크게",
    smaller: "글자 작게",
    reset: "초기화",
    resetAsk: "이 컴퓨터를 버리고 새로 시작할까요?",
    language: "English",
    restored: "지난 세션을 복원했습니다.",
    diverged: "다른 버전의 Drydock에서 만든 세션이라 복원된 상태가 다를 수 있습니다.",
    damaged: "저장된 세션을 읽을 수 없어 새로 시작합니다. 다음 명령을 실행하면 이전 세션은 사라집니다.",
    failed: "시작하지 못했습니다:",
    hub: "여기의 Docker Hub는 시뮬레이션입니다. 아무 이름과 비밀번호나 됩니다. 브라우저 밖으로 나가는 것은 없으며 비밀번호는 저장하지 않습니다.",
    missing: (name: string) => `${name} 은(는) 이 Docker Hub에 없습니다.`,
    missingReal: (name: string) => `${name} 은(는) 실제 Docker Hub에는 있지만 여기에는 없습니다.`,
    nearest: (name: string) => `${name} 을(를) 써 보세요.`,
    waiting: (what: string) => `${what}: 프로세스가 끝나거나 강제 종료될 때까지 기다립니다.`,
    fastForward: "빨리 감기",
    close: "닫기",
  },
} as const;

export type Language = keyof typeof WORDS;
export type Words = (typeof WORDS)["en"] | (typeof WORDS)["ko"];

export function words(language: Language): Words {
  return WORDS[language];
}

/** The visitor's choice, or what the browser prefers. */
export function preferredLanguage(chosen: string | undefined): Language {
  if (chosen === "en" || chosen === "ko") return chosen;
  return navigator.language.toLowerCase().startsWith("ko") ? "ko" : "en";
}
