import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { menuStyles } from './menuStyles.ts';

export interface MenuItem {
  readonly icon: string;
  readonly label: string;
  /** A line separates items of different groups. */
  readonly group: number;
  readonly act: () => void;
}

/**
 * A button that opens a menu, as the ARIA Authoring Practices describe it: arrows, Home, End and first letters move, Escape
 * and Tab leave. The context menu of vscode-elements has neither roles nor focus.
 */
class EaselMenu extends LitElement {
  static override readonly styles = menuStyles;
  static override readonly properties = {
    label: { attribute: false },
    items: { attribute: false },
    isOpen: { state: true },
  };
  /** A closed menu has no entries, because a long list has many menus. */
  declare isOpen: boolean | undefined;
  declare label: string;
  declare items: readonly MenuItem[];

  protected override render(): TemplateResult {
    const { label, items } = this;
    return html`
      <button
        type="button"
        class="opener"
        popovertarget="menu"
        aria-haspopup="menu"
        aria-label=${label}
        title=${label}
        @keydown=${this.onOpenerKey}
      >
        <vscode-icon name="ellipsis"></vscode-icon>
      </button>
      <div
        id="menu"
        role="menu"
        popover
        aria-label=${label}
        @keydown=${this.onKey}
        @beforetoggle=${this.onToggle}
      >
        ${this.isOpen ? items.map((item, index) => this.entry(item, items[index - 1])) : nothing}
      </div>
    `;
  }

  /** The browser focuses the first entry when it opens the menu, so that no key is lost. */
  private entry(
    { icon, label, group, act }: MenuItem,
    above: MenuItem | undefined,
  ): TemplateResult {
    return html`
      ${above === undefined || above.group === group ? nothing : html`<hr />`}
      <button
        type="button"
        role="menuitem"
        tabindex="-1"
        ?autofocus=${above === undefined}
        @click=${() => {
          this.close();
          act();
        }}
        @pointermove=${({ currentTarget }: Event) => {
          (currentTarget as HTMLElement).focus();
        }}
      >
        <vscode-icon name=${icon}></vscode-icon>${label}
      </button>
    `;
  }

  /** A popover restores the focus by itself, but not within a shadow root. */
  private close(): void {
    this.menu()?.hidePopover();
    this.renderRoot.querySelector<HTMLElement>('.opener')?.focus();
  }

  private menu(): HTMLElement | null {
    return this.renderRoot.querySelector('#menu');
  }

  private entries(): readonly HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('[role=menuitem]')];
  }

  private readonly onToggle = ({ newState }: ToggleEvent): void => {
    this.isOpen = newState === 'open';
    // At once, because the browser focuses the first entry next.
    if (this.isOpen) this.performUpdate();
  };

  private readonly onOpenerKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    this.menu()?.showPopover();
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' || event.key === 'Tab') {
      // Tab continues from the button.
      this.close();
      return;
    }
    const entries = this.entries();
    const at = entries.findIndex((entry) => entry.matches(':focus'));
    const next = entries.at(indexAfter(event.key, at, this.items));
    if (next === undefined || next === entries[at]) return;
    event.preventDefault();
    next.focus();
  };
}

/** Returns the index of the entry that a key moves to, wrapping around; the current index for other keys. */
function indexAfter(key: string, at: number, items: readonly MenuItem[]): number {
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % items.length;
    case 'ArrowUp':
      return at - 1;
    case 'Home':
      return 0;
    case 'End':
      return -1;
    default: {
      const letter = key.toLowerCase();
      const found = [...items.keys()]
        .map((step) => (at + 1 + step) % items.length)
        .find((place) => items[place]?.label.toLowerCase().startsWith(letter));
      return found ?? at;
    }
  }
}

customElements.define('easel-menu', EaselMenu);
