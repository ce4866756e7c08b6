import { html, nothing, type TemplateResult } from 'lit';
import type { ItemView } from '../../../src/panel/history/protocol.ts';
import { viewFileName } from '../../shared/names/fileName.ts';
import { fill } from '../../shared/fill.ts';
import { viewThumbnail } from '../../shared/viewThumbnail.ts';
import type { Context } from '../context.ts';
import { menuItems } from '../results/actions.ts';
import { copyImage } from '../results/clipboard.ts';
import '../results/menu.ts';
import { viewBadge } from '../strip/badge.ts';

const END_ICONS = {
  saved: 'check',
  cancelled: 'circle-slash',
  failed: 'error',
  running: 'sync',
  open: 'question',
} as const;

/** Has the elements of a usual item, so that nothing is made when the item arrives. */
const BLANK: ItemView = {
  name: { entry: '-', index: -1 },
  when: '',
  prompt: '',
  from: '',
  outcome: '',
  end: 'saved',
  facts: '',
  notes: '',
  actions: [],
  image: { file: '', isMissing: false, details: '' },
};

/** What items need of the page. */
export type ItemContext = Pick<Context, 'strings' | 'ui'>;

/** An image of an earlier run, or a run without one. @param item undefined until it has arrived */
export function viewItem(item: ItemView | undefined, context: ItemContext): TemplateResult {
  return viewCard(item ?? BLANK, item === undefined, context);
}

function viewCard(item: ItemView, isBlank: boolean, context: ItemContext): TemplateResult {
  const { strings } = context;
  const { prompt, when, outcome, end, facts, notes, from } = item;
  const source = from === '' ? '' : fill(strings.historyFrom, from);
  const lines = [source, facts].filter((line) => line !== '');
  return html`
    <article
      class="item ${isBlank ? 'blank' : ''}"
      aria-label=${isBlank ? strings.historyLoading : prompt}
    >
      ${viewPicture(item, context)}
      <div class="about">
        <div class="prompt-text" title=${prompt}>${prompt}</div>
        <div class="outcome-line ${end}">
          <vscode-icon name=${END_ICONS[end]}></vscode-icon>
          <span>${outcome}</span> <span class="hint">${when}</span>
        </div>
        ${notes === '' ? nothing : html`<div class="hint one-line" title=${notes}>${notes}</div>`}
        ${viewFile(item, context)}
        ${lines.map((line) => html`<div class="hint one-line" title=${line}>${line}</div>`)}
      </div>
      ${viewMenu(item, context)}
    </article>
  `;
}

/** The picture opens the image on the stage. */
function viewPicture(item: ItemView, context: ItemContext): TemplateResult {
  const { name, image, prompt } = item;
  const { strings, ui } = context;
  const canShow = image !== undefined && !image.isMissing;
  const act = () => {
    const action = canShow ? 'show' : 'reuse';
    ui.send({ type: 'history-item', item: name, action });
  };
  const label = canShow ? fill(strings.historyShow, image.file) : `${strings.reuse}: ${prompt}`;
  return html`
    <button type="button" class="show" aria-label=${label} title=${label} @click=${act}>
      ${
        image === undefined || image.isMissing
          ? html`<span class="thumbnail">
              <vscode-icon name=${iconOf(item)}></vscode-icon>
            </span>`
          : viewThumbnail(image.src, ui.draw)
      }
      ${viewBadge({ mark: image?.mark })}
    </button>
  `;
}

function iconOf({ image, end }: ItemView): string {
  if (image === undefined) return END_ICONS[end];
  return image.isDeleted ? 'trash' : 'question';
}

/** The name of the file, and what is known about it. */
function viewFile({ image }: ItemView, { strings }: ItemContext): unknown {
  if (image === undefined) return nothing;
  const { file, isMissing, isDeleted, details } = image;
  // Around the name, in the display language.
  const [before = '', after = ''] = (
    isDeleted ? strings.historyDeleted : isMissing ? strings.historyMissing : '{0}'
  ).split('{0}');
  const facts = isMissing || details === '' ? after : ` · ${details}`;
  return html`<div class="hint one-line file-line" title=${`${before}${file}${facts}`}>
    ${before}${viewFileName(file)}<span class="facts">${facts}</span>
  </div>`;
}

/** Every action of a result. */
function viewMenu({ name, actions, image }: ItemView, { strings, ui }: ItemContext): unknown {
  const items = menuItems(actions, strings, (action) => {
    const ask = () => {
      ui.send({ type: 'history-item', item: name, action });
    };
    if (action === 'reuse') document.getElementById('prompt')?.focus();
    if (action !== 'copy-image') ask();
    // The page copies images, because the host's clipboard only takes text.
    else {
      void copyImage(image?.src).then((isCopied) => {
        if (!isCopied) ask();
      });
    }
  });
  const restore = {
    icon: 'discard',
    label: strings.historyRestore,
    group: 0,
    act: () => {
      ui.send({ type: 'history-item', item: name, action: 'restore' });
    },
  };
  return html`<easel-menu
    .label=${strings.moreActions}
    .items=${image?.isDeleted ? [restore, ...items] : items}
  ></easel-menu>`;
}
