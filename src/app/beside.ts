import type { MachineClient, MachineNotice } from "../machine/types.ts";
import type { TerminalLook, TerminalView } from "../terminal/view.ts";
import { loadAllWords } from "./all-words.ts";
import { areaOf, makeAreas } from "./areas.ts";
import type { Language } from "./i18n.ts";
import { createKeeper } from "./keeper.ts";
import { isOutside } from "./links.ts";
import { createNotes } from "./notes.ts";
import { keepForOffline } from "./offline.ts";
import { EnginePanel } from "./panels/engine.ts";
import panelStyle from "./panels/panel.css?inline";
import type { Preferences } from "./preferences.ts";
import type { SessionSaver } from "./session.ts";
import { makeSplitter } from "./splitter.ts";
import type { StartNews } from "./start-news.ts";
import { load } from "./storage.ts";
import { makeSideTabs } from "./tabs.ts";
import { createTerminals } from "./terminals.ts";
import { followKeyboard, makeTouchKeys } from "./touch-keys.ts";
import { watchMachine } from "./watchdog.ts";

/** What stands beside the terminal, and what only matters once it is there: the engine's picture, the browser, notes, dialogs. */
export interface Beside {
  relabel(): Promise<void>;
  /** One more terminal. */
  openTerminal(): void;
  help(): Promise<void>;
  /** Asks, then starts a new machine. */
  reset(): Promise<void>;
  /** A line that stays until it is closed; of each key there is one. */
  say(key: string, text: string): void;
  /** Something went wrong in the machine. */
  broken(why: string): void;
  /** The session could not be stored. */
  notSaved(): void;
}

export interface BesideOptions {
  readonly client: MachineClient;
  readonly started: Promise<StartNews>;
  readonly saver: SessionSaver;
  /** The first terminal, and where it is. */
  readonly terminal: TerminalView;
  readonly element: HTMLElement;
  byId(id: string): HTMLElement;
  look(): TerminalLook;
  /** Called with the terminal that is shown, and all of them. */
  onChange(current: TerminalView, all: readonly TerminalView[]): void;
  current(): TerminalView;
  all(): readonly TerminalView[];
  language(): Language;
  readonly preferences: Preferences;
  /** Keeps the preferences as they are now. */
  save(): void;
  /** What was told before this was here. */
  readonly notices: readonly MachineNotice[];
}

export async function createBeside(options: BesideOptions): Promise<Beside> {
  const { client, saver, byId, preferences, save } = options;
  let all = await loadAllWords(options.language());
  const words = () => all;
  const focus = () => options.current().focus();

  const style = new CSSStyleSheet();
  style.replaceSync(panelStyle);
  document.adoptedStyleSheets = [style];

  const notes = createNotes({
    element: byId("notes"),
    words,
    fastForward: (on) => void client.fastForward(on),
    cancelLoading: () => void client.cancelLoading(),
    focus,
  });
  let unsaved = false;
  let news: StartNews | undefined;
  const keeper = createKeeper({ ...options, notes, words });
  const side = makeSideTabs(
    byId("tabs"),
    { engine: byId("engine"), browser: byId("browser"), files: byId("files") },
    client,
    words,
  );
  const browse = (url: string) => {
    if (isOutside(url)) window.open(url, "_blank", "noopener,noreferrer");
    else side.browse(url);
  };
  const label = () => `${all.terminal}. ${all.leave}.`;
  const look = () => ({ ...options.look(), label: label() });
  const terminals = createTerminals({ ...options, strip: byId("terminals"), look, browse, words });
  const reset = async () => {
    const { askReset } = await import("./reset.ts");
    const stop = () => {
      keeper.stop();
      saver.stop();
    };
    askReset({ client, id: news?.id, words, stop, focus });
  };
  watchMachine(client, notes, words, () => void reset());
  const touchKeys = makeTouchKeys(byId("touch-keys"), options.current, words);
  followKeyboard();
  notes.say("ready", all.gettingReady);
  let begun = false;
  const begin = () => {
    begun = true;
    notes.unsay("ready");
    relabel();
  };
  void options.started.then((told) => {
    news = told;
    begin();
    for (let i = 1; i < told.terminals; i++) terminals.open();
  }, begin);
  makeSplitter(byId("splitter"), byId("desk"), preferences.panel, (panel) => {
    preferences.panel = panel;
    save();
  });

  const panel = new EnginePanel();
  panel.onCommand = (line) => options.current().type(`${line}\r`);
  panel.onBrowse = browse;
  byId("engine").append(panel);
  const notice = (n: MachineNotice) => {
    notes.notice(n);
    panel.notice(n);
    if (n.kind === "edit") side.edit(n.path, n.folder);
  };
  for (const n of options.notices) notice(n);
  client.onNotice(notice);
  client.onView((view) => {
    panel.view = view;
  });
  keepForOffline();
  document.getElementById("icon")?.setAttribute("href", "./favicon.svg");

  const toTerminal = () => {
    focus();
    return true;
  };
  makeAreas([
    { element: byId("shell"), focus: toTerminal },
    areaOf(byId("notes")),
    // No stop of its own, but a place to go on from.
    { element: byId("splitter"), focus: () => false },
    areaOf(byId("side")),
    areaOf(byId("bar")),
  ]);

  const relabel = () => {
    // Until the machine is there nobody knows what there is to show.
    panel.words = begun ? all : undefined;
    byId("splitter").setAttribute("aria-label", all.resize);
    byId("shell").setAttribute("aria-label", all.terminal);
    for (const t of options.all()) t.setLabel(label());
    touchKeys.relabel();
  };
  relabel();

  return {
    async relabel() {
      all = await loadAllWords(options.language());
      relabel();
      side.relabel();
      terminals.relabel();
    },
    openTerminal: terminals.open,
    async help() {
      const { openHelp } = await import("./help.ts");
      const file = await import("./session-file.ts");
      openHelp({
        words: all,
        screenReader: preferences.screenReader ?? false,
        setScreenReader(on) {
          preferences.screenReader = on;
          save();
          for (const t of options.all()) t.setScreenReader(on);
        },
        downloadSession: () => void download(),
        async openSession(chosen) {
          const stored = await file.storeSessionFile(chosen);
          if (!stored) return false;
          keeper.stop();
          saver.stop();
          client.dispose();
          location.reload();
          return true;
        },
        focus,
      });
    },
    reset,
    say: notes.say,
    broken: (why) => notes.say("failed", `${all.broken} ${why}`),
    notSaved() {
      if (unsaved) return;
      unsaved = true;
      notes.say("unsaved", all.notSaved, [{ label: all.downloadThis, act: () => void download() }]);
    },
  };

  async function download(): Promise<void> {
    const { downloadSession } = await import("./session-file.ts");
    const log = saver.log();
    if (log && news) return downloadSession(news.id, log);
    // Nothing has been done since it was brought back.
    if (news?.from !== undefined) await downloadSession(news.from, await load(`${news.from}/log`));
  }
}
