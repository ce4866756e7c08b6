import * as vscode from 'vscode';

export function easel(): vscode.Extension<unknown> {
  const extension = vscode.extensions.getExtension('easel-vscode.easel');
  if (!extension) throw new Error('Easel is not installed in this VS Code.');
  return extension;
}
