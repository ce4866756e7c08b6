import { connect } from 'node:tls';

const PATIENCE_MS = 3000;

/**
 * Whether a port of a plain http address speaks TLS. It is asked after a request to it ended without a word: a
 * port that speaks TLS cannot have understood the request, so nothing was bought. No key and no request is sent.
 */
export async function speaksTls(url: URL): Promise<boolean> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port === '' ? 80 : url.port);
  return await new Promise((resolve) => {
    const socket = connect({ host, port });
    const answer = (speaks: boolean): void => {
      socket.destroy();
      resolve(speaks);
    };
    socket.setTimeout(PATIENCE_MS, () => {
      answer(false);
    });
    socket.once('secureConnect', () => {
      answer(true);
    });
    // A certificate that nobody vouches for is one all the same.
    socket.on('error', ({ code = '' }: NodeJS.ErrnoException) => {
      answer(/CERT|SIGNATURE|ISSUER|CRL/.test(code));
    });
  });
}
