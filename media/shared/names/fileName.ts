import { css, html, type TemplateResult } from 'lit';
import { splitName } from './splitName.ts';

/** A file name that is shortened in its middle where it doesn't fit. Its text is the whole name, and the parts are only drawn. */
export function viewFileName(name: string): TemplateResult {
  const [start, end] = splitName(name);
  if (end === '') return html`<span class="file-name" dir="auto">${name}</span>`;
  return html`<span class="file-name" dir="auto"
    ><span class="visually-hidden">${name}</span
    ><span class="start" aria-hidden="true" data-text=${start}></span
    ><span class="end" aria-hidden="true" data-text=${end}></span
  ></span>`;
}

export const fileNameStyles = css`
  .file-name {
    display: flex;
    min-width: 0;
    position: relative;
    white-space: pre;
  }
  .file-name > [data-text]::before {
    content: attr(data-text);
  }
  .file-name > .start {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .file-name > .end {
    flex: none;
  }
`;
