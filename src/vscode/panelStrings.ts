import * as vscode from 'vscode';
import type { PanelStrings } from './panelStringNames.ts';

/** The panel's words in the display language: a webview has no `l10n` of its own. */
export function panelStrings(): PanelStrings {
  const t = vscode.l10n.t;
  return {
    title: t('Easel'),
    source: t('Source'),
    noSource: t('No image: a new one is made from the prompt.'),
    chooseSource: t('Choose Image…'),
    changeSource: t('Change…'),
    references: t('References'),
    addReference: t('Add Reference…'),
    remove: t('Remove {0}'),
    prompt: t('Prompt'),
    promptForEdit: t('What should change? For example: change the background to blue'),
    promptForNew: t(
      'What do you need? For example: a hero image of a lighthouse at dusk, flat style',
    ),
    model: t('Model'),
    otherModel: t('Other Model…'),
    aspectRatio: t('Aspect Ratio'),
    imageSize: t('Size'),
    auto: t('auto'),
    gateway: t('Gateway'),
    noGateway: t('None chosen'),
    changeGateway: t('Change Gateway'),
    run: t('Run'),
    runHint: process.platform === 'darwin' ? '⌘⏎' : t('Ctrl+Enter'),
    cancel: t('Cancel'),
    running: t('Running'),
    connecting: t('Connecting'),
    sending: t('Sending'),
    waiting: t('Waiting for the image'),
    receiving: t('Receiving the image'),
    saving: t('Saving'),
    result: t('Result'),
    noResult: t('The image will appear here, and as a new file in your project.'),
    noPreview: t('No preview: this image is too large or of a type that cannot be shown here.'),
    saved: t('{0} is saved.'),
    failed: t('Failed'),
    open: t('Open'),
    reveal: t('Reveal'),
    compare: t('Compare'),
    'use-as-source': t('Use as Source'),
  };
}
