/** The keys of a row of tabs: the arrows go along it, Home and End to its ends. Only the chosen tab is a stop of Tab's. */
export function handleTabKeys(list: HTMLElement): void {
  list.addEventListener("keydown", (event) => {
    const tabs = [...list.querySelectorAll<HTMLElement>('[role="tab"]')];
    const at = tabs.findIndex((tab) => tab === event.target);
    if (at < 0) return;
    const to = { ArrowLeft: at - 1, ArrowRight: (at + 1) % tabs.length, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const tab = tabs.at(to);
    tab?.focus();
    tab?.click();
  });
}

export function markTab(tab: HTMLElement, chosen: boolean): void {
  tab.setAttribute("aria-selected", String(chosen));
  tab.tabIndex = chosen ? 0 : -1;
}
