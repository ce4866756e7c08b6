import { css } from 'lit';

/** Of what came, and of what can be done with it. */
export const resultStyles = css`
  .result > .buttons {
    position: relative;
  }
`;
