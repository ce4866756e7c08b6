/** `vscode.l10n.t`, handed in so that sentences can be made and tested without VS Code. */
export type Translate = (message: string, ...args: (string | number)[]) => string;
