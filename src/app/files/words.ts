/** What the files panel says: loaded with it, in both languages. */
const en = {
  home: "Home folder",
  newFile: "New file",
  newName: "Name of the new file",
  addFiles: "Add files from this computer",
  drop: "or drop them here",
  save: "Save",
  saved: "saved",
  unsaved: "not saved yet",
  download: "Download",
  editing: (path: string) => `Editing ${path}. F6 leaves the editor.`,
  changed: "Something else has changed this file since. Saving replaces that.",
  gone: "This file is not there any more. Saving makes it anew.",
  binary: "This is not a text.",
  large: (kb: number) => `${kb} kB are too much to edit here.`,
  unreadable: "This file cannot be read.",
  notSaved: (why: string) => `It could not be saved: ${why}`,
  tooLarge: (name: string) => `${name} is larger than 2 MB.`,
  empty: "(empty)",
};

export type FileWords = { readonly [K in keyof typeof en]: (typeof en)[K] };

const ko: FileWords = {
  home: "홈 폴더",
  newFile: "새 파일",
  newName: "새 파일의 이름",
  addFiles: "이 컴퓨터의 파일 추가",
  drop: "또는 여기로 끌어다 놓기",
  save: "저장",
  saved: "저장됨",
  unsaved: "아직 저장되지 않음",
  download: "내려받기",
  editing: (path) => `${path} 편집 중. F6으로 편집기를 나갑니다.`,
  changed: "그사이 다른 곳에서 이 파일이 바뀌었습니다. 저장하면 덮어씁니다.",
  gone: "이 파일은 이제 없습니다. 저장하면 새로 만들어집니다.",
  binary: "텍스트 파일이 아닙니다.",
  large: (kb) => `${kb} kB는 여기에서 편집하기에 너무 큽니다.`,
  unreadable: "이 파일을 읽을 수 없습니다.",
  notSaved: (why) => `저장하지 못했습니다: ${why}`,
  tooLarge: (name) => `${name} 파일이 2 MB보다 큽니다.`,
  empty: "(비어 있음)",
};

export const fileWords = (language: string): FileWords => (language === "ko" ? ko : en);
