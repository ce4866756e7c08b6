import * as vscode from 'vscode';
import { foreign } from '../run/foreign.ts';
import { partyName, sizeText } from '../run/message.ts';
import type { HeldImages } from './held.ts';
import { listOffers, type Offer } from './offers.ts';
import { discardOffers, fileName, saveOffer, saveOfferAs } from './saveOffer.ts';
import { openImage } from './show.ts';

const t = vscode.l10n.t;

/** `easel.showUnsaved`: what was paid for and is not where it should be, with what can be done about it. */
export async function showUnsaved(roots: readonly string[], held: HeldImages): Promise<void> {
  const offers = await listOffers(roots, held);
  if (offers.length === 0) {
    void vscode.window.showInformationMessage(t('There are no unsaved results.'));
    return;
  }
  const all = offers.filter(hasPlace);
  const each = offers.map((offer) => ({ ...rowOf(offer), offer }));
  const rows: readonly (vscode.QuickPickItem & { readonly offer?: Offer })[] =
    all.length > 1
      ? [{ label: t('Save All {0} Beside Their Sources', all.length) }, ...each]
      : each;
  const chosen = await vscode.window.showQuickPick(rows, {
    title: t('Easel: Unsaved Results'),
    placeHolder: t('Images that are kept until they are saved or discarded'),
  });
  if (chosen === undefined) return;
  if (chosen.offer === undefined) await saveAllOffers(all);
  else await actOn(chosen.offer);
}

/** One that fails costs the others nothing: it stays, and says why. */
export async function saveAllOffers(offers: readonly Offer[]): Promise<void> {
  let last: vscode.Uri | undefined;
  for (const offer of offers) {
    last = (hasPlace(offer) ? await saveOffer(offer) : await saveOfferAs(offer)) ?? last;
  }
  if (last !== undefined) await openImage(last);
}

async function actOn(offer: Offer): Promise<void> {
  const [save, saveAs] = [t('Save Beside the Source'), t('Save As…')];
  const [show, discard] = [t('Show in the File Manager'), t('Discard')];
  const { paid } = offer;
  const choices = [
    ...(hasPlace(offer) ? [save] : []),
    saveAs,
    ...(typeof paid === 'string' ? [show] : []),
    discard,
  ];
  const action = await vscode.window.showQuickPick(choices, {
    title: foreign(fileName(offer)),
    placeHolder: foreign(offer.target.folder),
  });
  if (action === save) await open(await saveOffer(offer));
  if (action === saveAs) await open(await saveOfferAs(offer));
  if (action === show && typeof paid === 'string') {
    await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(paid));
  }
  if (action === discard) await discardOffers([offer]);
}

/** What is incomplete goes only where the user says, and where the source was is lost with a lost record. */
function hasPlace({ isWhole, target }: Offer): boolean {
  return isWhole && target.folder !== '';
}

function rowOf(offer: Offer): vscode.QuickPickItem {
  const started = offer.started.slice(0, 16).replace('T', ' ');
  const size = sizeText(offer.size);
  return {
    label: foreign(fileName(offer)),
    description: `${offer.isWhole ? size : t('incomplete, {0}', size)} · ${started}`,
    detail:
      offer.host === ''
        ? ''
        : t('{0} at {1}', foreign(offer.model), foreign(partyName(offer.host, offer.gateway))),
  };
}

async function open(uri: vscode.Uri | undefined): Promise<void> {
  if (uri !== undefined) await openImage(uri);
}
