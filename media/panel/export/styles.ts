import { css } from 'lit';

/** The form has the place of the result. Its picture takes the room that the fields leave. */
export const exportStyles = css`
  .export {
    container-type: size;
    flex: 1;
    min-height: 0;
  }
  .export-body {
    display: grid;
    gap: 8px 16px;
    grid-template:
      'picture form' minmax(0, auto) 'picture news' minmax(0, 1fr) / minmax(0, 1fr)
      248px;
    height: 100%;
  }
  .export-picture,
  .export-form {
    display: flex;
    flex-direction: column;
    min-height: 0;
    min-width: 0;
  }
  .export-picture {
    grid-area: picture;
  }
  .export-form {
    gap: 8px;
    grid-area: form;
  }
  .export-form > *,
  .export .buttons {
    flex: none;
    margin: 0;
  }
  .export-end {
    display: flex;
    flex-direction: column;
    gap: 8px;
    padding: 2px;
  }
  .export-news {
    align-self: start;
    grid-area: news;
    max-height: 100%;
    overflow: hidden;
  }
  .export-news > p {
    align-items: flex-start;
    display: flex;
    gap: 4px;
    padding: 2px;
  }
  .export-news > p > vscode-icon {
    flex: none;
  }
  .export-news > .error > vscode-icon {
    color: var(--vscode-editorError-foreground);
  }
  .export-form > .export-fields {
    align-content: start;
    display: grid;
    flex: 0 1 auto;
    gap: 10px 16px;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 220px), 1fr));
    min-height: 0;
    overflow-y: auto;
    /* Room for the focus outline. */
    padding: 2px;
  }
  .export-pair {
    display: grid;
    gap: 8px;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
  }
  .export-field {
    border: 0;
    display: flex;
    flex-direction: column;
    gap: 2px;
    margin: 0;
    min-width: 0;
    padding: 0;
  }
  .export-field > legend {
    padding: 0 0 2px;
  }
  .export-choices {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 12px;
  }
  .export-choices > label,
  .export-check {
    align-items: center;
    display: flex;
    gap: 4px;
  }
  .export-field:disabled,
  .export .disabled {
    color: var(--vscode-disabledForeground);
  }
  .export input {
    /* In high contrast, buttons have the background of the page. */
    accent-color: var(
      --vscode-contrastActiveBorder,
      var(--vscode-button-background, var(--vscode-focusBorder))
    );
    margin: 0;
  }
  .export input[type='text'] {
    background: var(--vscode-input-background);
    border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, transparent));
    border-radius: 2px;
    box-sizing: border-box;
    color: var(--vscode-input-foreground);
    font: inherit;
    height: 26px;
    padding: 0 4px;
    width: 100%;
  }
  .export input::placeholder {
    color: var(--vscode-input-placeholderForeground);
    opacity: 1;
  }
  .export input[aria-invalid='true'] {
    border-color: var(--vscode-inputValidation-errorBorder, var(--vscode-errorForeground));
  }
  .export input[type='range'] {
    height: 26px;
    min-width: 0;
    width: 100%;
  }
  .export input:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
  .export input[type='text']:focus-visible {
    outline-offset: -1px;
  }
  .export output {
    font-variant-numeric: tabular-nums;
  }
  body.vscode-dark .export input,
  body.vscode-high-contrast:not(.vscode-high-contrast-light) .export input {
    color-scheme: dark;
  }

  .export-facts {
    align-items: center;
    display: flex;
    font-variant-numeric: tabular-nums;
    font-weight: 600;
    gap: 4px;
    height: 1.4em;
    white-space: nowrap;
  }
  .export-facts > vscode-icon {
    visibility: hidden;
  }
  .export-facts.pending > vscode-icon {
    visibility: visible;
  }
  .export-facts.pending {
    color: var(--vscode-descriptionForeground);
  }

  /* One above the other where the picture would be too narrow. What is said about it lies on the picture. */
  @container (max-width: 480px) or ((max-width: 700px) and (min-height: 480px)) {
    .export-body {
      grid-template: 'picture' minmax(96px, 1fr) 'form' minmax(0, auto) / minmax(0, 1fr);
    }
  }
  @container (min-width: 481px) and (max-width: 700px) and (min-height: 480px) {
    .export-end {
      align-items: center;
      flex-direction: row-reverse;
      justify-content: flex-end;
    }
  }
  @container (max-width: 480px) or (max-height: 480px) or (max-width: 700px) {
    .export-body > .export-news {
      grid-area: picture;
      margin: 4px;
      max-height: calc(100% - 8px);
      z-index: 3;
    }
    .export-body > .export-news:has(> p) {
      background: var(--vscode-editorWidget-background);
      border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, transparent));
    }
  }
  @container (max-width: 480px) {
    .export-body,
    .export-body > .export-form,
    .export-body .export-fields,
    .export-end {
      gap: 4px 16px;
    }
  }
  @media (max-height: 420px) {
    .export {
      min-height: 300px;
    }
  }
`;
