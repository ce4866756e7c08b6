import { type Target } from '../../disk/target.ts';
import { findGateway, listGateways, type Gateway } from '../../catalog/gateways.ts';
import {
  CHOICES,
  capabilitiesAt,
  checkChoices,
  findModel,
  modelIdAt,
} from '../../catalog/modelLookup.ts';
import { CheckError } from '../../errors.ts';
import { inspectImage } from '../../image/formats/inspect.ts';
import type { Strokes } from '../../image/region/strokes.ts';
import { PLACEHOLDERS, resultStem, safeStem, unknownPlaceholder } from '../../disk/names.ts';
import type { BodyOptions } from '../../request/body.ts';
import { reference, type Reference } from '../../request/reference.ts';
import type { RunOptions } from './options.ts';
import type { Finish } from '../saveImages.ts';
import type { Settings } from './settings.ts';

/** Everything about a run that is decided before it starts. It stays as it is while the run goes on. */
export interface RunPlan {
  readonly operation: 'generate' | 'edit';
  readonly gateway: Gateway;
  /** As the user named it. */
  readonly model: string;
  /** As the gateway names it. */
  readonly modelId: string;
  /** As the user wrote it; the body's may say more. */
  readonly prompt: string;
  readonly body: BodyOptions;
  readonly images: readonly Reference[];
  readonly target: Target;
  readonly timeoutMs: number;
  /** What of the source may change; missing: all of it. */
  readonly region?: Strokes;
  /** What is made of an image before it is published; missing: it is published as it came. */
  readonly finish?: Finish;
}

/** The user's files, by URI, whatever file system they are on. */
export interface Files {
  /** The last part of the path, decoded. */
  readonly name: (uri: string) => string;
  readonly parent: (uri: string) => string;
  readonly kind: (uri: string) => Promise<'file' | 'folder' | 'missing'>;
  /** @throws CheckError `unreadable` */
  readonly read: (uri: string) => Promise<Uint8Array>;
  /** Where new images go when nobody says: the workspace's folder, if there is one. */
  readonly home: () => string | undefined;
}

/**
 * Turns what was asked into what will be sent, and refuses here, before money, whatever cannot work.
 *
 * @throws CheckError
 */
export async function planRun(
  options: RunOptions,
  settings: Settings,
  files: Files,
  now: number,
): Promise<RunPlan> {
  const gateway = findGateway(options.gateway ?? settings.gateway, listGateways(settings.gateways));
  const model = options.model ?? settings.model;
  const aspectRatio = unlessAuto(options.aspectRatio ?? settings.aspectRatio);
  const imageSize = unlessAuto(options.imageSize ?? settings.imageSize);
  const uris = options.images ?? [];
  const bySetting = CHOICES.filter((what) => options[what] === undefined);
  checkChoices(gateway, model, { aspectRatio, imageSize, images: uris.length, bySetting });

  const target = await findTarget(options, settings, files);
  const known = findModel(model);
  const taken = known && capabilitiesAt(gateway, known)?.inputTypes;
  const images: Reference[] = [];
  for (const uri of uris) {
    const bytes = await files.read(uri);
    images.push(reference({ name: files.name(uri), bytes }, inspectImage(bytes), model, taken));
  }
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
      aspectRatio,
      imageSize,
      includeText: settings.includeText,
      systemInstruction: settings.systemInstruction,
      safetySettings: settings.safetySettings,
    },
    images,
    target,
    timeoutMs: settings.requestTimeoutMs,
  };
}

async function findTarget(
  { target, images, prompt }: RunOptions,
  { fileName }: Settings,
  files: Files,
): Promise<Target> {
  const source = images?.[0];
  const stem = () => {
    checkTemplate(fileName);
    const named = source === undefined ? {} : { source: withoutExtension(files.name(source)) };
    return resultStem(fileName, { prompt, ...named });
  };
  if (target === undefined) {
    const folder = source === undefined ? files.home() : files.parent(source);
    if (folder === undefined) throw new CheckError({ kind: 'no-target' });
    return { folder, stem: stem() };
  }
  const kind = await files.kind(target);
  if (kind === 'folder') return { folder: target, stem: stem() };
  const name = files.name(target);
  // A name that does not exist yet is a file's if it looks like one; else it is a folder to come.
  const isFile = kind === 'file' || /\.[a-z0-9]{2,5}$/i.test(name);
  if (isFile) return { folder: files.parent(target), stem: safeStem(withoutExtension(name)) };
  return { folder: target, stem: stem() };
}

/** A name that is misspelt would else stand in the file's name, and be found when the image is paid for. */
function checkTemplate(fileName: string): void {
  const placeholder = unknownPlaceholder(fileName);
  if (placeholder === undefined) return;
  throw new CheckError({ kind: 'unknown-placeholder', placeholder, known: PLACEHOLDERS });
}

function withoutExtension(name: string): string {
  return name.replace(/(?<=.)\.[^.]*$/, '');
}

function unlessAuto(value: string): string | undefined {
  return value === 'auto' || value === '' ? undefined : value;
}
