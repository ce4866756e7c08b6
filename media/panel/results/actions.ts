import { html, nothing, type TemplateResult } from 'lit';
import type { ImageAction, ResultView } from '../../../src/panel/results/protocol.ts';
import './menu.ts';
import type { Context } from '../context.ts';
import { toolButton } from '../../shared/toolButton.ts';

export const RESULT_ICONS: Readonly<Record<ImageAction, string>> = {
  'use-as-source': 'arrow-left',
  reference: 'add',
  'try-again': 'refresh',
  'try-model': 'wand',
  reuse: 'edit',
  open: 'go-to-file',
  reveal: 'folder-opened',
  compare: 'diff',
  'copy-image': 'copy',
  'copy-path': 'clippy',
  'save-as': 'save-as',
  trash: 'trash',
  forget: 'close',
};

/** The most frequent actions have buttons with text. */
const TEXT_BUTTONS: ReadonlySet<ImageAction> = new Set(['use-as-source', 'open']);
/** These have buttons with icons. All others are in the menu, so that the row fits into a narrow panel. */
const TOOLS: ReadonlySet<ImageAction> = new Set(['try-again', 'copy-image', 'save-as']);

/** A button with text. */
export function resultButton(
  result: ResultView,
  action: 'use-as-source' | 'open',
  context: Context,
): TemplateResult | typeof nothing {
  if (!result.actions.includes(action)) return nothing;
  return html`
    <vscode-button
      secondary
      icon=${RESULT_ICONS[action]}
      @click=${() => {
        act(result, action, context);
      }}
    >
      ${context.strings[action]}
    </vscode-button>
  `;
}

export function resultTools(result: ResultView, context: Context): readonly TemplateResult[] {
  return result.actions
    .filter((action) => TOOLS.has(action))
    .map((action) => {
      const label = context.strings[action];
      return toolButton(RESULT_ICONS[action], label, () => {
        act(result, action, context);
      });
    });
}

export function resultMenu(result: ResultView, context: Context): TemplateResult {
  const { strings } = context;
  const items = result.actions
    .filter((action) => !TEXT_BUTTONS.has(action) && !TOOLS.has(action))
    .map((action) => ({
      icon: RESULT_ICONS[action],
      label: strings[action],
      act: () => {
        act(result, action, context);
      },
    }));
  return html`<easel-menu .label=${strings.moreActions} .items=${items}></easel-menu>`;
}

/** The page copies images, because the host's clipboard only takes text. */
function act(result: ResultView, action: ImageAction, { ui }: Context): void {
  if (action === 'copy-image') ui.copyImage(result);
  else ui.send({ type: 'image-action', image: result.id, action });
}
