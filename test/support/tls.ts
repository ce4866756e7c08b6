import { generate } from 'selfsigned';

/** A key and a certificate for 127.0.0.1, and for no name, signed by itself; both PEM. */
export async function loopbackCertificate(): Promise<{
  readonly key: string;
  readonly cert: string;
}> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'Easel tests' }], {
    keyType: 'ec',
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
