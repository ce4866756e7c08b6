import { generate } from 'selfsigned';

/** Makes a key and a self-signed certificate for 127.0.0.1, and for no name; both PEM. */
export async function loopbackCertificate(
  /** Valid for the day before `notAfterDate`. */
  options: { readonly notAfterDate?: Date } = {},
): Promise<{ readonly key: string; readonly cert: string }> {
  const { notAfterDate } = options;
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'Easel tests' }], {
    keyType: 'ec',
    ...(notAfterDate && { notAfterDate, notBeforeDate: new Date(+notAfterDate - 86_400_000) }),
    extensions: [
      { name: 'basicConstraints', cA: true },
      {
        name: 'subjectAltName',
        altNames: [{ type: 7, ip: '127.0.0.1' }],
      },
    ],
  });
  return { key, cert };
}
