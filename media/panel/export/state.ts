import type { ExportMade, ExportRecipe } from '../../../src/panel/export/protocol.ts';
import type { FromPanel, HostView, ToPanel } from '../../../src/panel/protocol.ts';
import type { ResultView } from '../../../src/panel/results/protocol.ts';
import type { StageMode } from '../stage/modes.ts';
import type { Updates } from '../updates.ts';
import { freshForm, recipeOf, type ExportForm } from './form.ts';

/** A file that has arrived, in parts. Without any, it is too large to show. */
export type Made = ExportMade & { readonly parts: readonly Uint8Array[] };

/** The form while it is open. */
export interface Exporting {
  /** The id of the result. */
  readonly image: string;
  readonly form: ExportForm;
  /** The number of the newest request, and what it asked for; undefined while the form has a problem. */
  readonly request: number;
  readonly recipe: ExportRecipe | undefined;
  /** The newest file that has arrived. */
  readonly made: Made | undefined;
  /** What has arrived of the file of the newest request. */
  readonly parts: readonly Uint8Array[];
  /** Why there is no file, or why it wasn't written. */
  readonly problem: { readonly request: number; readonly text: string } | undefined;
  /** Whether Easel can tell the background from the subject; undefined until the host has looked. */
  readonly isPlain: boolean | undefined;
  /** The user wants to write the file of the newest request, which may not have arrived yet. */
  readonly isWanted: boolean;
  /** How the picture is compared with the one before. */
  readonly mode: StageMode;
}

export interface ExportState {
  readonly exporting: Exporting | undefined;
  /** What the user asked for last. Another picture has another size and transparency, so it gets a new form. */
  readonly lastExport: { readonly image: string; readonly form: ExportForm } | undefined;
  /** The number of the last request. */
  readonly exportRequests: number;
}

export const NO_EXPORT: ExportState = {
  exporting: undefined,
  lastExport: undefined,
  exportRequests: 0,
};

type FromHost = Extract<
  ToPanel,
  {
    readonly type:
      | 'export-part'
      | 'export-made'
      | 'export-refused'
      | 'export-written'
      | 'export-unwritten'
      | 'export-background';
  }
>;

/** The actions of the user. */
export type ExportAction =
  | { readonly type: 'export-opened'; readonly image: string }
  | { readonly type: 'export-edited'; readonly change: Partial<ExportForm> }
  | { readonly type: 'export-wanted' }
  | { readonly type: 'export-compared'; readonly mode: StageMode }
  | { readonly type: 'export-closed' };

export type ExportMessage = FromHost | ExportAction;

/** The result on the stage stays there. */
type Slice = ExportState & { readonly selected: string | undefined };

export const exportUpdates: Updates<
  Slice & { readonly view: HostView | undefined },
  ExportMessage
> = {
  'export-opened': (state, { image }) => {
    const result = state.view?.results.find(({ id }) => id === image);
    if (result === undefined || state.exporting?.image === image) return {};
    const exporting = {
      ...{ image, request: 0, recipe: undefined, made: undefined, parts: [] },
      ...{ problem: undefined, isPlain: undefined, isWanted: false, mode: 'single' as const },
      form:
        state.lastExport?.image === result.id ? state.lastExport.form : freshForm(result.mimeType),
    };
    // A run that ends meanwhile doesn't take its place.
    return { ...asking(state, exporting), selected: image };
  },
  'export-edited': (state, { change }) => {
    const { exporting } = state;
    if (exporting === undefined) return {};
    const form = { ...exporting.form, ...change };
    return {
      ...asking(state, { ...exporting, form, isWanted: false }),
      lastExport: { image: exporting.image, form },
    };
  },
  'export-wanted': ({ exporting }) =>
    exporting && (isPending(exporting) || currentFile(exporting))
      ? { exporting: { ...exporting, isWanted: true } }
      : {},
  'export-compared': ({ exporting }, { mode }) =>
    exporting === undefined ? {} : { exporting: { ...exporting, mode } },
  'export-closed': () => ({ exporting: undefined }),
  'export-part': ({ exporting }, part) =>
    isAwaited(exporting, part)
      ? { exporting: { ...exporting, parts: [...exporting.parts, part.bytes] } }
      : {},
  'export-made': ({ exporting }, message) => {
    if (!isAwaited(exporting, message)) return {};
    const made = { ...message, parts: exporting.parts };
    return { exporting: { ...exporting, made, parts: [], problem: undefined } };
  },
  'export-refused': ({ exporting }, problem) =>
    isAwaited(exporting, problem) ? { exporting: { ...exporting, problem, isWanted: false } } : {},
  'export-unwritten': ({ exporting }, problem) =>
    isAwaited(exporting, problem) ? { exporting: { ...exporting, problem, isWanted: false } } : {},
  // The user may have changed the form since.
  'export-written': ({ exporting }, written) =>
    isAwaited(exporting, written) ? { exporting: undefined } : {},
  'export-background': (state, { image, isPlain }) => {
    const { exporting } = state;
    return exporting?.image === image ? asking(state, { ...exporting, isPlain }) : {};
  },
};

/** Numbers a request if the form asks for something else than before. */
function asking({ exportRequests }: ExportState, exporting: Exporting): Partial<ExportState> {
  const recipe = recipeOf(exporting.form, exporting.isPlain);
  if (JSON.stringify(recipe) === JSON.stringify(exporting.recipe)) return { exporting };
  const request = exportRequests + 1;
  return { exporting: { ...exporting, recipe, request, parts: [] }, exportRequests: request };
}

function isAwaited(
  exporting: Exporting | undefined,
  { request }: { readonly request: number },
): exporting is Exporting {
  return exporting?.recipe !== undefined && exporting.request === request;
}

/** Returns the file that would be written: undefined while a newer one is awaited, or can't be made. */
export function currentFile({ made, recipe, request }: Exporting): Made | undefined {
  return recipe !== undefined && made?.request === request ? made : undefined;
}

/** Returns whether the file of the newest request is still being made. */
export function isPending(exporting: Exporting): boolean {
  const { recipe, problem, request } = exporting;
  const isRefused = problem?.request === request;
  return recipe !== undefined && !isRefused && currentFile(exporting) === undefined;
}

/** Returns the result whose form is open. */
export function resultBeingExported(
  { exporting }: Pick<ExportState, 'exporting'>,
  results: readonly ResultView[],
): ResultView | undefined {
  return results.find(({ id }) => id === exporting?.image);
}

/** Returns what a new list of the host changes: the form of a result that is gone closes. */
export function exportAfterList(
  state: ExportState,
  results: readonly ResultView[],
): Partial<ExportState> {
  return resultBeingExported(state, results) === undefined ? { exporting: undefined } : {};
}

/** Returns what the page tells the host after a change of the form. */
export function exportRequests(
  { exporting: before }: Pick<ExportState, 'exporting'>,
  { exporting: after }: Pick<ExportState, 'exporting'>,
): readonly FromPanel[] {
  if (after === undefined) return before === undefined ? [] : [{ type: 'close-export' }];
  const { image, request, recipe } = after;
  if (recipe !== undefined && request !== before?.request) {
    return [{ type: 'preview-export', image, request, recipe }];
  }
  const isReady = (one: Exporting | undefined) => one?.isWanted && currentFile(one) !== undefined;
  return isReady(after) && !isReady(before) ? [{ type: 'write-export', request }] : [];
}
