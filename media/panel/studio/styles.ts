import { css } from 'lit';

/** Three zones that scroll by themselves: what to ask for, the stage, and the strip. They fill the page and rearrange with its width. */
export const studioStyles = css`
  html,
  body {
    height: 100%;
  }
  .easel {
    box-sizing: border-box;
    display: flex;
    flex-direction: column;
    gap: 12px;
    height: 100vh;
    max-width: none;
    min-height: 360px;
    padding: 12px 0;
  }
  .easel > .notice {
    flex: none;
    margin: 0;
  }
  body.drop-target .easel {
    background: var(--vscode-editor-dropIntoPromptBackground, transparent);
    outline: 2px dashed var(--vscode-focusBorder);
    outline-offset: -6px;
  }
  .zones {
    display: grid;
    flex: 1;
    gap: 12px 24px;
    grid-template-columns: minmax(280px, 340px) minmax(0, 1fr);
    grid-template-rows: minmax(0, 1fr);
    min-height: 0;
  }
  .ask-zone,
  .marking,
  .outcome {
    display: flex;
    flex-direction: column;
    min-height: 0;
    min-width: 0;
  }
  .ask-scroll {
    display: flex;
    flex: 1;
    flex-direction: column;
    gap: 16px;
    min-height: 0;
    overflow-y: auto;
    /* Room for the focus outline. */
    padding: 2px;
    scrollbar-gutter: stable;
  }
  .run-zone {
    display: flex;
    flex: none;
    flex-direction: column;
    gap: 8px;
    padding: 8px 2px 2px;
  }
  .run-zone > * {
    flex: none;
  }
  /* Runs and failures never push the prompt or Run out of sight. */
  .ask-zone > .events {
    display: flex;
    flex: 0 100 auto;
    flex-direction: column;
    gap: 8px;
    min-height: 0;
    overflow-y: auto;
  }
  .ask-zone > .events:not(:has(> *)) {
    display: none;
  }
  .outcome > [role='tabpanel'] {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-height: 0;
  }
  .outcome > .history-tab {
    gap: 12px;
  }
  .results {
    display: flex;
    flex: 1;
    flex-direction: column;
    gap: 8px;
    min-height: 0;
  }
  .results > .result {
    align-items: stretch;
    flex: 1;
    gap: 8px;
    min-height: 0;
  }
  /* A fixed height, so that the sheet keeps its size when the first image arrives. */
  .results > .sheet + .result {
    flex: 0 0 116px;
    overflow-y: auto;
  }
  .results > .sheet + .result > .info {
    max-height: none;
    overflow: visible;
  }
  /* In sight however many lines come before it. */
  .results > .sheet + .result .buttons {
    background: var(--vscode-editor-background);
    bottom: 0;
    position: sticky;
  }
  .results > .placeholder {
    flex: none;
    padding: 8px 16px;
  }
  /* As high as its text, from a few lines to a third of the page. The text of the sizer is the prompt's. */
  .prompt-box {
    --least: clamp(96px, 20vh, 260px);
    display: grid;
    max-height: max(33vh, var(--least));
    min-height: var(--least);
    overflow: hidden;
  }
  .prompt-box::after {
    border: 1px solid transparent;
    box-sizing: border-box;
    content: attr(data-text) ' ';
    font-family: var(--vscode-font-family);
    font-size: var(--vscode-font-size);
    grid-area: 1 / 1;
    line-height: normal;
    min-width: 0;
    overflow-wrap: break-word;
    padding: 2px;
    visibility: hidden;
    white-space: pre-wrap;
  }
  #prompt {
    grid-area: 1 / 1;
    height: 100%;
    min-height: 0;
  }
  .info {
    display: flex;
    flex: none;
    flex-direction: column;
    gap: 2px;
    max-height: 40%;
    overflow-y: auto;
    padding: 2px;
  }
  .info .name[draggable='true'] {
    cursor: grab;
  }
  .info > .line > .about {
    display: flex;
    flex-wrap: wrap;
    gap: 0 8px;
  }
  .info > .line > .warned {
    display: none;
  }
  .info .prompt-text {
    -webkit-line-clamp: 1;
    line-clamp: 1;
  }
  .info .buttons {
    margin-top: 4px;
  }

  .marking {
    gap: 8px;
  }
  /* The region where it is on the image. */
  .picture {
    display: flex;
    position: relative;
  }
  .region-overlay {
    height: 100%;
    inset: 0;
    pointer-events: none;
    position: absolute;
    width: 100%;
  }
  .region-overlay .marked {
    fill: var(--vscode-focusBorder);
    fill-opacity: 0.65;
  }

  @media (min-width: 701px) and (min-height: 600px) {
    /* Leaves room for the options above a failure, because another model often helps. */
    .ask-scroll {
      min-height: 96px;
    }
  }
  /* Too low for zones: the page scrolls as a whole. */
  @media (max-height: 420px) {
    .easel {
      height: auto;
    }
    .ask-zone {
      height: auto;
    }
    .results > .result {
      min-height: 300px;
    }
  }
`;
