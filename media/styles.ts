import { css } from 'lit';

/** Theme variables only: what looks right in one theme has to look right in all of them. */
export const styles = css`
  body {
    background: var(--vscode-editor-background);
    padding: 0 20px;
  }
  .easel {
    color: var(--vscode-foreground);
    font-size: var(--vscode-font-size);
    line-height: 1.4;
    margin: 0 auto;
    max-width: 1200px;
    padding: 16px 0 32px;
  }
  .columns {
    display: grid;
    gap: 24px 40px;
    grid-template-columns: minmax(280px, 380px) minmax(0, 1fr);
  }
  .asking,
  .outcome,
  .field,
  .result {
    display: flex;
    flex-direction: column;
    min-width: 0;
  }
  .asking {
    gap: 20px;
  }
  .outcome {
    gap: 12px;
  }
  .result {
    align-items: flex-start;
    gap: 4px;
  }
  h2 {
    color: var(--vscode-foreground);
    font-size: var(--vscode-font-size);
    font-weight: 600;
    line-height: 18px;
    margin: 0 0 6px;
  }
  p {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .hint {
    color: var(--vscode-descriptionForeground);
  }
  .unseen {
    clip-path: inset(50%);
    height: 1px;
    margin: 0;
    overflow: hidden;
    position: absolute;
    white-space: nowrap;
    width: 1px;
  }

  .line,
  .buttons,
  .image {
    align-items: center;
    display: flex;
    gap: 8px;
  }
  .buttons {
    flex-wrap: wrap;
    margin-top: 8px;
  }
  .about {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .pair {
    display: grid;
    gap: 12px;
    grid-template-columns: 1fr 1fr;
  }
  vscode-single-select,
  vscode-textarea {
    width: 100%;
  }
  vscode-single-select {
    flex: 1;
    min-width: 0;
  }

  .tools {
    display: flex;
    flex: none;
  }
  .small {
    font-size: 0.92em;
    margin-top: 6px;
  }

  .images {
    display: flex;
    flex-direction: column;
    gap: 8px;
    list-style: none;
    margin: 0;
    padding: 0;
  }
  .name {
    font-weight: 600;
    max-width: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .thumbnail,
  .picture {
    background: var(--vscode-editorWidget-background);
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, transparent));
    border-radius: 4px;
    box-sizing: border-box;
  }
  .thumbnail {
    align-items: center;
    display: flex;
    flex: none;
    height: 56px;
    justify-content: center;
    object-fit: contain;
    width: 56px;
  }
  .picture {
    max-height: 70vh;
    max-width: 100%;
    object-fit: contain;
  }
  .nothing-yet {
    align-self: stretch;
    border: 1px dashed var(--vscode-contrastBorder, var(--vscode-input-border, currentColor));
    border-radius: 4px;
    color: var(--vscode-descriptionForeground);
    padding: 32px 16px;
    text-align: center;
  }

  .result + .result {
    border-top: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, transparent));
    margin-top: 12px;
    padding-top: 20px;
  }
  .asked {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    line-clamp: 2;
    overflow: hidden;
    overflow-wrap: anywhere;
  }
  .ratios {
    border: 0;
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    margin: 0;
    padding: 0;
  }
  .ratios > legend {
    font-weight: 600;
    margin-bottom: 6px;
    padding: 0;
  }
  .ratio {
    align-items: center;
    border: 1px solid transparent;
    border-radius: 4px;
    cursor: pointer;
    display: flex;
    flex-direction: column;
    font-size: 0.85em;
    gap: 2px;
    padding: 4px 2px;
    width: 40px;
  }
  .ratio:hover {
    background: var(--vscode-toolbar-hoverBackground, transparent);
  }
  .ratio:has(:checked) {
    background: var(--vscode-inputOption-activeBackground);
    border-color: var(--vscode-inputOption-activeBorder, var(--vscode-focusBorder));
    color: var(--vscode-inputOption-activeForeground, var(--vscode-foreground));
  }
  .ratio:has(:focus-visible),
  .starter:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
  .ratio rect {
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
  }
  .ratio .any {
    stroke-dasharray: 3 2;
  }
  .starters {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    margin-top: 8px;
  }
  .starter {
    background: none;
    border: 1px solid
      var(
        --vscode-contrastBorder,
        var(--vscode-button-border, var(--vscode-widget-border, currentColor))
      );
    border-radius: 10px;
    color: var(--vscode-foreground);
    cursor: pointer;
    font: inherit;
    font-size: 0.92em;
    padding: 2px 10px;
  }
  .starter:hover {
    background: var(--vscode-toolbar-hoverBackground, transparent);
  }
  .troubled > vscode-icon {
    color: var(--vscode-editorWarning-foreground);
  }

  .notice,
  .warning {
    display: flex;
    gap: 8px;
  }
  .notice {
    background: var(--vscode-inputValidation-infoBackground);
    border: 1px solid var(--vscode-inputValidation-infoBorder);
    border-radius: 4px;
    color: var(--vscode-inputValidation-infoForeground, var(--vscode-foreground));
    padding: 12px;
  }
  .easel > .notice {
    margin-bottom: 20px;
  }
  .notice > .about > vscode-button {
    margin-top: 8px;
  }
  .failure {
    background: var(--vscode-inputValidation-errorBackground);
    border-color: var(--vscode-inputValidation-errorBorder);
    color: var(--vscode-inputValidation-errorForeground, var(--vscode-foreground));
  }
  .notice > vscode-icon {
    color: inherit;
  }
  .warning > vscode-icon {
    color: var(--vscode-editorWarning-foreground);
  }
  .runs {
    display: flex;
    flex-direction: column;
    gap: 12px;
    list-style: none;
    margin: 0;
    padding: 0;
  }
  .progress .name,
  .progress .hint {
    display: block;
  }
  .progress {
    display: flex;
    flex-direction: column;
    gap: 8px;
  }
  .clock {
    font-variant-numeric: tabular-nums;
  }
  body.vscode-reduce-motion vscode-progress-bar::part(indicator) {
    animation: none;
    transform: none;
    width: 100%;
  }

  @media (max-width: 700px) {
    .columns {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @media (max-width: 400px) {
    body {
      padding: 0 12px;
    }
  }
`;
