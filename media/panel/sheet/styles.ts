import { css } from 'lit';

/** The contact sheet fills the stage. Its places have equal sizes, whether their images have arrived or not. */
export const sheetStyles = css`
  .sheet {
    display: grid;
    flex: 1;
    gap: 8px;
    grid-auto-rows: minmax(0, 1fr);
    grid-template-columns: repeat(var(--columns, 1), minmax(0, 1fr));
    min-height: 120px;
    user-select: none;
  }
  .tile {
    align-items: center;
    background: var(--vscode-editorWidget-background);
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, transparent));
    cursor: pointer;
    display: flex;
    flex-direction: column;
    gap: 4px;
    justify-content: center;
    min-height: 0;
    min-width: 0;
    overflow: hidden;
    position: relative;
  }
  .tile.pending {
    border-style: dashed;
    cursor: default;
    padding: 8px;
    text-align: center;
  }
  .tile.pending > .hint {
    width: 100%;
  }
  /* The tiles are those of the sheet. */
  .variants {
    display: contents;
  }
  .tile.failed > vscode-icon {
    color: var(--vscode-errorForeground);
  }
  .tile.failed > .hint {
    flex: 0 1 auto;
    overflow-wrap: anywhere;
    overflow-y: auto;
  }
  .tile.failed > vscode-button {
    flex: none;
    max-width: 100%;
  }
  .tile > img {
    height: 100%;
    object-fit: contain;
    width: 100%;
  }
  .tile[aria-selected='true'] {
    outline: 2px solid var(--vscode-focusBorder);
    outline-offset: -2px;
  }
  .tile:focus-visible {
    outline: 3px solid var(--vscode-focusBorder);
    outline-offset: -3px;
  }
  .tile[aria-selected='false']:focus-visible {
    outline-style: dashed;
  }
`;
