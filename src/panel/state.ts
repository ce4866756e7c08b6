import { sanitize } from '../text/sanitize.ts';
import type { Strokes } from '../image/region/strokes.ts';
import type { RunInputs } from './memory/memory.ts';
import type { FailureView, HostView, RunView } from './viewProtocol.ts';

/** An image the host knows: the user picked it, or it is a result. */
export interface PanelImage {
  readonly id: string;
  /** Stays on this side: the panel knows the id alone. */
  readonly uri: string;
  readonly name: string;
  /** Of the file. */
  readonly bytes: number;
  readonly details: string;
  readonly canPreview: boolean;
  /** By the bytes. */
  readonly mimeType: string;
  /** The size in px of one that a region can be marked on. */
  readonly markable?: { readonly width: number; readonly height: number };
  /** What is marked on it; used while it is the source. */
  readonly region?: Strokes | undefined;
  /** In Easel's own storage, so results do not go beside it. */
  readonly pasted?: true;
}

export interface Preview {
  readonly uri: string;
  /** Of the picture that it is a preview of, in px. */
  readonly width: number;
  readonly height: number;
}

export interface PanelResult extends PanelImage {
  /** A small picture of it, in Easel's own storage; not remembered, since a file can change. */
  readonly preview?: Preview;
  /** What it was made from; absent for a new image. */
  readonly source?: PanelImage;
  /** What was asked; absent where nobody remembers. */
  readonly made?: RunInputs;
}

/** What settings, trust and the open folders say. */
export interface PanelEnvironment extends Pick<
  HostView,
  'gateway' | 'free' | 'models' | 'anyModel' | 'defaults'
> {
  readonly trusted: boolean;
  readonly hasFolder: boolean;
  /** Why the gateway that is chosen cannot be used. */
  readonly unusable?: string;
  /** The gateway takes a key, and has none. */
  readonly needsKey?: boolean;
}

export interface PanelState {
  readonly environment: PanelEnvironment;
  /** The first is the source, the others are references. */
  readonly images: readonly PanelImage[];
  readonly runs: readonly RunView[];
  /** The newest first; those of earlier windows too. */
  readonly results: readonly PanelResult[];
  readonly failures: readonly FailureView[];
  /** What was asked, the newest first, each once. */
  readonly prompts: readonly string[];
}

export type PanelEvent =
  | { readonly kind: 'environment'; readonly environment: PanelEnvironment }
  | {
      readonly kind: 'restored';
      readonly images: readonly PanelImage[];
      readonly results: readonly PanelResult[];
      readonly prompts: readonly string[];
      readonly failure?: FailureView;
    }
  | { readonly kind: 'images-replaced'; readonly images: readonly PanelImage[] }
  | {
      readonly kind: 'images-chosen';
      readonly role: 'source' | 'reference';
      readonly images: readonly PanelImage[];
    }
  | { readonly kind: 'image-removed'; readonly id: string }
  | { readonly kind: 'region-marked'; readonly id: string; readonly region: Strokes }
  | { readonly kind: 'image-moved'; readonly id: string; readonly to: number }
  /** The file is gone. */
  | { readonly kind: 'image-gone'; readonly id: string }
  | {
      readonly kind: 'run-began';
      readonly id: string;
      readonly prompt: string;
      readonly free?: true | undefined;
    }
  | { readonly kind: 'run-progressed'; readonly run: RunView }
  | { readonly kind: 'run-arrived'; readonly results: readonly PanelResult[] }
  | { readonly kind: 'run-ended'; readonly id: string; readonly failure?: FailureView }
  | { readonly kind: 'failure-dismissed'; readonly id: string };

/** Older results are in their folders, where they always were. */
const MOST_RESULTS = 30;
const MOST_PROMPTS = 50;
/** In UTF-16 units: what is remembered to be picked again stays small, a book is not. */
const LONGEST_REMEMBERED = 4000;

/** A panel that shows nothing yet. */
export function emptyState(environment: PanelEnvironment): PanelState {
  return {
    environment,
    images: [],
    runs: [],
    results: [],
    failures: [],
    prompts: [],
  };
}

export function reduce(state: PanelState, event: PanelEvent): PanelState {
  switch (event.kind) {
    case 'environment':
      return { ...state, environment: event.environment };
    case 'restored': {
      const { images, results, prompts, failure } = event;
      return { ...state, images, results, prompts, failures: failure ? [failure] : [] };
    }
    case 'images-replaced':
      return { ...state, images: event.images };
    case 'images-chosen':
      return { ...state, images: withChosen(state.images, event) };
    case 'image-removed':
      return { ...state, images: state.images.filter(({ id }) => id !== event.id) };
    case 'region-marked':
      return { ...state, images: state.images.map((image) => marked(image, event)) };
    case 'image-moved':
      return { ...state, images: moved(state.images, event) };
    case 'image-gone':
      return withoutFile(state, findImage(state, event.id)?.uri);
    case 'run-began':
      return began(state, event);
    case 'run-progressed':
      return {
        ...state,
        runs: state.runs.map((run) => (run.id === event.run.id ? { ...run, ...event.run } : run)),
      };
    case 'run-arrived':
      return { ...state, results: [...event.results, ...state.results].slice(0, MOST_RESULTS) };
    case 'run-ended':
      return {
        ...state,
        runs: state.runs.filter(({ id }) => id !== event.id),
        failures: event.failure ? [event.failure, ...state.failures] : state.failures,
      };
    case 'failure-dismissed':
      return { ...state, failures: state.failures.filter(({ id }) => id !== event.id) };
  }
}

/** Starting again answers the failures that are shown. */
function began(
  state: PanelState,
  { id, prompt, free }: Extract<PanelEvent, { kind: 'run-began' }>,
): PanelState {
  const title = sanitize(prompt.trim(), 80);
  const run: RunView = { id, phase: 'connecting', line: '', prompt: title, ...(free && { free }) };
  const others = state.prompts.filter((other) => other !== prompt);
  const isKept = prompt.length <= LONGEST_REMEMBERED;
  const prompts = isKept ? [prompt, ...others].slice(0, MOST_PROMPTS) : state.prompts;
  return { ...state, runs: [...state.runs, run], failures: [], prompts };
}

function withoutFile(state: PanelState, uri: string | undefined): PanelState {
  const others = <T extends PanelImage>(images: readonly T[]) =>
    images.filter((image) => image.uri !== uri);
  const results = others(state.results).map((result) => {
    // Without its source there is nothing to compare it with.
    const { source, ...rest } = result;
    return source?.uri === uri ? rest : result;
  });
  return { ...state, images: others(state.images), results };
}

/** A new source takes the old one's place, and brings references along; where there is no source, the first reference is it. */
function withChosen(
  current: readonly PanelImage[],
  { role, images }: Extract<PanelEvent, { kind: 'images-chosen' }>,
): readonly PanelImage[] {
  if (images.length === 0) return current;
  const all = role === 'source' ? [...images, ...current.slice(1)] : [...current, ...images];
  return all.filter(({ uri }, index) => all.findIndex((other) => other.uri === uri) === index);
}

/** No strokes: nothing is marked any longer. */
export function marked(
  image: PanelImage,
  { id, region }: { readonly id: string; readonly region: Strokes },
): PanelImage {
  if (image.id !== id || image.markable === undefined) return image;
  return { ...image, region: region.length === 0 ? undefined : region };
}

/** A place beyond the end is the end. */
function moved(
  images: readonly PanelImage[],
  { id, to }: Extract<PanelEvent, { kind: 'image-moved' }>,
): readonly PanelImage[] {
  const image = images.find((one) => one.id === id);
  if (image === undefined) return images;
  return images.filter((one) => one !== image).toSpliced(to, 0, image);
}

/** The image or result with that id; undefined for an id that was never handed out or is gone. */
export function findImage(state: PanelState, id: string): PanelImage | PanelResult | undefined {
  return [...state.results, ...state.images].find((image) => image.id === id);
}
