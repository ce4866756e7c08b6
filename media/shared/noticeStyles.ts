import { css } from 'lit';

/** Notices, failures, and warnings. */
export const noticeStyles = css`
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
  .notice > vscode-toolbar-button {
    align-self: start;
  }
`;
