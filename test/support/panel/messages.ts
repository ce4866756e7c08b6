import type { Ask } from '../../../src/panel/ask/protocol.ts';
import type { FromPanel, HostView, ToPanel } from '../../../src/panel/protocol.ts';
import { STRING_NAMES, type PanelStrings } from '../../../src/panel/stringsProtocol.ts';

/** One sample per message. A message without a sample does not compile. */
type Samples<Message extends { readonly type: string }> = {
  readonly [M in Message as M['type']]: M;
};

export const ASK: Ask = {
  prompt: 'make it gray',
  model: 'm',
  aspectRatio: 'auto',
  imageSize: '2K',
  count: 3,
};
export const MARK = { kind: 'rectangle' as const, x: 1, y: 2, width: 3, height: 4 };
const BYTES = new Uint8Array([1, 2, 3]);

export const FROM_PANEL: Samples<FromPanel> = {
  ready: { type: 'ready' },
  run: { type: 'run', ask: ASK },
  cancel: { type: 'cancel', run: 'a1' },
  'cancel-all': { type: 'cancel-all' },
  'choose-images': { type: 'choose-images', role: 'reference' },
  'remove-image': { type: 'remove-image', image: 'a1' },
  'move-image': { type: 'move-image', image: 'a1', to: 2 },
  'drop-images': { type: 'drop-images', addresses: ['file:///w/a.png'] },
  'drop-files': {
    type: 'drop-files',
    files: [{ name: 'cat.png', bytes: new Uint8Array([1]) }],
    tooLarge: ['large.png'],
    addresses: ['file:///w/cat.png'],
  },
  'paste-image': { type: 'paste-image', bytes: BYTES },
  'image-action': { type: 'image-action', image: 'a1', action: 'use-as-source' },
  'keep-draft': {
    type: 'keep-draft',
    draft: { prompt: 'make it gray', count: 2, tab: { at: 'history', search: 'cat' } },
  },
  'choose-model': { type: 'choose-model' },
  'find-destination': { type: 'find-destination', prompt: 'make it gray' },
  'setup-action': { type: 'setup-action', action: 'open-folder' },
  'failure-action': { type: 'failure-action', failure: 'a1', action: 'set-key' },
  'use-alternative': { type: 'use-alternative', failure: 'a1' },
  'dismiss-failure': { type: 'dismiss-failure', failure: 'a1' },
  history: { type: 'history', search: 'cat' },
  'history-close': { type: 'history-close' },
  'history-range': { type: 'history-range', list: 1, from: 40, count: 80 },
  'history-item': { type: 'history-item', item: { entry: 'a1', index: 0 }, action: 'show' },
  'history-clear': { type: 'history-clear' },
  'history-undo': { type: 'history-undo' },
  'history-forget-removed': { type: 'history-forget-removed' },
  encoded: { type: 'encoded', request: 'a1', bytes: BYTES },
  'not-encoded': { type: 'not-encoded', request: 'a1' },
  measure: { type: 'measure', result: 'a1' },
  'read-origin': { type: 'read-origin', result: 'a1' },
  'preview-export': {
    type: 'preview-export',
    ...{ image: 'a1', request: 1, recipe: { fit: 'cover', format: 'png', width: 1200 } },
  },
  'write-export': { type: 'write-export', request: 1 },
  'close-export': { type: 'close-export' },
  mark: { type: 'mark', images: ['a1', 'a2'], flag: 'none', stars: 0 },
  'delete-images': { type: 'delete-images', images: ['a1', 'a2'] },
  'undo-delete': { type: 'undo-delete', deletion: 'a1' },
  'forget-deleted': { type: 'forget-deleted' },
  'list-prompts': { type: 'list-prompts' },
  'save-prompt': { type: 'save-prompt', prompt: 'make it gray' },
  'delete-prompt': { type: 'delete-prompt', prompt: 'a1' },
  'mark-region': { type: 'mark-region', image: 'a1', strokes: [MARK] },
};

/** Each string is its own name, followed by its values. */
export const STRINGS = Object.fromEntries(
  STRING_NAMES.map((name) => [name, `${name} {0} {1} {2}`]),
) as PanelStrings;

export const STRINGS_MESSAGE: Extract<ToPanel, { type: 'strings' }> = {
  type: 'strings',
  strings: STRINGS,
  starters: [{ operation: 'edit', label: 'l', prompt: 'p' }],
};

export const VIEW: HostView = {
  gateway: 'Practice',
  models: [
    { id: 'big', label: 'Big', aspectRatios: ['auto', '8:1'], imageSizes: ['auto', '2K', '4K'] },
    { id: 'small', label: 'Small', aspectRatios: ['auto', '1:1'], imageSizes: ['auto'] },
  ],
  anyModel: { aspectRatios: ['auto', '1:1', '8:1'], imageSizes: ['auto', '2K'] },
  defaults: { model: 'big', aspectRatio: 'auto', imageSize: '4K' },
  images: [],
  runs: [],
  results: [],
  failures: [],
  prompts: [],
};

export const TO_PANEL: Samples<ToPanel> = {
  strings: STRINGS_MESSAGE,
  view: { type: 'view', view: VIEW },
  progress: {
    type: 'progress',
    run: {
      id: 'a1',
      phase: 'waiting',
      line: '1 of 2 done · waiting · 3 s',
      prompt: 'p',
      count: 2,
      parts: [
        { phase: 'saving', line: 'done · 2 s', state: 'done' },
        { phase: 'waiting', line: 'waiting · 3 s', state: 'running' },
      ],
    },
  },
  'focus-prompt': { type: 'focus-prompt' },
  'open-export': { type: 'open-export', image: 'a1' },
  'export-part': { type: 'export-part', request: 1, bytes: BYTES },
  'export-made': {
    type: 'export-made',
    ...{ request: 1, format: 'png', width: 4, height: 3 },
    ...{ bytes: 3, weight: '3 B', notes: [] },
  },
  'export-refused': { type: 'export-refused', request: 1, text: 'No.' },
  'export-written': { type: 'export-written', request: 1 },
  'export-unwritten': { type: 'export-unwritten', request: 1, text: 'No.' },
  'export-background': { type: 'export-background', image: 'a1', isPlain: true },
  fill: { type: 'fill', ask: { model: 'm' } },
  draft: { type: 'draft', draft: { prompt: 'make it gray', showsOptions: true } },
  destination: {
    type: 'destination',
    prompt: 'make it gray',
    destination: { folder: 'art', name: 'cat-edited.png' },
  },
  history: {
    type: 'history',
    history: { list: 1, search: '', all: 0, days: [], from: 0, items: [] },
  },
  'history-items': { type: 'history-items', list: 1, from: 40, items: [] },
  'show-result': { type: 'show-result', result: 'a1' },
  encode: { type: 'encode', request: 'a1', image: 'a2', of: 'itself', to: 'webp', quality: 90 },
  draw: { type: 'draw', request: 'a1', svg: BYTES, width: 512, height: 512 },
  menu: { type: 'menu', page: 'a1', image: 'a2', action: 'delete' },
  origin: { type: 'origin', result: 'a1', text: 'Content Credentials', title: 'Not checked.' },
  measured: { type: 'measured', result: 'a1', text: 'No visible change.' },
  'saved-prompts': {
    type: 'saved-prompts',
    prompts: [{ id: 'a1', name: 'Gray', text: 'make it gray', nameIsText: false, place: 'user' }],
  },
};
