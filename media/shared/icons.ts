/**
 * Loads the icon font early. Otherwise the browser loads it with the first icon, which stays empty until then. The first
 * message from the host takes about as long.
 */
export function loadIcons(): void {
  // Without the font there are no icons, but every icon has a label.
  document.fonts.load('16px codicon').catch(() => undefined);
}
