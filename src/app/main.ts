import type { MachineNotice } from "../machine/types.ts";
import { createTerminalView, type TerminalView } from "../terminal/view.ts";
import type { Beside } from "./beside.ts";
import { boot } from "./boot.ts";
import { loadWords, preferredLanguage } from "./i18n.ts";
import { loadPreferences, savePreferences } from "./preferences.ts";
import { createSessionSaver } from "./session.ts";
import { makeTools } from "./tools.ts";

const preferences = loadPreferences();
const save = () => savePreferences(preferences);
const systemDark = matchMedia("(prefers-color-scheme: dark)");
let language = preferredLanguage(preferences.language);
const dark = () => (preferences.theme ? preferences.theme === "dark" : systemDark.matches);
const byId = (id: string): HTMLElement => {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element;
};
/** The visitor's choice, or the size that the browser is set to. */
const fontSize = () =>
  preferences.fontSize ?? Math.round(Number.parseFloat(getComputedStyle(document.documentElement).fontSize));

let words = await loadWords(language);
const { client, started, onBroken } = boot();
const look = () => ({
  dark: dark(),
  fontSize: fontSize(),
  label: words.terminal,
  screenReader: preferences.screenReader ?? false,
});
const terminal = createTerminalView(byId("terminal"), client, look());
terminal.focus();
let current = terminal;
let terminals: readonly TerminalView[] = [terminal];
onBroken((why) => withBeside((b) => b.broken(why)));

const saver = createSessionSaver(started, () => withBeside((b) => b.notSaved()));
client.onLog(saver.save);
addEventListener("pagehide", saver.flush);
started.then(
  (news) => {
    if ((news.session !== "new" && news.session !== "restored") || news.terminals > 1) withBeside();
  },
  (e: Error) => withBeside((b) => b.say("failed", `${words.failed} ${e.message}`)),
);

applyTheme();
systemDark.addEventListener("change", applyTheme);
document.documentElement.lang = language;
Object.assign(window, { drydock: { client, terminal } });

// What stands beside the terminal is a chunk of its own: it comes when there is something to show, or when all is quiet.
const BESIDE_MS = 2000;
const AGAIN_MS = 3000;
let beside: Promise<Beside> | undefined;
function withBeside(act: (beside: Beside) => unknown = () => {}): void {
  beside ??= import("./beside.ts").then(({ createBeside }) =>
    createBeside({
      client,
      started,
      saver,
      terminal,
      element: byId("terminal"),
      byId,
      look,
      onChange(shown, all) {
        current = shown;
        terminals = all;
        // For tests and for those who look under the hood.
        Object.assign(window, { drydock: { client, terminal: current } });
      },
      current: () => current,
      all: () => terminals,
      language: () => language,
      preferences,
      save,
      notices: earlyNotices.splice(0),
    }),
  );
  beside.then(act, () => {
    beside = undefined;
    byId("notes").textContent = words.incomplete;
    setTimeout(withBeside, AGAIN_MS, act);
  });
}
const earlyNotices: MachineNotice[] = [];
client.onNotice((notice) => {
  if (beside) return;
  earlyNotices.push(notice);
  withBeside();
});
client.onView((view) => {
  if (view.images.length || view.containers.length || view.volumes.length) withBeside();
});
// The rest of the page is made once the prompt is there, and in any case soon.
const LATEST_MS = 500;
await Promise.race([terminal.ready.catch(() => {}), new Promise((resolve) => setTimeout(resolve, LATEST_MS))]);
const tools = makeTools(byId("tools"), {
  words: () => words,
  toggleTheme() {
    preferences.theme = dark() ? "light" : "dark";
    save();
    applyTheme();
  },
  changeFontSize(by) {
    preferences.fontSize = Math.min(32, Math.max(8, fontSize() + by));
    save();
    for (const t of terminals) t.setFontSize(preferences.fontSize);
  },
  async toggleLanguage() {
    language = language === "en" ? "ko" : "en";
    preferences.language = language;
    save();
    words = await loadWords(language);
    applyLanguage();
  },
  openTerminal: () => withBeside((b) => b.openTerminal()),
  help: () => withBeside((b) => b.help()),
  reset: () => withBeside((b) => b.reset()),
});
setTimeout(withBeside, BESIDE_MS);

function applyTheme(): void {
  document.documentElement.dataset["theme"] = dark() ? "dark" : "light";
  for (const t of terminals) t.setDark(dark());
}

function applyLanguage(): void {
  document.documentElement.lang = language;
  tools.relabel();
  void beside?.then((b) => b.relabel());
}
