import { dragData, dragUri } from './dragUri.ts';

/** Lets the user drag images into an editor, which inserts references to their files. @param sources where the page loads them from */
export function dragOut(event: DragEvent, sources: readonly (string | undefined)[]): void {
  const uris = sources.flatMap((src) => (src === undefined ? [] : (dragUri(src) ?? [])));
  if (uris.length === 0 || event.dataTransfer === null) {
    event.preventDefault();
    return;
  }
  // The browser's own data is the address of the webview, which no other program can load.
  event.dataTransfer.clearData();
  event.dataTransfer.effectAllowed = 'copyLink';
  for (const [type, data] of Object.entries(dragData(uris))) event.dataTransfer.setData(type, data);
}
