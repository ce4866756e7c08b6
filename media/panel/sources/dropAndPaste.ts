import { MAX_PASTED_BYTES, type SourcesFromPanel } from '../../../src/panel/sources/protocol.ts';
import { parseUriList } from './uriList.ts';

type Send = (message: SourcesFromPanel) => void;

/** Sends images that the user drops from the Explorer or pastes. Pasted text still goes to the prompt. */
export function listenForImages(target: Window, send: Send): void {
  target.addEventListener('dragover', (event) => {
    if (event.dataTransfer?.types.includes('text/uri-list') !== true) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
  });
  target.addEventListener('drop', (event) => {
    const addresses = parseUriList(event.dataTransfer?.getData('text/uri-list') ?? '');
    if (addresses.length === 0) return;
    event.preventDefault();
    send({ type: 'drop-images', addresses });
  });
  target.addEventListener('paste', (event) => {
    const image = [...(event.clipboardData?.files ?? [])].find(isImage);
    if (image === undefined) return;
    event.preventDefault();
    void image.arrayBuffer().then((buffer) => {
      send({ type: 'paste-image', bytes: new Uint8Array(buffer) });
    });
  });
}

function isImage({ type, size }: File): boolean {
  return type.startsWith('image/') && size > 0 && size <= MAX_PASTED_BYTES;
}
