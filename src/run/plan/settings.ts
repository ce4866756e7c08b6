import * as z from 'zod/mini';
import { USUAL_QUALITY, WRITTEN_TYPES } from '../../assets/formats.ts';
import type { SafetySetting } from '../../request/body.ts';

export const OUTPUT_FORMATS = ['as-is', ...WRITTEN_TYPES] as const;

/** The user's settings, read once per action: a change counts for the next one. */
export interface Settings {
  readonly gateway: string;
  /** Not yet parsed: `listGateways` parses each entry. */
  readonly gateways: unknown;
  /** Undefined: the user chose none, so each gateway's default counts. */
  readonly model: string | undefined;
  readonly fallbackModels: readonly string[];
  /** `auto` or a ratio. */
  readonly aspectRatio: string;
  /** `auto` or a size. */
  readonly imageSize: string;
  /** Template of a result's name, without extension. */
  readonly fileName: string;
  /** Where results go: a path with placeholders. */
  readonly outputFolder: string;
  /** The type of results. `as-is`: as they were received. */
  readonly format: (typeof OUTPUT_FORMATS)[number];
  /** Of files that Easel encodes: 1 to 100. */
  readonly quality: number;
  readonly requestTimeoutMs: number;
  readonly safetySettings: readonly SafetySetting[];
  readonly systemInstruction: string;
  readonly includeText: boolean;
  /** Where, when, and with what a photo was taken isn't sent. */
  readonly stripLocation: boolean;
  /** Files that Easel derives say how they were made. */
  readonly provenance: boolean;
}

const MIN_TIMEOUT_S = 1;
const MAX_TIMEOUT_S = 3600;

/** `512` is a size too, and the settings editor doesn't complain about missing quotes. */
const ImageSize = z.pipe(z.union([z.string(), z.number()]), z.transform(String));

/** Treats values of the wrong type as unset: settings files are written by hand. */
const Raw = z.object({
  gateway: z.catch(z.string(), ''),
  gateways: z.catch(z.unknown(), undefined),
  model: z.catch(z.optional(z.string().check(z.minLength(1))), undefined),
  fallbackModels: z.catch(z.array(z.string()), []),
  aspectRatio: z.catch(z.string(), 'auto'),
  imageSize: z.catch(ImageSize, 'auto'),
  'output.fileName': z.catch(z.string(), ''),
  'output.folder': z.catch(z.string(), ''),
  'output.format': z.catch(z.enum(OUTPUT_FORMATS), 'as-is'),
  'output.quality': z.catch(z.int().check(z.gte(1), z.lte(100)), USUAL_QUALITY),
  // A deadline of 0 would cut off every run, paid or not.
  requestTimeout: z.catch(z.number().check(z.positive()), 600),
  safetySettings: z.catch(z.array(z.object({ category: z.string(), threshold: z.string() })), []),
  systemInstruction: z.catch(z.string(), ''),
  includeText: z.catch(z.boolean(), false),
  'photos.stripLocation': z.catch(z.boolean(), true),
  provenance: z.catch(z.boolean(), true),
});

export const SETTING_NAMES = Object.keys(Raw.shape) as readonly (keyof z.infer<typeof Raw>)[];

/**
 * Parses the settings. Never throws.
 *
 * @param values by name, without the `easel.` prefix
 */
export function parseSettings(values: Readonly<Record<string, unknown>>): Settings {
  const {
    requestTimeout,
    'output.fileName': fileName,
    'output.folder': folder,
    'output.format': format,
    'output.quality': quality,
    model,
    'photos.stripLocation': stripLocation,
    ...rest
  } = Raw.parse(values);
  const seconds = Math.min(MAX_TIMEOUT_S, Math.max(MIN_TIMEOUT_S, requestTimeout));
  return {
    ...rest,
    model,
    format,
    quality,
    stripLocation,
    fileName: fileName.trim() === '' ? '${source}-edited' : fileName,
    outputFolder: folder.trim() === '' ? '${sourceDir}' : folder,
    requestTimeoutMs: seconds * 1000,
  };
}
