import { VscodeSingleSelect } from '@vscode-elements/elements/dist/vscode-single-select/index.js';
import { TypeAhead } from './typeAhead.ts';

const typeAhead = new TypeAhead();

/** Adds the keys to all drop-downs of a page that their element lacks: Home, End, Page Up, Page Down, and letters. */
export function addSelectKeys(page: Window): void {
  page.addEventListener('keydown', (event) => {
    const [inner] = event.composedPath();
    const select = event.target;
    const isCommand = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
    if (!(select instanceof VscodeSingleSelect) || !(inner instanceof Element) || isCommand) return;
    const labels = [...select.querySelectorAll('vscode-option')].map(({ innerText }) =>
      innerText.trim(),
    );
    const index = typeAhead.indexAfter(event.key, labels, activeIndex(select, inner), Date.now());
    if (index === undefined) return;
    event.preventDefault();
    void activate(select, index, labels.length);
  });
}

/** The list says which option is active; a closed one has a selected option. */
function activeIndex(select: VscodeSingleSelect, inner: Element): number {
  const active = /^op-(\d+)$/.exec(inner.getAttribute('aria-activedescendant') ?? '')?.[1];
  return select.open && active !== undefined ? Number(active) : select.selectedIndex;
}

/** Opens the list, and moves by the arrow keys, which the element knows. */
async function activate(select: VscodeSingleSelect, index: number, count: number): Promise<void> {
  if (!select.open) {
    select.open = true;
    // It activates its selected option when it opens.
    await select.updateComplete;
  }
  press(select, 'ArrowUp', count);
  press(select, 'ArrowDown', index);
}

function press(select: VscodeSingleSelect, key: string, times: number): void {
  for (let pressed = 0; pressed < times; pressed += 1) {
    select.dispatchEvent(new KeyboardEvent('keydown', { key }));
  }
}
