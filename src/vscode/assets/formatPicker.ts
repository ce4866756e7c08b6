import * as vscode from 'vscode';
import type { AssetClient } from '../../assets/assetClient.ts';
import {
  FORMAT_CHOICES,
  choiceDescription,
  typeNote,
  type AskedImage,
} from '../../assets/choices.ts';
import type { FormatChoice } from '../../assets/formats.ts';
import { parseWeight, type Recipe } from '../../assets/recipe.ts';
import { formatStep } from '../dialogs/formatStep.ts';
import { inputStep, type Answer, type StepFrame } from '../dialogs/steps.ts';

const t = vscode.l10n.t;

/** Asks for format and quality, or for a limit of bytes. */
export async function askFormat(
  image: AskedImage,
  recipe: Recipe,
  frame: StepFrame,
  assets: AssetClient,
): Promise<Answer<Recipe>> {
  const limit = { label: t('Under a Size Limit…'), description: t('The best quality that fits') };
  const answer = await formatStep({
    ...frame,
    choices: FORMAT_CHOICES,
    describe: ({ type }, size) => choiceDescription(size, typeNote(type, t), t),
    sizeOf: async (choice, signal) => {
      const { file, labeling } = image;
      const input = { file, labeling, recipe: { ...recipe, ...chosen(choice) } };
      return (await assets.run('asset', input, signal)).file.length;
    },
    others: [limit],
  });
  if (answer === undefined || answer === 'back') return answer;
  const { value } = answer;
  if ('label' in value) return await askLimit(image, recipe, frame, assets);
  return { value: { ...recipe, ...chosen(value) } };
}

function chosen({ type, quality }: FormatChoice): Pick<Recipe, 'format' | 'quality'> {
  return { format: type, ...(quality !== undefined && { quality }) };
}

async function askLimit(
  image: AskedImage,
  recipe: Recipe,
  frame: StepFrame,
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
