import { type Target } from '../../disk/target.ts';
import { type Gateway } from '../../catalog/gateways.ts';
import { findGateway, listGateways } from '../../catalog/configuredGateways.ts';
import {
  capabilitiesAt,
  findModel,
  inputTypesAt,
  modelAt,
  modelIdAt,
} from '../../catalog/modelLookup.ts';
import type { Recipe } from '../../assets/recipe.ts';
import { CHOICES, checkChoices } from '../../catalog/choices.ts';
import { nearestRatio } from '../../catalog/exactSize.ts';
import { CheckError } from '../../errors.ts';
import { isDecodable } from '../../image/decode/decodable.ts';
import { readSourceFacts } from '../../image/formats/sourceFacts.ts';
import { uprightSize } from '../../image/prepare/preparation.ts';
import type { Strokes } from '../../image/region/strokes.ts';
import { PLACEHOLDERS, safeStem, unknownPlaceholder, withoutExtension } from '../../disk/names.ts';
import type { BodyOptions } from '../../request/body.ts';
import { toReference, type Reference } from '../../request/reference.ts';
import type { Places } from './locations.ts';
import type { RunOptions } from './options.ts';
import { outputFolder, workspaceFolderOf, type OutputFolder } from './outputFolder.ts';
import { requestedShape } from './requestedShape.ts';
import { resultName } from './resultName.ts';
import { finalFile } from '../finish/finalFile.ts';
import type { Finish } from '../saveImages.ts';
import type { Settings } from './settings.ts';

/** Everything about a run that is decided before it starts. It doesn't change during the run. */
export interface RunPlan {
  readonly operation: 'generate' | 'edit';
  readonly gateway: Gateway;
  /** An id or alias, as the user named it. */
  readonly model: string;
  /** The id at the gateway, as it is sent. */
  readonly modelId: string;
  /** As the user wrote it. The prompt in the body can have more. */
  readonly prompt: string;
  readonly body: BodyOptions;
  readonly images: readonly Reference[];
  /**
   * The ratio in the body, if Easel chose it: the nearest to the exact size, or to the source, because models follow the last of several
   * images.
   */
  readonly autoRatio?: string | undefined;
  /** The size in the body, if Easel chose it for an exact size. */
  readonly autoSize?: string | undefined;
  readonly target: Target;
  /** The total deadline of the request, in ms. */
  readonly timeoutMs: number;
  /** The part of the source that may change, in px of the source as it is displayed. Missing: all of it. */
  readonly region?: Strokes;
  /** What the file of a result should be. Missing: what the model returns. */
  readonly final?: Recipe;
  /** Processes an image before it is published. Missing: it is published unchanged. */
  readonly finish?: Finish;
}

/** The user's files, by URI, on any file system. */
export interface Files {
  /** The last part of the path, decoded. */
  readonly name: (uri: string) => string;
  readonly parent: (uri: string) => string;
  readonly kind: (uri: string) => Promise<'file' | 'folder' | 'missing'>;
  /** @throws CheckError `unreadable` */
  readonly read: (uri: string) => Promise<Uint8Array>;
  /** Returns the URI of the folder for new images without a target: the workspace's, if there is one. */
  readonly home: () => string | undefined;
  /** Returns the workspace's folders, and what paths mean there. Missing: only URIs name files. */
  readonly places?: () => Places;
}

/**
 * Turns options and settings into a plan, and refuses what can't work before anything is paid for. Reads the input images.
 *
 * @param now ms since 1970: ids of models change on the day they are shut down
 * @throws CheckError
 */
export async function planRun(
  options: RunOptions,
  settings: Settings,
  files: Files,
  now: number,
): Promise<RunPlan> {
  const gateway = findGateway(options.gateway ?? settings.gateway, listGateways(settings.gateways));
  const model = modelAt(gateway, options.model ?? settings.model);
  const { auto, aspectRatio, imageSize } = requestedShape(options, settings, gateway, model);
  const uris = options.images ?? [];
  const bySetting = CHOICES.filter((what) => options[what] === undefined);
  checkChoices(gateway, model, { aspectRatio, imageSize, images: uris.length, bySetting });

  const target = await resultTarget(options, settings, files);
  const taken = inputTypesAt(gateway, model);
  const images: Reference[] = [];
  for (const uri of uris) {
    const bytes = await files.read(uri);
    const facts = await readSourceFacts(bytes);
    // What Easel decodes can be sent as another type: `preparePlan` checks that one.
    const types = facts && isDecodable(facts.type) ? undefined : taken;
    images.push(toReference({ name: files.name(uri), bytes }, facts, model, types));
  }
  const autoRatio =
    aspectRatio === undefined ? ratioOfSource(images, gateway, model) : auto.aspectRatio;
  const final = finalFile(options, settings);
  return {
    operation: images.length > 0 ? 'edit' : 'generate',
    gateway,
    model,
    modelId: modelIdAt(gateway, model, now),
    prompt: options.prompt,
    body: {
      prompt: options.prompt,
      images,
      inlineSpelling: gateway.inlineSpelling,
      aspectRatio: aspectRatio ?? autoRatio,
      imageSize,
      includeText: settings.includeText,
      systemInstruction: settings.systemInstruction,
      safetySettings: settings.safetySettings,
    },
    images,
    ...(autoRatio !== undefined && { autoRatio }),
    ...(auto.imageSize !== undefined && { autoSize: auto.imageSize }),
    ...(final && { final }),
    target,
    timeoutMs: settings.requestTimeoutMs,
  };
}

/** Returns the offered ratio that is nearest to the source's; undefined if all images share its ratio, which the model keeps. */
function ratioOfSource(
  images: readonly Reference[],
  gateway: Gateway,
  model: string,
): string | undefined {
  const [size, ...others] = images.map(({ facts }) => uprightSize(facts));
  const isSame = (one: Size) => ratioDistance(one, size) < 0.01;
  if (size === undefined || others.every(isSame)) return undefined;
  const known = findModel(model);
  const offered = (known && capabilitiesAt(gateway, known)?.aspectRatios) ?? [];
  return nearestRatio(size, offered);
}

type Size = ReturnType<typeof uprightSize>;

function ratioDistance(a: Size | undefined, b: Size | undefined): number {
  if (a === undefined || b === undefined) return Infinity;
  return Math.abs(Math.log(a.width / a.height / (b.width / b.height)));
}

/**
 * Returns where the result of a run goes, and its name.
 *
 * @throws CheckError `unknown-placeholder`, `foreign-folder`, `no-target`
 */
export async function resultTarget(
  { target, images, prompt }: Pick<RunOptions, 'target' | 'images' | 'prompt'>,
  { fileName, outputFolder: setting }: Pick<Settings, 'fileName' | 'outputFolder'>,
  files: Pick<Files, 'name' | 'parent' | 'kind' | 'home' | 'places'>,
): Promise<Target> {
  const source = images?.[0];
  const name = () => {
    checkTemplate(fileName);
    const named = source === undefined ? {} : { source: withoutExtension(files.name(source)) };
    return resultName(fileName, { prompt, ...named });
  };
  if (target === undefined) {
    const found = resultFolder(source, setting, files);
    if (found === undefined) throw new CheckError({ kind: 'no-target' });
    return { ...found, ...name() };
  }
  const kind = await files.kind(target);
  if (kind === 'folder') return { folder: target, ...name() };
  const given = files.name(target);
  // A name that doesn't exist yet is a file's if it has an extension. Otherwise it is a folder that doesn't exist.
  const isFile = kind === 'file' || /\.[a-z0-9]{2,5}$/i.test(given);
  if (isFile) return { folder: files.parent(target), stem: safeStem(withoutExtension(given)) };
  return { folder: target, ...name() };
}

/**
 * Returns the folder for a result without a target: the one in `easel.output.folder`, or else the source's.
 *
 * @param source URI; undefined for a new image
 * @throws CheckError `unknown-placeholder`
 */
export function resultFolder(
  source: string | undefined,
  setting: string,
  files: Pick<Files, 'parent' | 'home' | 'places'>,
): OutputFolder | undefined {
  const sourceDir = source === undefined ? undefined : files.parent(source);
  const places = files.places?.();
  const workspaceFolder = places && workspaceFolderOf(source, places);
  const found = places && outputFolder(setting, { ...places, sourceDir, workspaceFolder });
  const usual = sourceDir ?? files.home();
  return found ?? (usual === undefined ? undefined : { folder: usual });
}

/** A misspelled placeholder would end up in the file's name, and be noticed when the image is paid for. */
function checkTemplate(fileName: string): void {
  const placeholder = unknownPlaceholder(fileName);
  if (placeholder === undefined) return;
  throw new CheckError({ kind: 'unknown-placeholder', placeholder, known: PLACEHOLDERS });
}
