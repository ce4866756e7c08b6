import { sanitize } from '../../text/sanitize.ts';
import { imageView, shownUri } from '../sources/view.ts';
import { imageActions } from './actions.ts';
import type { ResultsView, ResultView } from './protocol.ts';
import type { PanelResult, Preview, ResultsState, RunInputs } from './state.ts';

/** Characters of a prompt or remark. */
const MAX_SHOWN_LENGTH = 400;

/** @param address where the webview loads an image from, by its URI */
export function resultsView(
  { results }: ResultsState,
  address: (uri: string) => string,
): ResultsView {
  const ids = new Map(results.map(({ uri, id }) => [uri, id]));
  return {
    results: results.map((result) => ({
      ...resultView(result, address),
      ...lineage(result, ids),
    })),
  };
}

function resultView(result: PanelResult, address: (uri: string) => string): ResultView {
  const { source, inputs, preview } = result;
  const shownSource = source && shownUri(source);
  return {
    ...imageView(result, address),
    // A missing file would be drawn as a broken image.
    ...(result.isMissing && { src: undefined }),
    ...(preview && !result.isMissing && { preview: previewView(preview, address) }),
    warnings: [...(inputs?.warnings ?? [])],
    ...(source && shownSource
      ? { source: { name: sanitize(source.name), src: address(shownSource) } }
      : {}),
    ...(inputs ? { inputs: inputsView(inputs) } : {}),
    ...(result.isMissing && { isMissing: true }),
    actions: imageActions({
      hasFile: !result.isMissing,
      hasInputs: inputs !== undefined,
      hasSource: source !== undefined,
    }),
  };
}

/** @param ids of the results, by the URIs of their files */
function lineage(
  { source, run, mark }: PanelResult,
  ids: ReadonlyMap<string, string>,
): Pick<ResultView, 'run' | 'mark' | 'parent'> {
  const parent = source && ids.get(source.uri);
  return {
    ...(run !== undefined && { run }),
    ...(mark && { mark }),
    ...(parent !== undefined && { parent }),
  };
}

function previewView({ uri, width, height }: Preview, address: (uri: string) => string) {
  return { src: address(uri), width, height };
}

function inputsView({ prompt, facts, remark }: RunInputs): NonNullable<ResultView['inputs']> {
  return {
    prompt: sanitize(prompt, MAX_SHOWN_LENGTH),
    facts,
    ...(remark && { remark: sanitize(remark, MAX_SHOWN_LENGTH) }),
  };
}
