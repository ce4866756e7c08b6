import { html, type TemplateResult } from 'lit';

/** A button with an icon only. The label is its tooltip and its accessible name. */
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
