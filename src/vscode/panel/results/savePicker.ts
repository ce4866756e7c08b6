import * as vscode from 'vscode';
import {
  LOSSY_TYPES,
  TYPE_LABELS,
  choiceDescription,
  choiceLabel,
  qualityOf,
  saveChoices,
  type ChoiceSize,
  type SaveChoice,
} from '../../../panel/results/saveChoices.ts';
import { USUAL_QUALITY } from '../../../panel/results/convert.ts';
import type { SaveFiles } from '../../../panel/results/saveFiles.ts';
import type { PanelImage } from '../../../panel/sources/state.ts';
import { acceptedItem } from '../../../text/acceptedItem.ts';
import { sizeText } from '../../../text/format.ts';
import { sanitize } from '../../../text/sanitize.ts';

const t = vscode.l10n.t;

interface Item extends vscode.QuickPickItem {
  /** Missing: the type is chosen, its quality not yet. */
  readonly choice?: SaveChoice;
  readonly type: SaveChoice['type'];
}

/** Asks what to save an image as. While the list is open, each choice is encoded, and its real size appears. */
export async function pickSaveChoice(
  image: PanelImage,
  files: SaveFiles,
): Promise<SaveChoice | undefined> {
  const item = await pickItem(image, files);
  if (item === undefined) return undefined;
  return item.choice ?? (await askQuality(item.type, files));
}

async function pickItem(image: PanelImage, files: SaveFiles): Promise<Item | undefined> {
  const pick = vscode.window.createQuickPick<Item>();
  const choices = saveChoices(image.mimeType);
  const sizes = new Map<SaveChoice, ChoiceSize>();
  const show = (): void => {
    const [active] = pick.activeItems;
    pick.items = itemsOf(choices, sizes, image.mimeType);
    const same = pick.items.find(({ label }) => label === active?.label);
    if (same) pick.activeItems = [same];
  };
  pick.title = t('Save {0} As', sanitize(image.name, 80));
  pick.placeholder = t('Select a format. The numbers are the quality.');
  pick.keepScrollPosition = true;
  pick.busy = true;
  show();
  const closed = new AbortController();
  void measure(choices, files, closed.signal, (choice, size) => {
    sizes.set(choice, size);
    show();
  }).then(() => {
    if (!closed.signal.aborted) pick.busy = false;
  });
  try {
    return await new Promise<Item | undefined>((resolve) => {
      pick.onDidAccept(() => {
        const item = acceptedItem(pick);
        if (item !== undefined) resolve(item);
      });
      pick.onDidHide(() => {
        resolve(undefined);
      });
      pick.show();
    });
  } finally {
    closed.abort();
    pick.dispose();
  }
}

function itemsOf(
  choices: readonly SaveChoice[],
  sizes: ReadonlyMap<SaveChoice, ChoiceSize>,
  mimeType: string,
): readonly Item[] {
  return [
    ...choices.map((choice) => ({
      choice,
      type: choice.type,
      label: choiceLabel(choice),
      description: choiceDescription(choice, sizes.get(choice) ?? 'unknown', mimeType, t),
    })),
    ...LOSSY_TYPES.map((type) => ({ type, label: t('{0}, Other Quality…', TYPE_LABELS[type]) })),
  ];
}

/** Encodes one choice after the other, so that a paid image waits for one of them at most. Never rejects. */
async function measure(
  choices: readonly SaveChoice[],
  files: SaveFiles,
  signal: AbortSignal,
  found: (choice: SaveChoice, size: ChoiceSize) => void,
): Promise<void> {
  for (const choice of choices) {
    const size = await files.file(choice, signal).then(
      ({ byteLength }) => byteLength,
      () => 'none' as const,
    );
    if (signal.aborted) return;
    found(choice, size);
  }
}

/** Asks for the quality, and shows the size that the entered one leads to. */
async function askQuality(
  type: SaveChoice['type'],
  files: SaveFiles,
): Promise<SaveChoice | undefined> {
  const box = vscode.window.createInputBox();
  const explanation = t('1 to 100. Higher values look better and make larger files.');
  let stop = new AbortController();
  const showSize = async (): Promise<void> => {
    stop.abort();
    stop = new AbortController();
    const { signal } = stop;
    const quality = qualityOf(box.value);
    box.validationMessage =
      quality === undefined ? t('Enter a whole number from 1 to 100.') : undefined;
    box.prompt = explanation;
    if (quality === undefined) return;
    const file = await files.file({ type, quality }, signal).catch(() => undefined);
    if (file === undefined || signal.aborted) return;
    box.prompt = `${explanation} ${t('This quality: {0}.', sizeText(file.byteLength))}`;
  };
  box.title = t('{0} Quality', TYPE_LABELS[type]);
  box.value = String(USUAL_QUALITY);
  box.ignoreFocusOut = true;
  void showSize();
  try {
    return await new Promise<SaveChoice | undefined>((resolve) => {
      box.onDidChangeValue(() => void showSize());
      box.onDidAccept(() => {
        const quality = qualityOf(box.value);
        if (quality !== undefined) resolve({ type, quality });
      });
      box.onDidHide(() => {
        resolve(undefined);
      });
      box.show();
    });
  } finally {
    stop.abort();
    box.dispose();
  }
}
