import {
  MAX_DROPPED,
  MAX_PASTED_BYTES,
  type SourcesFromPanel,
} from '../../../src/panel/sources/protocol.ts';
import { parseUriList } from './uriList.ts';

type Send = (message: SourcesFromPanel) => void;

/** Sends images that the user drops from the Explorer or from the desktop, or pastes. Pasted text still goes to the prompt. */
export function listenForImages(target: Window, send: Send): void {
  target.addEventListener('dragover', (event) => {
    const types = event.dataTransfer?.types ?? [];
    if (!types.includes('text/uri-list') && !types.includes('Files')) return;
    event.preventDefault();
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
    document.body.classList.add('drop-target');
  });
  for (const end of ['dragleave', 'drop', 'dragend'] as const) {
    target.addEventListener(end, () => {
      document.body.classList.remove('drop-target');
    });
  }
  target.addEventListener('drop', (event) => {
    const addresses = parseUriList(event.dataTransfer?.getData('text/uri-list') ?? '');
    const files = [...(event.dataTransfer?.files ?? [])];
    if (addresses.length + files.length === 0) return;
    // A page that doesn't take the drop is replaced by the file.
    event.preventDefault();
    if (files.length === 0) send({ type: 'drop-images', addresses });
    else void sendFiles(files, addresses, send);
  });
  target.addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    const [first] = files;
    if (first === undefined) return;
    event.preventDefault();
    // A screenshot on the clipboard has the name that the browser gives it.
    if (files.length > 1 || !isUnnamed(first)) void sendFiles(files, [], send);
    else void sendImage(first, send);
  });
}

function isUnnamed({ name, type, size }: File): boolean {
  const isFitting = size > 0 && size <= MAX_PASTED_BYTES;
  return isFitting && type.startsWith('image/') && /^(?:image\.\w+)?$/.test(name);
}

async function sendImage(file: File, send: Send): Promise<void> {
  send({ type: 'paste-image', bytes: new Uint8Array(await file.arrayBuffer()) });
}

/** Reads files one after the other: several large ones at once would need memory for all of them twice. */
async function sendFiles(
  all: readonly File[],
  addresses: readonly string[],
  send: Send,
): Promise<void> {
  const files: { name: string; bytes: Uint8Array<ArrayBuffer> }[] = [];
  const tooLarge: string[] = [];
  for (const file of all.slice(0, MAX_DROPPED)) {
    const name = file.name.slice(-255);
    if (file.size > MAX_PASTED_BYTES) tooLarge.push(name);
    // A folder has no bytes, and reading it fails.
    const bytes =
      file.size > 0 && file.size <= MAX_PASTED_BYTES
        ? await file.arrayBuffer().catch(() => undefined)
        : undefined;
    if (bytes !== undefined) files.push({ name, bytes: new Uint8Array(bytes) });
  }
  send({ type: 'drop-files', files, tooLarge, addresses: [...addresses] });
}
