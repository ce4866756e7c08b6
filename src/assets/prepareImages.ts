import type { Target } from '../disk/target.ts';
import { CheckError, SaveError } from '../errors.ts';
import type { Labeling } from '../image/provenance/derived.ts';
import type { AssetClient } from './assetClient.ts';
import { assetStem } from './assetName.ts';
import { EXTENSIONS } from './formats.ts';
import type { AssetOutput } from './makeAsset.ts';
import type { Recipe } from './recipe.ts';

export interface PrepareFiles {
  /** Returns the last part of a URI's path, decoded. */
  readonly name: (uri: string) => string;
  /** Returns the URI of a file's folder. */
  readonly parent: (uri: string) => string;
  /** @throws CheckError `unreadable` */
  readonly read: (uri: string) => Promise<Uint8Array>;
  /** Writes a new file under a free name and returns its URI. Never replaces a file. @throws SaveError */
  readonly publish: (bytes: Uint8Array, target: Target, extension: string) => Promise<string>;
}

/** A file that was written. */
export interface PreparedImage extends Omit<AssetOutput, 'file'> {
  readonly uri: string;
  readonly name: string;
  /** The name of the image that it was made from. */
  readonly source: string;
  readonly bytes: number;
}

/** An image that no file was made of. */
export interface UnpreparedImage {
  readonly name: string;
  readonly error: CheckError | SaveError;
}

export interface Prepared {
  readonly made: readonly PreparedImage[];
  readonly failed: readonly UnpreparedImage[];
}

export interface PrepareJob {
  /** URIs. */
  readonly images: readonly string[];
  readonly recipe: Recipe;
  /** URI of the folder for all files; by default each is written beside its image. */
  readonly folder?: string | undefined;
}

export interface PrepareParts {
  readonly files: PrepareFiles;
  readonly assets: Pick<AssetClient, 'run'>;
  /** Returns what is known about how an image was made; undefined if files aren't labeled. Missing: they aren't. */
  readonly labelingOf?: (uri: string, file: Uint8Array) => Promise<Labeling | undefined>;
  /** Ends the work. What is written stays. */
  readonly signal?: AbortSignal | undefined;
  /** Called before each image. @param index from 0 */
  readonly onStart?: (index: number, name: string) => void;
}

/** Prepares one image after the other. An image that can't be prepared doesn't stop the others. Sends nothing. */
export async function prepareImages(job: PrepareJob, parts: PrepareParts): Promise<Prepared> {
  const made: PreparedImage[] = [];
  const failed: UnpreparedImage[] = [];
  for (const [index, image] of job.images.entries()) {
    if (parts.signal?.aborted) break;
    const name = parts.files.name(image);
    parts.onStart?.(index, name);
    try {
      made.push(await prepareOne(image, job, parts));
    } catch (error) {
      if (parts.signal?.aborted) break;
      if (!(error instanceof CheckError || error instanceof SaveError)) throw error;
      failed.push({ name, error });
    }
  }
  return { made, failed };
}

async function prepareOne(
  image: string,
  { recipe, folder }: PrepareJob,
  { files, assets, labelingOf, signal }: PrepareParts,
): Promise<PreparedImage> {
  const source = await files.read(image);
  const labeling = await labelingOf?.(image, source);
  const input = { file: source, recipe, labeling };
  const { file, ...made } = await assets.run('asset', input, signal);
  const target = {
    folder: folder ?? files.parent(image),
    stem: assetStem(files.name(image), recipe, made),
  };
  const [extension] = EXTENSIONS[made.format];
  const uri = await files.publish(file, target, extension);
  const names = { name: files.name(uri), source: files.name(image) };
  return { ...made, uri, ...names, bytes: file.length };
}
