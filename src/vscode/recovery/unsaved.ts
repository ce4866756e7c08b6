import * as vscode from 'vscode';
import { foreign } from '../../text/sanitize.ts';
import { partyName } from '../../text/gatewayName.ts';
import { sizeText } from '../../text/format.ts';
import type { FetchAgain } from './fetchAgain.ts';
import type { HeldImages } from '../../spool/held.ts';
import { listOffers, type Elsewhere, type Offer } from '../../spool/offers.ts';
import { discardElsewhere, discardOffers, fileName, saveOffer, saveOfferAs } from './saveOffer.ts';
import { openImage } from '../dialogs/show.ts';

const t = vscode.l10n.t;

type Row = vscode.QuickPickItem & { readonly act: () => Promise<void> };

/** `easel.showUnsaved`: what was paid for and is not where it should be, with what can be done about it. */
export async function showUnsaved(
  roots: readonly string[],
  held: HeldImages,
  again: FetchAgain,
): Promise<void> {
  const { images, elsewhere } = await listOffers(roots, held);
  if (images.length + elsewhere.length === 0) {
    void vscode.window.showInformationMessage(t('There are no unsaved results.'));
    return;
  }
  const all = images.filter(hasPlace);
  const label = t('Save All {0} Beside Their Sources', all.length);
  const rows: readonly Row[] = [
    ...(all.length > 1 ? [{ label, act: () => saveAllOffers(all) }] : []),
    ...images.map((offer) => ({ ...rowOf(offer), act: () => actOn(offer) })),
    ...elsewhere.map((one) => ({ ...rowElsewhere(one), act: () => actElsewhere(one, again) })),
  ];
  const chosen = await vscode.window.showQuickPick(rows, {
    title: t('Easel: Unsaved Results'),
    placeHolder: t('Images that are kept until they are saved or discarded'),
  });
  await chosen?.act();
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

async function actElsewhere(one: Elsewhere, again: FetchAgain): Promise<void> {
  const [download, discard] = [t('Download Again'), t('Discard')];
  const action = await vscode.window.showQuickPick([download, discard], {
    title: foreign(t('{0} at {1}', one.target.stem, one.at)),
    placeHolder: foreign(one.target.folder),
  });
  if (action === download) await again.folders([one.folder]);
  if (action === discard) await discardElsewhere([one]);
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
    detail: madeBy(offer),
  };
}

function rowElsewhere(one: Elsewhere): vscode.QuickPickItem {
  const time = one.started.slice(0, 16).replace('T', ' ');
  return {
    label: foreign(one.target.stem),
    description: `${t('not downloaded, at {0}', foreign(one.at, 80))} · ${time}`,
    detail: madeBy(one),
  };
}

function madeBy({ host, gateway, model }: Pick<Offer, 'host' | 'gateway' | 'model'>): string {
  return host === '' ? '' : t('{0} at {1}', foreign(model), foreign(partyName(host, gateway)));
}

async function open(uri: vscode.Uri | undefined): Promise<void> {
  if (uri !== undefined) await openImage(uri);
}
