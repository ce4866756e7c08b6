import { dragData, dragUri } from './dragUri.ts';

/** Lets the user drag an image into an editor, which inserts a reference to its file. @param src where the page loads it from */
export function dragOut(src: string | undefined): (event: DragEvent) => void {
  return (event) => {
    const uri = src === undefined ? undefined : dragUri(src);
    if (uri === undefined || event.dataTransfer === null) {
      event.preventDefault();
      return;
    }
    // The browser's own data is the address of the webview, which no other program can load.
    event.dataTransfer.clearData();
    event.dataTransfer.effectAllowed = 'copyLink';
    for (const [type, data] of Object.entries(dragData(uri)))
      event.dataTransfer.setData(type, data);
  };
}
