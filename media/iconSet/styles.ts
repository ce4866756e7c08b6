import { css } from 'lit';

/** On top of the document's styles. */
export const setStyles = css`
  h2 {
    margin: 24px 0 8px;
  }
  .hint {
    color: var(--vscode-descriptionForeground);
    overflow-wrap: anywhere;
  }
  .note {
    border-left: 2px solid var(--vscode-editorWarning-foreground);
    margin-top: 8px;
    padding-left: 8px;
  }

  .bar,
  .buttons {
    align-items: center;
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  /* In sight however far the user scrolls. */
  .bar {
    background: var(--vscode-editor-background);
    padding: 12px 0;
    position: sticky;
    top: 0;
    z-index: 1;
  }
  body.vscode-high-contrast {
    --vscode-button-secondaryBackground: transparent;
    --vscode-button-secondaryHoverBackground: transparent;
  }

  .pictures {
    align-items: end;
    display: flex;
    flex-wrap: wrap;
    gap: 20px;
    list-style: none;
    margin: 0;
    padding: 0;
  }
  .pictures > li {
    display: flex;
    flex-direction: column;
    max-width: 100%;
    min-width: 120px;
  }
  .name {
    margin-top: 4px;
    overflow-wrap: anywhere;
  }
  .frame {
    /* The squares show what is transparent. */
    background: repeating-conic-gradient(#8883 0% 25%, transparent 0% 50%) 0 0 / 16px 16px;
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, transparent));
    box-sizing: border-box;
    max-height: 560px;
    max-width: 100%;
    overflow: auto;
    width: fit-content;
  }
  .frame > img {
    display: block;
    max-width: none;
  }
  pre {
    background: var(--vscode-textCodeBlock-background);
    border: 1px solid var(--vscode-contrastBorder, transparent);
    font-family: var(--vscode-editor-font-family);
    margin: 0 0 8px;
    max-height: 320px;
    overflow: auto;
    padding: 8px;
  }
  summary {
    padding: 4px 0;
  }
  .frame:focus-visible,
  pre:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 2px;
  }

  @media (max-width: 400px) {
    body {
      padding: 0 12px;
    }
  }
`;
