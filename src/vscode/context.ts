/** The types of VS Code that `easel.ts` needs: nothing outside this folder imports `vscode` itself. */
export type { ExtensionContext, WebviewPanelSerializer, WebviewViewProvider } from 'vscode';
