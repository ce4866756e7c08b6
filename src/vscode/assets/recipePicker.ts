import * as vscode from 'vscode';
import type { AssetClient } from '../../assets/assetClient.ts';
import { needsFit, sizeChoices, type AskedImage } from '../../assets/choices.ts';
import type { Size } from '../../assets/layout.ts';
import { parseSize, type Fit, type Recipe } from '../../assets/recipe.ts';
import { CheckError } from '../../errors.ts';
import { inspectSource } from '../../image/formats/disguise.ts';
import { sanitize } from '../../text/sanitize.ts';
import { choiceStep, inputStep, type Answer } from '../dialogs/steps.ts';
import { files } from '../files/files.ts';
import { askFormat } from './formatPicker.ts';

const t = vscode.l10n.t;

/** Asks one question. `skip`: the answers so far leave nothing to ask. */
type Question = (
  recipe: Recipe,
  frame: {
    readonly title: string;
    readonly step: number;
    readonly totalSteps: number;
    readonly canGoBack: boolean;
  },
) => Promise<Answer<Recipe> | 'skip'>;

/**
 * Asks for size, fit, and format. The first image gives the sizes that the lists show.
 *
 * @returns undefined if the user dismissed a question
 * @throws CheckError if the first image can't be read
 */
export async function pickRecipe(
  images: readonly string[],
  assets: AssetClient,
): Promise<Recipe | undefined> {
  const [first] = images;
  if (first === undefined) throw new CheckError({ kind: 'no-source' });
  const image = await read(first, images.length);
  const questions: readonly Question[] = [
    (recipe, frame) => askSize(image, recipe, frame),
    (recipe, frame) => (needsFit(image, recipe) ? askFit(recipe, frame) : Promise.resolve('skip')),
    (recipe, frame) => askFormat(image, recipe, frame, assets),
  ];
  const asked: { readonly at: number; readonly before: Recipe }[] = [];
  let recipe: Recipe = {};
  for (let at = 0; at < questions.length;) {
    const frame = { title: image.title, step: at + 1, totalSteps: questions.length };
    const answer = await questions[at]?.(recipe, { ...frame, canGoBack: asked.length > 0 });
    if (answer === undefined) return undefined;
    if (answer === 'back') {
      const last = asked.pop();
      [at, recipe] = [last?.at ?? 0, last?.before ?? {}];
      continue;
    }
    if (answer !== 'skip') {
      asked.push({ at, before: recipe });
      recipe = answer.value;
    }
    at += 1;
  }
  return recipe;
}

async function read(uri: string, count: number): Promise<AskedImage> {
  const name = files.name(uri);
  const file = await files.read(uri);
  const { width, height, orientation } = await inspectSource(name, file);
  const title = count > 1 ? t('Prepare {0} Images', count) : t('Prepare {0}', sanitize(name, 80));
  // Turned by a quarter, as phones store photos that were taken upright.
  return orientation > 4
    ? { title, file, width: height, height: width }
    : { title, file, width, height };
}

async function askSize(
  image: Size,
  recipe: Recipe,
  frame: Parameters<Question>[1],
): Promise<Answer<Recipe>> {
  const items = [
    ...sizeChoices(image, t).map(({ size, ...item }) => ({ ...item, size })),
    { label: t('Other Size…'), description: '', size: undefined },
  ];
  const placeholder = t('Select the size of the new file');
  const answer = await choiceStep({ ...frame, placeholder, items });
  if (answer === undefined || answer === 'back') return answer;
  const { size } = answer.value;
  return size ? { value: { ...recipe, ...size } } : await askOtherSize(image, recipe, frame);
}

async function askOtherSize(
  image: Size,
  recipe: Recipe,
  frame: Parameters<Question>[1],
): Promise<Answer<Recipe>> {
  const answer = await inputStep({
    ...frame,
    canGoBack: true,
    value: '',
    prompt: t('In px, such as 1200x630. One side alone keeps the ratio: 1200 or x630.'),
    placeholder: `${image.width}x${image.height}`,
    validate: (text) =>
      parseSize(text) ? undefined : t('Enter a size in px, such as 1200x630, 1200, or x630.'),
  });
  if (answer === undefined) return undefined;
  if (answer === 'back') return await askSize(image, recipe, frame);
  return { value: { ...recipe, ...parseSize(answer.value) } };
}

async function askFit(recipe: Recipe, frame: Parameters<Question>[1]): Promise<Answer<Recipe>> {
  const items: readonly (vscode.QuickPickItem & { readonly fit: Fit })[] = [
    { fit: 'cover', label: t('Crop'), description: t('Fills the size. The edges are cut off') },
    {
      fit: 'contain',
      label: t('Pad'),
      description: t('Shows the whole image. The rest is transparent'),
    },
    {
      fit: 'inside',
      label: t('Shrink'),
      description: t('Shows the whole image. One side gets shorter'),
    },
  ];
  const placeholder = t('The ratio of the image is different. Select what to do');
  const answer = await choiceStep({ ...frame, placeholder, items });
  if (answer === undefined || answer === 'back') return answer;
  return { value: { ...recipe, fit: answer.value.fit } };
}
