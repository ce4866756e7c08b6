import * as vscode from 'vscode';
import { parseExactSize } from '../../assets/sizeText.ts';
import { joinSentences } from '../../messages/message.ts';
import { MAX_COUNT } from '../../run/plan/maxCount.ts';
import type { QuickAbout } from '../../run/quick/about.ts';
import type { QuickDraft } from '../../run/quick/draft.ts';
import { quickItems, type QuickForm, type QuickItem, type Way } from '../../run/quick/items.ts';
import { sanitize } from '../../text/sanitize.ts';

const t = vscode.l10n.t;

export interface QuickInputParts extends QuickForm {
  readonly about: QuickAbout['about'];
  readonly title: string;
  readonly placeholder: string;
  readonly ratios: readonly string[];
}

export interface QuickAnswer {
  readonly draft: QuickDraft;
  /** Undefined: the user dismissed the input. */
  readonly way: Way | undefined;
}

type Row = vscode.QuickPickItem & { readonly item?: QuickItem };

/**
 * Asks for a prompt and offers recent prompts, the ratio, and the count. Everything that is shown is sanitized, because names come
 * from the workspace.
 *
 * @returns the draft as the user left it
 */
export async function askQuickly(parts: QuickInputParts): Promise<QuickAnswer> {
  let { draft } = parts;
  for (;;) {
    const { prompt, item } = await askOnce({ ...parts, draft });
    draft = { ...draft, prompt };
    switch (item?.kind) {
      case undefined:
        return { draft, way: undefined };
      case 'send':
        return { draft, way: item.way };
      case 'ratio':
        draft = { ...draft, aspectRatio: (await pickRatio(parts.ratios)) ?? draft.aspectRatio };
        break;
      case 'size':
        draft = { ...draft, size: await askExactSize(draft.size) };
        break;
      case 'background': {
        const background = draft.background === undefined ? ('transparent' as const) : undefined;
        draft = { ...draft, background };
        break;
      }
      case 'count':
        draft = { ...draft, count: (await pickCount(parts.isFree)) ?? draft.count };
        break;
      case 'recent':
        draft = { ...draft, prompt: item.prompt };
    }
  }
}

/** Shows the input until the user picks an item or dismisses it. */
async function askOnce(
  parts: QuickInputParts,
): Promise<{ readonly prompt: string; readonly item: QuickItem | undefined }> {
  const pick = vscode.window.createQuickPick<Row>();
  pick.title = sanitize(parts.title);
  pick.placeholder = parts.placeholder;
  pick.value = parts.draft.prompt;
  pick.ignoreFocusOut = true;
  // VS Code sorts by how well the text matches, which would put a recent prompt above the items that send. Its types lack this.
  Object.assign(pick, { sortByLabel: false });
  const rows = rowsOf(parts);
  pick.items = rows;
  return await new Promise((resolve) => {
    pick.onDidAccept(() => {
      const item = pick.activeItems[0]?.item;
      if (item === undefined) return;
      if (item.kind === 'send' && pick.value.trim() === '') {
        pick.items = rows.map((row) =>
          row.item?.kind === 'send'
            ? { ...row, description: joinSentences(t('The prompt is empty.'), row.description) }
            : row,
        );
        return;
      }
      resolve({ prompt: pick.value, item });
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve({ prompt: pick.value, item: undefined });
      pick.dispose();
    });
    pick.show();
  });
}

/** Puts a separator before each section. Only recent prompts are filtered by the text. */
function rowsOf(parts: QuickInputParts): readonly Row[] {
  const items = quickItems(parts, t);
  const about = sanitize(parts.about, 400);
  const row = (item: QuickItem): Row => ({
    label: item.label,
    alwaysShow: item.kind !== 'recent',
    item,
    ...('description' in item && { description: sanitize(item.description) }),
    ...('detail' in item && { detail: `${item.detail} ${about}` }),
  });
  const section = (label: string, kinds: readonly QuickItem['kind'][]): readonly Row[] => {
    const rows = items.filter(({ kind }) => kinds.includes(kind)).map(row);
    if (rows.length === 0) return [];
    return [{ label, kind: vscode.QuickPickItemKind.Separator }, ...rows];
  };
  return [
    ...items.filter(({ kind }) => kind === 'send').map(row),
    ...section(t('recent prompts'), ['recent']),
    ...section(t('options'), ['ratio', 'size', 'background', 'count']),
  ];
}

async function pickRatio(ratios: readonly string[]): Promise<string | undefined> {
  const items = ['auto', ...ratios].map((ratio) => ({
    label: ratio === 'auto' ? t('Auto') : sanitize(ratio),
    ratio,
  }));
  const options = { title: t('Aspect Ratio'), ignoreFocusOut: true };
  return (await vscode.window.showQuickPick(items, options))?.ratio;
}

/** @returns undefined for no exact size; a dismissed question changes nothing */
async function askExactSize(current: string | undefined): Promise<string | undefined> {
  const text = await vscode.window.showInputBox({
    title: t('Exact Size'),
    value: current ?? '',
    placeHolder: t('1200x630'),
    prompt: t('Width × height of the file in px. Leave it empty to save what the model returns.'),
    ignoreFocusOut: true,
    validateInput: (value) =>
      value.trim() === '' || parseExactSize(value)
        ? undefined
        : t('Enter a width and a height in px, such as 1200x630. At most 64 megapixels.'),
  });
  if (text === undefined) return current;
  const size = parseExactSize(text);
  return size && `${size.width}x${size.height}`;
}

async function pickCount(isFree: boolean): Promise<number | undefined> {
  const items = Array.from({ length: MAX_COUNT }, (_, index) => ({
    label: String(index + 1),
    description: index === 0 || isFree ? '' : t('each charged separately'),
    count: index + 1,
  }));
  const options = { title: t('Number of Images'), ignoreFocusOut: true };
  return (await vscode.window.showQuickPick(items, options))?.count;
}
