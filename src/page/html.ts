/** What a page's document is made of. */
export interface Page {
  /** The webview's `cspSource`: where the extension's files and the images come from. */
  readonly cspSource: string;
  /** At least 128 random bits, new for every document. */
  readonly nonce: string;
  /** Addresses of the bundle and of the icon font's stylesheet, as the webview loads them. */
  readonly script: string;
  readonly codicons: string;
  /** BCP 47. */
  readonly language: string;
}

/**
 * Scripts by nonce alone, nothing inline, no connection to anywhere. Lit and vscode-elements style through constructable
 * stylesheets and the CSSOM, which a policy without 'unsafe-inline' allows. `base-uri` and `form-action` do not fall back
 * to `default-src` (CSP Level 3, 6.1.1), so they are closed by name.
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

/** The document of a page. It holds no data: everything to show comes as messages. */
export function pageHtml(page: Page): string {
  const [policy, script, codicons, language, nonce] = [
    contentSecurityPolicy(page),
    page.script,
    page.codicons,
    page.language,
    page.nonce,
  ].map(attribute);
  // The icons' elements look for the stylesheet by this id.
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
