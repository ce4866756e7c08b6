import { css } from 'lit';

/** Uses theme variables only, so that it looks right in every theme. */
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
  .outcome,
  .field,
  .result {
    display: flex;
    flex-direction: column;
    min-width: 0;
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
  .prompt-text {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    line-clamp: 2;
    overflow: hidden;
    overflow-wrap: anywhere;
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
  /* High contrast themes have no color for these, and the gray that replaces it stands out more than the primary button. */
  body.vscode-high-contrast {
    --vscode-button-secondaryBackground: transparent;
    --vscode-button-secondaryHoverBackground: transparent;
  }
  .about {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .options {
    display: grid;
    gap: 12px;
    grid-template-columns: repeat(auto-fit, minmax(80px, 1fr));
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

  .images,
  .runs,
  .history {
    display: flex;
    flex-direction: column;
    gap: 12px;
    list-style: none;
    margin: 0;
    padding: 0;
  }
  .images {
    gap: 8px;
  }
  .name {
    font-weight: 600;
    max-width: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .thumbnail {
    background: var(--vscode-editorWidget-background);
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, transparent));
    border-radius: 4px;
    box-sizing: border-box;
    align-items: center;
    display: flex;
    flex: none;
    height: 56px;
    justify-content: center;
    object-fit: contain;
    width: 56px;
  }
  .placeholder {
    align-self: stretch;
    border: 1px dashed var(--vscode-contrastBorder, var(--vscode-input-border, currentColor));
    border-radius: 4px;
    color: var(--vscode-descriptionForeground);
    padding: 32px 16px;
    text-align: center;
  }

  .needs-attention > vscode-icon {
    color: var(--vscode-editorWarning-foreground);
  }

  @media (max-width: 400px) {
    body {
      padding: 0 12px;
    }
  }
`;
