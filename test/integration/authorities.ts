import { join } from 'node:path';
import { makeCa } from '../support/privateCa.ts';
import { temporaryFolder } from '../ui/support/cleanup.ts';

/** A proxy of the machine's own is none of a run's. */
const unset = ['http_proxy', 'https_proxy', 'no_proxy'].flatMap((name) => [
  [name, ''],
  [name.toUpperCase(), ''],
]);

/**
 * Private authorities of a run, and the environment in which it finds them: `system` is among the system's
 * as on a company's machine, `extra` is named to Node, and `unknown` is trusted by nobody.
 */
export function authorities(): Record<string, string> {
  const folder = temporaryFolder('authorities');
  for (const name of ['system', 'extra', 'unknown']) makeCa(folder, name);
  return {
    ...(Object.fromEntries(unset) as Record<string, string>),
    ORDER_DESK_AUTHORITIES: folder,
    SSL_CERT_FILE: join(folder, 'system.pem'),
    NODE_EXTRA_CA_CERTS: join(folder, 'extra.pem'),
  };
}
