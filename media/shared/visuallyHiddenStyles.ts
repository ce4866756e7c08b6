import { css } from 'lit';

/** For screen readers alone: `hidden` would hide it from them too. */
export const unseenStyles = css`
  .unseen {
    clip-path: inset(50%);
    height: 1px;
    margin: 0;
    overflow: hidden;
    position: absolute;
    white-space: nowrap;
    width: 1px;
  }
`;
