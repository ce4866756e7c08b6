import type { History } from '../../history/history.ts';
import { OWN_PROMPTS } from '../pairs/passes.ts';
import type { RunOptions } from '../plan/options.ts';

/** What a quick input holds. What the user leaves alone comes from the settings. */
export interface QuickDraft {
  readonly prompt: string;
  readonly aspectRatio?: string | undefined;
  readonly count?: number | undefined;
  /** The exact size of the files, such as `1200x630`. */
  readonly size?: string | undefined;
  readonly background?: 'transparent' | undefined;
  /** The route that the user picked after a failure. */
  readonly gateway?: string | undefined;
  readonly model?: string | undefined;
  /** The folder that the user picked after a failure. */
  readonly target?: string | undefined;
}

export const EMPTY_DRAFT: QuickDraft = { prompt: '' };

/** Returns the options of a run that a draft stands for. */
export function draftOptions({ prompt, count = 1, ...choices }: QuickDraft): RunOptions {
  const set = Object.entries(choices).filter(([, value]) => value !== undefined);
  return { prompt, ...Object.fromEntries(set), ...(count > 1 ? { count } : {}) };
}

const MAX_DRAFTS = 20;

/**
 * Keeps the drafts that led to no image, so that the input comes back filled in. In memory only: a sent prompt is in the history.
 */
export class Drafts {
  readonly #drafts = new Map<string, QuickDraft>();

  /** @param subject what the draft is for, such as the URIs of the sources */
  get(subject: string): QuickDraft {
    return this.#drafts.get(subject) ?? EMPTY_DRAFT;
  }

  keep(subject: string, draft: QuickDraft): void {
    this.#drafts.delete(subject);
    if (draft.prompt.trim() === '') return;
    this.#drafts.set(subject, draft);
    const [oldest] = this.#drafts.keys();
    if (this.#drafts.size > MAX_DRAFTS && oldest !== undefined) this.#drafts.delete(oldest);
  }

  forget(subject: string): void {
    this.#drafts.delete(subject);
  }
}

/** In prompts: more would hide the options below them. */
const MAX_RECENT = 8;

/** Returns the last different prompts of an operation, newest first, each as one line. @param newestFirst the history */
export function recentPrompts(
  newestFirst: History,
  operation: 'edit' | 'generate',
): readonly string[] {
  const prompts = newestFirst
    .filter((entry) => entry.operation === operation && !OWN_PROMPTS.includes(entry.prompt))
    .map(({ prompt }) => prompt.replace(/\s+/g, ' ').trim());
  return [...new Set(prompts)].slice(0, MAX_RECENT);
}
