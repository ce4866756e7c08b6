import * as vscode from 'vscode';
import type { AssetClient } from '../../assets/assetClient.ts';
import { fitChoices, needsFit, sizeChoices, type AskedImage } from '../../assets/choices.ts';
import type { Size } from '../../assets/layout.ts';
import { parseColor, type Recipe } from '../../assets/recipe.ts';
import { parseSize } from '../../assets/sizeText.ts';
import { runSteps, type StepResult } from '../../dialogs/steps.ts';
import { CheckError } from '../../errors.ts';
import { inspectSource } from '../../image/formats/disguise.ts';
import { sanitize } from '../../text/sanitize.ts';
import { choiceStep, inputStep, type Answer, type StepFrame } from '../dialogs/steps.ts';
import { files } from '../files/files.ts';
import { askFormat } from './formatPicker.ts';
import type { LabelingOf } from './labeling.ts';

const t = vscode.l10n.t;

const STEPS = ['size', 'fit', 'format'] as const;
type Step = (typeof STEPS)[number];

/**
 * Asks for size, fit, and format. The first image gives the sizes that the lists show.
 *
 * @returns undefined if the user dismissed a question
 * @throws CheckError if the first image can't be read
 */
export async function pickRecipe(
  images: readonly string[],
  assets: AssetClient,
  labelingOf: LabelingOf,
): Promise<Recipe | undefined> {
  const [first] = images;
  if (first === undefined) throw new CheckError({ kind: 'no-source' });
  const image = await read(first, images.length, labelingOf);
  const ask =
    (step: Step, question: (recipe: Recipe, frame: StepFrame) => Promise<Answer<Recipe>>) =>
    async (recipe: Recipe, canGoBack: boolean): Promise<StepResult<Recipe, Step>> => {
      const place = { step: STEPS.indexOf(step) + 1, totalSteps: STEPS.length };
      const answer = await question(recipe, { title: image.title, ...place, canGoBack });
      return typeof answer === 'object' ? { draft: answer.value, wasAsked: true } : answer;
    };
  const askFitStep = ask('fit', askFit);
  const questions = {
    size: ask('size', (_recipe, frame) => askSize(image, frame)),
    fit: async (recipe: Recipe, canGoBack: boolean) =>
      needsFit(image, recipe)
        ? await askFitStep(recipe, canGoBack)
        : { draft: recipe, wasAsked: false },
    format: ask('format', (recipe, frame) => askFormat(image, recipe, frame, assets)),
  };
  return await runSteps<Recipe, Step>({ order: STEPS, questions }, {});
}

async function read(uri: string, count: number, labelingOf: LabelingOf): Promise<AskedImage> {
  const name = files.name(uri);
  const file = await files.read(uri);
  const { width, height, orientation } = await inspectSource(name, file);
  const labeling = await labelingOf(uri, file);
  const title = count > 1 ? t('Prepare {0} Images', count) : t('Prepare {0}', sanitize(name, 80));
  // Turned by a quarter, as phones store photos that were taken upright.
  return orientation > 4
    ? { title, file, labeling, width: height, height: width }
    : { title, file, labeling, width, height };
}

/** The later answers depend on the size, so a new one forgets them. */
async function askSize(image: Size, frame: StepFrame): Promise<Answer<Recipe>> {
  const items = [
    ...sizeChoices(image, t),
    { label: t('Other Size…'), description: '', size: undefined },
  ];
  const placeholder = t('Select the size of the new file');
  const answer = await choiceStep({ ...frame, placeholder, items });
  if (answer === undefined || answer === 'back') return answer;
  const { size } = answer.value;
  return size ? { value: size } : await askOtherSize(image, frame);
}

async function askOtherSize(image: Size, frame: StepFrame): Promise<Answer<Recipe>> {
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
  if (answer === 'back') return await askSize(image, frame);
  return { value: parseSize(answer.value) ?? {} };
}

async function askFit(recipe: Recipe, frame: StepFrame): Promise<Answer<Recipe>> {
  const placeholder = t('The ratio of the image is different. Select what to do');
  const answer = await choiceStep({ ...frame, placeholder, items: fitChoices(t) });
  if (answer === undefined || answer === 'back') return answer;
  const { recipe: chosen, asksColor } = answer.value;
  // Another choice than before forgets what came with that one.
  const { width, height } = recipe;
  const value = { width, height, ...chosen };
  return asksColor ? await askColor(value, frame) : { value };
}

async function askColor(recipe: Recipe, frame: StepFrame): Promise<Answer<Recipe>> {
  const answer = await inputStep({
    ...frame,
    canGoBack: true,
    value: '#ffffff',
    prompt: t('The color around the image, and behind its transparent parts, such as #ffffff.'),
    validate: (text) => (parseColor(text) ? undefined : t('Enter a color, such as #1e90ff.')),
  });
  if (answer === undefined) return undefined;
  if (answer === 'back') return await askFit(recipe, frame);
  const pad = parseColor(answer.value);
  return { value: { ...recipe, ...(pad && { pad }) } };
}
