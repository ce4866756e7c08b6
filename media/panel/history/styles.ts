import { css } from 'lit';

/** The sizes of cells are those of `grid.ts`. */
export const historyStyles = css`
  vscode-textfield {
    flex: 1;
    min-width: 0;
    width: 100%;
  }
  easel-history {
    contain: strict;
    display: block;
    flex: 1;
    min-height: 240px;
    overflow-y: auto;
    /* Positions are computed, so nothing has to be anchored. */
    overflow-anchor: none;
    scrollbar-gutter: stable;
  }
  .cells {
    position: relative;
  }
  .cell,
  .day {
    contain: layout;
    left: 0;
    position: absolute;
    top: 0;
  }
  .cell {
    height: 112px;
  }
  h2.day {
    height: 36px;
    line-height: 36px;
    margin: 0;
  }
  .item {
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, transparent));
    border-radius: 4px;
    box-sizing: border-box;
    display: flex;
    gap: 8px;
    height: 112px;
    overflow: hidden;
    padding: 7px;
  }
  .item.blank > :not(.show),
  .item.blank vscode-icon {
    visibility: hidden;
  }
  .item .thumbnail {
    height: 96px;
    width: 96px;
  }
  .item .show {
    background: none;
    border: 0;
    border-radius: 4px;
    color: inherit;
    cursor: pointer;
    flex: none;
    font: inherit;
    height: 96px;
    padding: 0;
    position: relative;
  }
  .item .show:focus-visible {
    outline: 2px solid var(--vscode-focusBorder);
  }
  /* Six lines, the most that an item has, are as high as its image. */
  .item .about {
    line-height: 16px;
  }
  .item .prompt-text {
    -webkit-line-clamp: 1;
    line-clamp: 1;
  }
  .one-line {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .file-line {
    display: flex;
  }
  /* The name loses its middle only where the facts have no room at all. */
  .file-line > .facts {
    flex: 0 1000 auto;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: pre;
  }
  .item > easel-menu {
    flex: none;
    height: 24px;
  }
  .outcome-line {
    align-items: center;
    display: flex;
    gap: 4px;
    white-space: nowrap;
  }
  .outcome-line.failed > vscode-icon {
    color: var(--vscode-errorForeground);
  }
`;
