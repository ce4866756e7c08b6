import { html, type TemplateResult } from 'lit';

/** A button with an icon alone: its label is what the pointer and the screen reader get. */
export function toolButton(icon: string, label: string, act: () => void): TemplateResult {
  return html`
    <vscode-toolbar-button
      icon=${icon}
      .label=${label}
      title=${label}
      @click=${act}
    ></vscode-toolbar-button>
  `;
}
