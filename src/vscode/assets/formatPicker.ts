import * as vscode from 'vscode';
import type { AssetClient } from '../../assets/assetClient.ts';
import {
  FORMAT_CHOICES,
  formatDescription,
  formatLabel,
  type AskedImage,
  type FormatChoice,
} from '../../assets/choices.ts';
import { parseWeight, type Recipe } from '../../assets/recipe.ts';
import { inputStep, liveChoiceStep, type Answer, type InputStep } from '../dialogs/steps.ts';

const t = vscode.l10n.t;

type Frame = Pick<InputStep, 'title' | 'step' | 'totalSteps' | 'canGoBack'>;

interface Item extends vscode.QuickPickItem {
  /** Missing: a limit of bytes. */
  readonly choice?: FormatChoice;
}

/** Asks for format and quality. While the list is open, each choice is made, and its real size appears. */
export async function askFormat(
  image: AskedImage,
  recipe: Recipe,
  frame: Frame,
  assets: AssetClient,
): Promise<Answer<Recipe>> {
  const bytes = new Map<FormatChoice, number>();
  const items = (): readonly Item[] => [
    ...FORMAT_CHOICES.map((choice) => ({
      choice,
      label: formatLabel(choice),
      description: formatDescription(choice, bytes.get(choice), t),
    })),
    { label: t('Under a Size Limit…'), description: t('The best quality that fits') },
  ];
  const placeholder = t('Select a format. The numbers are the quality.');
  const answer = await liveChoiceStep<Item>(
    { ...frame, placeholder, items },
    async (signal, show) => {
      for (const choice of FORMAT_CHOICES) {
        const input = { file: image.file, recipe: { ...recipe, ...choice } };
        const made = await assets.run('asset', input, signal).catch(() => undefined);
        if (signal.aborted) return;
        if (made) bytes.set(choice, made.file.length);
        show();
      }
    },
  );
  if (answer === undefined || answer === 'back') return answer;
  const { choice } = answer.value;
  return choice
    ? { value: { ...recipe, ...choice } }
    : await askLimit(image, recipe, frame, assets);
}

async function askLimit(
  image: AskedImage,
  recipe: Recipe,
  frame: Frame,
  assets: AssetClient,
): Promise<Answer<Recipe>> {
  const answer = await inputStep({
    ...frame,
    canGoBack: true,
    value: '150 kB',
    prompt: t('The most that the file may have. Easel makes a WebP of the best quality that fits.'),
    validate: (text) =>
      parseWeight(text) === undefined ? t('Enter a size, such as 150 kB or 1.5 MB.') : undefined,
  });
  if (answer === undefined) return undefined;
  if (answer === 'back') return await askFormat(image, recipe, frame, assets);
  const mostBytes = parseWeight(answer.value);
  return { value: { ...recipe, format: 'webp', ...(mostBytes && { mostBytes }) } };
}
