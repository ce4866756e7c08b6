import { html, nothing, type TemplateResult } from 'lit';
import type { ImageAction, ResultView } from '../../../src/panel/results/protocol.ts';
import './menu.ts';
import type { MenuItem } from './menu.ts';
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
  export: 'export',
  trash: 'trash',
  forget: 'close',
};

/** The most frequent actions have buttons with text. */
const TEXT_BUTTONS: ReadonlySet<ImageAction> = new Set(['use-as-source', 'open']);
/** These have buttons with icons. All others are in the menu, so that the row fits into a narrow panel. */
const TOOLS: ReadonlySet<ImageAction> = new Set(['try-again', 'copy-image', 'save-as', 'export']);

/** The last group of a menu: what takes images away. */
export const LAST_GROUP = 9;

/** The groups of menus: what to do with an image next, where it is, how to take a copy, and what takes it away. */
const GROUPS: Readonly<Record<ImageAction, number>> = {
  'use-as-source': 1,
  reference: 1,
  reuse: 1,
  'try-again': 1,
  'try-model': 1,
  open: 2,
  compare: 2,
  reveal: 2,
  'copy-image': 3,
  'copy-path': 3,
  'save-as': 3,
  export: 3,
  trash: LAST_GROUP,
  forget: LAST_GROUP,
};

/** Returns a menu's items for actions, group by group. */
export function menuItems(
  actions: readonly ImageAction[],
  strings: Context['strings'],
  act: (action: ImageAction) => void,
): readonly MenuItem[] {
  return actions
    .map((action) => ({
      icon: RESULT_ICONS[action],
      label: strings[action],
      group: GROUPS[action],
      act: () => {
        act(action);
      },
    }))
    .toSorted((a, b) => a.group - b.group);
}

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
      aria-label=${context.strings[action]}
      title=${context.strings[action]}
      @click=${() => {
        act(result, action, context);
      }}
    >
      <span>${context.strings[action]}</span>
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

/** @param more items at the end, which take images away */
export function resultMenu(
  result: ResultView,
  more: readonly MenuItem[],
  context: Context,
): TemplateResult {
  const { strings } = context;
  const actions = result.actions.filter(
    (action) => !TEXT_BUTTONS.has(action) && !TOOLS.has(action),
  );
  const own = menuItems(actions, strings, (action) => {
    act(result, action, context);
  });
  const items = [...own, ...more];
  return html`<easel-menu .label=${strings.moreActions} .items=${items}></easel-menu>`;
}

/** The page copies images, because the host's clipboard only takes text. */
function act(result: ResultView, action: ImageAction, { ui }: Context): void {
  if (action === 'copy-image') ui.copyImage(result);
  else ui.send({ type: 'image-action', image: result.id, action });
}
