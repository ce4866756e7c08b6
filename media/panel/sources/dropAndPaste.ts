import { MOST_PASTED_BYTES, type FromPanel } from '../../../src/panel/protocol.ts';
import { listedAddresses } from './uriList.ts';

type Send = (message: FromPanel) => void;

/** Images that come by hand: dropped from the explorer, or pasted. Text stays the prompt's. */
export function bringIn(target: Window, send: Send): void {
  target.addEventListener('dragover', (event) => {
    if (event.dataTransfer?.types.includes('text/uri-list') !== true) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
  });
  target.addEventListener('drop', (event) => {
    const addresses = listedAddresses(event.dataTransfer?.getData('text/uri-list') ?? '');
    if (addresses.length === 0) return;
    event.preventDefault();
    send({ type: 'drop-images', addresses });
  });
  target.addEventListener('paste', (event) => {
    const picture = [...(event.clipboardData?.files ?? [])].find(isPicture);
    if (picture === undefined) return;
    event.preventDefault();
    void picture.arrayBuffer().then((buffer) => {
      send({ type: 'paste-image', bytes: new Uint8Array(buffer) });
    });
  });
}

function isPicture({ type, size }: File): boolean {
  return type.startsWith('image/') && size > 0 && size <= MOST_PASTED_BYTES;
}
