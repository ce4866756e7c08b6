/** The parts of a page's document. */
export interface Page {
  /** The webview's `cspSource`: the origin of the extension's files and of images. */
  readonly cspSource: string;
  /** At least 128 random bits, new for every document. */
  readonly nonce: string;
  /** Addresses of the bundle and of the stylesheet of the icon font, for the webview. */
  readonly script: string;
  readonly codicons: string;
  /** The display language, BCP 47. */
  readonly language: string;
}

/**
 * Allows scripts with the nonce only, nothing inline, and no connections. Lit and vscode-elements use constructable stylesheets
 * and the CSSOM, which need no 'unsafe-inline'. `base-uri` and `form-action` do not fall back to `default-src` (CSP Level 3,
 * 6.1.1), so the policy closes them by name.
 */
export function contentSecurityPolicy({
  cspSource,
  nonce,
}: Pick<Page, 'cspSource' | 'nonce'>): string {
  return [
    `default-src 'none'`,
    `img-src ${cspSource} blob:`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `script-src 'nonce-${nonce}'`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
}

/** Returns the document of a page. It contains no data: the page gets everything in messages. */
export function pageHtml(page: Page): string {
  const [policy, script, codicons, language, nonce] = [
    contentSecurityPolicy(page),
    page.script,
    page.codicons,
    page.language,
    page.nonce,
  ].map(attribute);
  // vscode-elements finds the stylesheet of its icons by this id.
  return `<!DOCTYPE html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" id="vscode-codicon-stylesheet" href="${codicons}">
    <title>Easel</title>
  </head>
  <body>
    <script nonce="${nonce}" src="${script}"></script>
  </body>
</html>
`;
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
