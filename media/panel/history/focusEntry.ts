/** Focuses the first button of an entry. */
export function focusEntry(entry: Element | null): void {
  entry?.querySelector('vscode-toolbar-button')?.focus();
}
