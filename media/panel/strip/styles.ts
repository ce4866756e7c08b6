import { css } from 'lit';

/** The strip scrolls sideways by itself. */
export const stripStyles = css`
  .strip,
  .thumbs {
    display: flex;
    flex: none;
    gap: 4px;
  }
  .strip {
    overflow-x: auto;
    overscroll-behavior-x: contain;
    user-select: none;
    padding: 2px 2px 6px;
  }
  .thumb {
    align-items: center;
    background: var(--vscode-editorWidget-background);
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-radius: 4px;
    box-sizing: border-box;
    cursor: pointer;
    display: flex;
    flex: none;
    height: 76px;
    justify-content: center;
    position: relative;
    width: 76px;
  }
  .thumb > .thumbnail {
    background: none;
    border: 0;
    height: 72px;
    width: 72px;
  }
  @media (max-width: 700px) {
    /* The image above needs the room. */
    .thumb {
      height: 46px;
      width: 46px;
    }
    .thumb > .thumbnail {
      height: 42px;
      width: 42px;
    }
  }
  .thumb.first {
    margin-left: 10px;
  }
  /* Made from another result on the strip. */
  .thumb.child::before {
    background: var(--vscode-descriptionForeground);
    border-radius: 50%;
    bottom: 2px;
    content: '';
    height: 5px;
    left: 2px;
    position: absolute;
    width: 5px;
  }
  .thumb[aria-selected='true'] {
    outline: 2px solid var(--vscode-focusBorder);
  }
  .thumb:focus-visible {
    outline: 3px solid var(--vscode-focusBorder);
  }
  .thumb[aria-selected='false']:focus-visible {
    outline-style: dashed;
  }
  .thumb.pending {
    border: 1px dashed var(--vscode-contrastBorder, var(--vscode-input-border, currentColor));
  }
  .badge {
    align-items: center;
    background: var(--vscode-badge-background);
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-radius: 8px;
    color: var(--vscode-badge-foreground);
    display: flex;
    font-size: 11px;
    line-height: 16px;
    padding: 0 4px;
    position: absolute;
    right: 2px;
    top: 2px;
  }
  .badge vscode-icon {
    color: inherit;
  }
`;
