import { connect } from 'node:tls';

const TIMEOUT_MS = 3000;
const DEFAULT_HTTP_PORT = 80;

/**
 * Returns whether the port of a plain HTTP address speaks TLS. Called after a request to it ended
 * without an answer: a port that speaks TLS can't have understood the request, so nothing was
 * charged. Sends neither a key nor a request.
 */
export async function speaksTls(url: URL): Promise<boolean> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = url.port === '' ? DEFAULT_HTTP_PORT : Number(url.port);
  return await new Promise((resolve) => {
    const socket = connect({ host, port });
    const finish = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(TIMEOUT_MS, () => {
      finish(false);
    });
    socket.once('secureConnect', () => {
      finish(true);
    });
    // An untrusted certificate is still one.
    socket.on('error', ({ code = '' }: NodeJS.ErrnoException) => {
      finish(/CERT|SIGNATURE|ISSUER|CRL/.test(code));
    });
  });
}
