import * as vscode from 'vscode';
import type { ChoiceSize } from '../../../assets/choices.ts';
import {
  LOSSY_TYPES,
  TYPE_LABELS,
  USUAL_QUALITY,
  type FormatChoice,
} from '../../../assets/formats.ts';
import { describeChoice, qualityOf, saveChoices } from '../../../panel/results/save/choices.ts';
import type { SaveFiles } from '../../../panel/results/save/files.ts';
import type { PanelImage } from '../../../panel/sources/state.ts';
import { sizeText } from '../../../text/format.ts';
import { sanitize } from '../../../text/sanitize.ts';
import { formatStep } from '../../dialogs/formatStep.ts';

const t = vscode.l10n.t;

interface Item extends vscode.QuickPickItem {
  readonly type: FormatChoice['type'];
}

/** Asks what to save an image as. While the list is open, each choice is encoded, and its real size appears. */
export async function pickSaveChoice(
  image: PanelImage,
  files: SaveFiles,
): Promise<FormatChoice | undefined> {
  const { mimeType } = image;
  const answer = await formatStep<Item>({
    title: t('Save {0} As', sanitize(image.name, 80)),
    choices: saveChoices(mimeType),
    describe: (choice, size: ChoiceSize) => describeChoice(choice, size, mimeType, t),
    sizeOf: async (choice, signal) => (await files.file(choice, signal)).file.byteLength,
    others: LOSSY_TYPES.map((type) => ({
      type,
      label: t('{0}, Other Quality…', TYPE_LABELS[type]),
    })),
  });
  if (answer === undefined || answer === 'back') return undefined;
  const { value } = answer;
  return 'label' in value ? await askQuality(value.type, files) : value;
}

/** Asks for the quality, and shows the size that the entered one leads to. */
async function askQuality(
  type: FormatChoice['type'],
  files: SaveFiles,
): Promise<FormatChoice | undefined> {
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
    const made = await files.file({ type, quality }, signal).catch(() => undefined);
    if (made === undefined || signal.aborted) return;
    box.prompt = `${explanation} ${t('This quality: {0}.', sizeText(made.file.byteLength))}`;
  };
  box.title = t('{0} Quality', TYPE_LABELS[type]);
  box.value = String(USUAL_QUALITY);
  box.ignoreFocusOut = true;
  void showSize();
  try {
    return await new Promise<FormatChoice | undefined>((resolve) => {
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
