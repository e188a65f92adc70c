/** A dialog of the page's own: what asks or explains. Escape and a click beside it close it; `closed` has the button's value. */
export function openDialog(
  title: string,
  content: readonly Node[],
  closed: (value: string) => void,
): HTMLDialogElement {
  const dialog = document.createElement("dialog");
  const heading = document.createElement("h2");
  heading.textContent = title;
  heading.id = "dialog-title";
  dialog.setAttribute("aria-labelledby", heading.id);
  const form = document.createElement("form");
  form.method = "dialog";
  form.append(heading, ...content);
  dialog.append(form);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close("");
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    closed(dialog.returnValue);
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** The row of buttons below; the first one is what Enter does. */
export function dialogButtons(...buttons: readonly (readonly [label: string, value: string])[]): HTMLElement {
  const row = document.createElement("div");
  row.className = "buttons";
  for (const [label, value] of buttons) {
    const button = document.createElement("button");
    button.textContent = label;
    button.value = value;
    row.append(button);
  }
  return row;
}

export function paragraph(text: string): HTMLElement {
  const p = document.createElement("p");
  p.textContent = text;
  return p;
}
