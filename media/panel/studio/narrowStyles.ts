import { css } from 'lit';

/**
 * One column: prompt and Run above, and below them either the form with the source and the options, or the results, of which the picture
 * gets half of the height. Both have the same place, so that nothing moves when one follows the other.
 */
export const narrowStyles = css`
  .form-toggle {
    display: none;
  }
  @media (max-width: 700px) {
    .easel {
      gap: 6px;
      padding: 6px 0;
    }
    .zones {
      gap: 6px;
      grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
    }
    .ask-zone {
      display: contents;
    }
    .run-zone {
      grid-area: 1 / 1;
    }
    .ask-scroll,
    .ask-zone > .events,
    .outcome {
      grid-area: 2 / 1;
    }
    .is-folded .ask-scroll,
    .zones:not(.is-folded) > .outcome {
      display: none;
    }
    /* Over the picture, so that a run or its end moves nothing. */
    .ask-zone > .events:has(> *) {
      align-self: start;
      background: var(--vscode-editor-background);
      border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, transparent));
      box-shadow: 0 2px 8px var(--vscode-widget-shadow, transparent);
      margin-top: 40px;
      max-height: 45vh;
      padding: 4px;
      z-index: 3;
    }
    /* Marking needs the room. */
    .is-marking > .ask-zone {
      display: none;
    }
    .zones.is-marking {
      grid-template-rows: minmax(0, 1fr);
    }
    .prompt-box {
      --least: 44px;
    }
    .run-zone {
      gap: 4px;
      padding: 4px 2px 2px;
    }
    .outcome {
      gap: 4px;
    }
    .results {
      gap: 4px;
    }
    .results > .result {
      gap: 2px;
    }

    /* It says what the form has while that is folded. */
    .form-toggle {
      align-items: center;
      background: none;
      border: 0;
      border-radius: 4px;
      color: inherit;
      cursor: pointer;
      display: flex;
      font: inherit;
      gap: 4px;
      min-width: 0;
      padding: 2px 0;
      text-align: start;
    }
    .form-toggle > .one-line {
      flex: 1;
      min-width: 0;
    }
    .form-toggle:hover {
      background: var(--vscode-toolbar-hoverBackground, transparent);
    }
    .form-toggle:focus-visible {
      outline: 1px solid var(--vscode-focusBorder);
    }
    vscode-label[for='prompt'] {
      display: none;
    }

    /* The same height beside the sheet and the stage, so that a result moves nothing when it arrives. */
    .results > .sheet + .result {
      flex-basis: 56px;
    }
    .info {
      box-sizing: border-box;
      height: 56px;
      max-height: none;
      padding: 0 2px;
    }
    /* The buttons are in sight, and the rest scrolls. What was just done comes before what is always there. */
    .info > .line {
      order: -4;
    }
    .info > .line > .about {
      flex-wrap: nowrap;
    }
    .info > .line > .about > .hint {
      flex: 0 1000 auto;
      min-width: 0;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .info > .line > .warned {
      color: var(--vscode-editorWarning-foreground);
      display: block;
    }
    .info > .news {
      order: -3;
    }
    .info > .buttons {
      flex-wrap: nowrap;
      gap: 2px;
      margin-top: 0;
      order: -2;
    }
    .info > .warning {
      order: -1;
    }
    /* Icons only: the names are in their tooltips. */
    .info > .buttons > vscode-button > span {
      display: none;
    }
    .info > .buttons > vscode-button::part(base) {
      padding: 1px 4px;
    }
  }
`;
