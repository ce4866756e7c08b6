/** The first button of an entry takes the focus. */
export function focusEntry(entry: Element | null): void {
  entry?.querySelector('vscode-toolbar-button')?.focus();
}
