/**
 * Fetches the icons' font now. By itself it is fetched when the first icon is drawn, which then stays empty until the font
 * is there; the message with what to draw takes about as long.
 */
export function loadIcons(): void {
  // Without the font there are no icons, and every one of them has its word beside it.
  document.fonts.load('16px codicon').catch(() => undefined);
}
