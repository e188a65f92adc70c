import type { MachineNotice } from "../machine/types.ts";
import type { TerminalView } from "../terminal/view.ts";
import { createKeeper, type KeeperOptions } from "./keeper.ts";
import { EnginePanel } from "./panels/engine.ts";
import "./panels/panel.css";
import { makeSplitter } from "./splitter.ts";
import { makeSideTabs } from "./tabs.ts";
import { createTerminals, type TerminalsOptions } from "./terminals.ts";
import { followKeyboard, makeTouchKeys } from "./touch-keys.ts";
import { watchMachine } from "./watchdog.ts";

/** What stands beside the terminal: the engine's picture and the browser. */
export interface Beside {
  relabel(): void;
  /** One more terminal. */
  openTerminal(): void;
  /** Saves the state no more. */
  stop(): void;
}

export interface BesideOptions extends KeeperOptions, TerminalsOptions {
  readonly touchKeys: HTMLElement;
  /** The terminal that is shown. */
  current(): TerminalView;
  reset(): void;
  readonly desk: HTMLElement;
  readonly splitter: HTMLElement;
  readonly tabs: HTMLElement;
  readonly engine: HTMLElement;
  readonly browser: HTMLElement;
  /** In pixels; undefined: as the style sheet says. */
  readonly panelWidth: number | undefined;
  onPanelWidth(width: number): void;
  /** What was told before this was here. */
  readonly notices: readonly MachineNotice[];
}

export function createBeside(options: BesideOptions): Beside {
  const { client, terminal, words } = options;
  const keeper = createKeeper(options);
  const terminals = createTerminals(options);
  watchMachine(client, options.notes, words, options.reset);
  makeTouchKeys(options.touchKeys, options.current);
  followKeyboard();
  void options.started.then(
    (news) => {
      for (let i = 1; i < news.terminals; i++) terminals.open();
    },
    () => {},
  );
  makeSplitter(options.splitter, options.desk, options.panelWidth, options.onPanelWidth);
  const side = makeSideTabs(options.tabs, { engine: options.engine, browser: options.browser }, client, words);
  const panel = new EnginePanel();
  panel.words = words();
  panel.onCommand = (line) => options.current().type(`${line}\r`);
  panel.onBrowse = (url) => void side.browse(url);
  options.engine.append(panel);
  for (const notice of options.notices) panel.notice(notice);
  client.onNotice((notice) => panel.notice(notice));
  client.onView((view) => {
    panel.view = view;
  });
  document.getElementById("icon")?.setAttribute("href", "./favicon.svg");
  void terminal.linkAddresses((url) => void side.browse(url));
  return {
    relabel() {
      side.relabel();
      panel.words = words();
      terminals.relabel();
    },
    openTerminal: terminals.open,
    stop: keeper.stop,
  };
}
