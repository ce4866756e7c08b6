import { css } from 'lit';

export const failuresStyles = css`
  .outcome .notice {
    scroll-margin: 16px;
  }
  .notice .name {
    margin-bottom: 4px;
  }
`;
