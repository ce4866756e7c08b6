import { numberedName } from '../../disk/names.ts';
import { CheckError } from '../../errors.ts';
import { describeLocalError } from '../../messages/messages.ts';
import { resultTarget, type Files } from '../../run/plan/plan.ts';
import type { Settings } from '../../run/plan/settings.ts';
import { sanitize } from '../../text/sanitize.ts';
import type { Translate } from '../../text/translate.ts';
import type { ResultsState } from '../results/state.ts';
import type { SourcesState } from '../sources/state.ts';
import type { Destination } from './protocol.ts';

export interface DestinationParts {
  readonly settings: Pick<Settings, 'fileName' | 'outputFolder'>;
  readonly files: Pick<Files, 'name' | 'parent' | 'kind' | 'home' | 'places'>;
  /** Returns the names in a folder; none if there is no such folder. */
  readonly list: (folder: string) => Promise<ReadonlySet<string>>;
  /** Returns the path of a folder as VS Code shows it. */
  readonly label: (folder: string) => string;
  /** The URI of the first workspace folder, where results of a pasted image are saved. */
  readonly home: string | undefined;
  readonly t: Translate;
}

/** Returns where the next run with a prompt saves its result, by the rules and the settings that the run uses. */
export async function destinationOf(
  prompt: string,
  { images, results }: Pick<SourcesState, 'images'> & Pick<ResultsState, 'results'>,
  { settings, files, list, label, home, t }: DestinationParts,
): Promise<Destination> {
  const [source] = images;
  const target = source?.pasted ? home : undefined;
  try {
    const options = { prompt, ...(source && { images: [source.uri] }), ...(target && { target }) };
    const found = await resultTarget(options, settings, files);
    const folder = sanitize(label(found.folder));
    const isOpen = source === undefined || settings.fileName.includes('${prompt}');
    if (isOpen && prompt.trim() === '') return { folder };
    const name = freeName(found, likelyExtension(results), await list(found.folder));
    return { folder, name: sanitize(name) };
  } catch (error) {
    if (!(error instanceof CheckError)) throw error;
    if (error.problem.kind === 'no-target') return { isMissing: true };
    return { problem: describeLocalError(error, t) };
  }
}

/** Returns a name without its extension. Another program can take the name before the image arrives. Then the run takes the next one. */
function freeName(
  { stem, number = 1 }: { readonly stem: string; readonly number?: number | undefined },
  extension: string,
  taken: ReadonlySet<string>,
): string {
  let free = number;
  while (taken.has(numberedName(stem, free, extension))) free += 1;
  return numberedName(stem, free, extension).slice(0, -extension.length - 1);
}

/** The gateway chooses the type, and most often it is the type of the result before. It decides which numbers are taken. */
function likelyExtension([newest]: ResultsState['results']): string {
  return /\.([a-z]{3,4})$/.exec(newest?.name ?? '')?.[1] ?? 'png';
}
