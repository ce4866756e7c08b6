/** The id of the view in the side bar, as the manifest names it. */
export const VIEW_ID = 'easel.view';

/** The panel's type, as the manifest's activation event names it. */
export const PANEL_TYPE = 'easel.panel';
