import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { FromSetPage, PictureView, SetView } from '../../src/setPage/protocol.ts';

type Send = (type: FromSetPage['type']) => void;

/** Renders the preview of a set. Names of files go only through Lit's text bindings, so they stay text. */
export function setPage(
  view: SetView,
  addresses: ReadonlyMap<string, string>,
  send: Send,
): TemplateResult {
  const { title, place, notes, pictures, texts, labels } = view;
  return html`
    <main>
      <h1>${title}</h1>
      <div class="bar">
        <vscode-button
          id="write"
          @click=${() => {
            send('write');
          }}
        >
          ${labels.write}
        </vscode-button>
        <vscode-button
          secondary
          @click=${() => {
            send('choose-folder');
          }}
        >
          ${labels.chooseFolder}
        </vscode-button>
        <span class="hint" role="status">${place}</span>
      </div>
      ${notes.map((note) => html`<p class="note">${note}</p>`)}
      <h2>${labels.pictures}</h2>
      <ul class="pictures">
        ${repeat(
          pictures,
          ({ path }) => path,
          (picture) => viewPicture(picture, addresses.get(picture.path)),
        )}
      </ul>
      ${viewSnippet(view, send)}
      ${
        texts.length === 0
          ? nothing
          : html`
              <h2>${labels.texts}</h2>
              ${texts.map(({ path, text }) => viewText(path, text))}
            `
      }
    </main>
  `;
}

/** The place of a picture has its size before the picture arrives, so that nothing moves. */
function viewPicture(picture: PictureView, address: string | undefined): TemplateResult {
  const { path, width, height, facts } = picture;
  return html`
    <li>
      <div class="frame" role="group" tabindex="0" aria-label=${path}>
        <img alt=${path} width=${width} height=${height} src=${address ?? nothing} />
      </div>
      <span class="name">${path}</span>
      <span class="hint">${facts}</span>
    </li>
  `;
}

function viewSnippet({ snippet, labels }: SetView, send: Send): TemplateResult | typeof nothing {
  if (snippet === undefined) return nothing;
  return html`
    <h2>${labels.snippet}</h2>
    <pre tabindex="0" aria-label=${labels.snippet}>${snippet}</pre>
    <div class="buttons">
      <vscode-button
        secondary
        @click=${() => {
          send('copy-snippet');
        }}
      >
        ${labels.copy}
      </vscode-button>
      <vscode-button
        secondary
        @click=${() => {
          send('show-snippet');
        }}
      >
        ${labels.show}
      </vscode-button>
    </div>
  `;
}

function viewText(path: string, text: string): TemplateResult {
  return html`
    <details>
      <summary>${path}</summary>
      <pre tabindex="0" aria-label=${path}>${text}</pre>
    </details>
  `;
}
