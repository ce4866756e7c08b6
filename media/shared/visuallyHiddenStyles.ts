import { css } from 'lit';

/** Text for screen readers only. `hidden` would hide it from them as well. */
export const visuallyHiddenStyles = css`
  .visually-hidden {
    clip-path: inset(50%);
    height: 1px;
    margin: 0;
    overflow: hidden;
    position: absolute;
    white-space: nowrap;
    width: 1px;
  }
`;
