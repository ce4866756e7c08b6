import { LitElement, html, type PropertyValues, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { repeat } from 'lit/directives/repeat.js';
import { MAX_RANGE, type ItemView, type ListView } from '../../../src/panel/history/protocol.ts';
import {
  CELL_HEIGHT,
  GAP,
  HEADER_HEIGHT,
  cellAt,
  indexAfterKey,
  layOut,
  mostCells,
  visibleIn,
  type Cell,
  type Grid,
} from './grid.ts';

/** Draws this much above and below the visible part, in px. */
const AHEAD = 240;

/** Looks at what is in sight in steps of so many px, so that most scrolling changes nothing. */
const STEP = 60;

export interface Range {
  readonly from: number;
  readonly count: number;
}

/**
 * The cells in sight of a list that can be very long. It asks for their items with the event `range`, one request at a time, so
 * that fast scrolling asks only for places where it rests.
 */
class EaselHistory extends LitElement {
  static override readonly properties = {
    list: { attribute: false },
    items: { attribute: false },
    viewItem: { attribute: false },
    grid: { state: true },
    shown: { state: true },
  };
  declare list: ListView;
  declare items: ReadonlyMap<number, ItemView>;
  /** Draws an item; undefined is one that has not arrived. */
  declare viewItem: (item: ItemView | undefined) => unknown;
  declare grid: Grid;
  /** The heights between which the cells are drawn. */
  declare shown: { readonly from: number; readonly to: number };
  #asked: { readonly list: number; readonly items: unknown } | undefined;
  /** The index of the item that had the focus last. */
  #focused: number | undefined;
  /** At least as many cells as are ever in sight at once. */
  #most = 1;
  readonly #size = new ResizeObserver(() => {
    this.#look();
  });

  constructor() {
    super();
    this.grid = layOut([], 0);
    this.shown = { from: 0, to: 0 };
    this.addEventListener('scroll', () => {
      this.#look();
    });
    this.addEventListener('keydown', (event) => {
      this.#move(event);
    });
    this.addEventListener('focusin', ({ target }) => {
      this.#focused = indexOf(target);
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#size.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#size.disconnect();
  }

  /** In the document, so that the styles and menus of the page apply. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('list')) return;
    const before = changed.get('list') as ListView | undefined;
    // A new search begins at the top.
    if (before !== undefined && before.search !== this.list.search) this.scrollTop = 0;
    this.#look();
  }

  protected override render(): TemplateResult {
    const { days, cells } = visibleIn(this.grid, this.shown.from, this.shown.to);
    return html`
      <div class="cells" ${ref(styled({ height: `${this.grid.height}px` }))}>
        ${repeat(
          days,
          ({ first }) => first,
          ({ label, top }) =>
            html`<h2 class="day" ${ref(styled({ transform: `translateY(${top}px)` }))}>
              ${label}
            </h2>`,
        )}
        ${repeat(
          cells,
          // Elements of cells that leave the sight are used again, because making them takes longer than scrolling.
          ({ index }) => index % this.#most,
          (cell) => this.#viewCell(cell),
        )}
      </div>
    `;
  }

  protected override update(changed: PropertyValues): void {
    const hadFocus = this.contains(document.activeElement);
    super.update(changed);
    // The focused item was removed, so the keyboard continues at the one that is last now.
    if (hadFocus && !this.contains(document.activeElement)) {
      this.#focus(Math.min(this.#focused ?? 0, this.grid.count - 1));
    }
  }

  protected override updated(): void {
    this.#ask();
  }

  #viewCell({ index, left, top }: Cell): TemplateResult {
    const style = {
      transform: `translate(${left}px, ${top}px)`,
      width: `${this.grid.cellWidth}px`,
    };
    return html`<div class="cell" data-index=${index} ${ref(styled(style))}>
      ${this.viewItem(this.items.get(index))}
    </div>`;
  }

  /** Finds out what is in sight. */
  #look(): void {
    const { clientWidth, clientHeight, scrollTop } = this;
    this.grid = layOut(this.list.days, clientWidth);
    this.#most = mostCells(this.grid, clientHeight + 2 * AHEAD + 2 * STEP);
    const from = Math.floor((scrollTop - AHEAD) / STEP) * STEP;
    const to = Math.ceil((scrollTop + clientHeight + AHEAD) / STEP) * STEP;
    if (from !== this.shown.from || to !== this.shown.to) this.shown = { from, to };
  }

  #ask(): void {
    const { list } = this.list;
    const isWaiting = this.#asked?.list === list && this.#asked.items === this.items;
    if (isWaiting) return;
    const { cells } = visibleIn(this.grid, this.shown.from, this.shown.to);
    const missing = cells.filter(({ index }) => !this.items.has(index));
    const [first, last] = [missing[0], missing.at(-1)];
    if (first === undefined || last === undefined) return;
    this.#asked = { list, items: this.items };
    const count = Math.min(MAX_RANGE, last.index - first.index + 1);
    const detail: Range = { from: first.index, count };
    this.dispatchEvent(new CustomEvent('range', { detail }));
  }

  /** Moves the focus from item to item. */
  #move(event: KeyboardEvent): void {
    const { key, target, ctrlKey, metaKey, altKey, shiftKey } = event;
    const index = indexOf(target);
    const isPicture = target instanceof Element && target.matches('.show');
    if (index === undefined || !isPicture || ctrlKey || metaKey || altKey || shiftKey) return;
    const next = indexAfterKey(key, index, this.grid);
    const cell = next === undefined ? undefined : cellAt(this.grid, next);
    if (cell === undefined) return;
    event.preventDefault();
    this.#focused = cell.index;
    this.#scrollTo(cell);
    void this.updateComplete.then(() => {
      this.#focus(cell.index);
    });
  }

  #focus(index: number): void {
    const show = this.querySelector<HTMLElement>(`[data-index="${index}"] .show`);
    show?.focus({ preventScroll: true });
  }

  #scrollTo({ top }: Cell): void {
    // With the header of the day above it, and the gap below.
    const [start, bottom] = [top - HEADER_HEIGHT, top + CELL_HEIGHT + GAP];
    if (start < this.scrollTop) this.scrollTop = start;
    else if (bottom > this.scrollTop + this.clientHeight)
      this.scrollTop = bottom - this.clientHeight;
    this.#look();
    this.requestUpdate();
  }
}

/** Sets styles through the object model, because the page's policy allows none in attributes. */
function styled(styles: Readonly<Partial<Record<'transform' | 'width' | 'height', string>>>) {
  return (element: Element | undefined): void => {
    if (element instanceof HTMLElement) Object.assign(element.style, styles);
  };
}

function indexOf(target: EventTarget | null): number | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('.cell') : null;
  return cell === null ? undefined : Number(cell.dataset['index']);
}

customElements.define('easel-history', EaselHistory);
