/** The panel's type, as the manifest's activation event names it. */
export const PANEL_TYPE = 'easel.panel';
