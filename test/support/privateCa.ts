import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Certificate } from '../../src/paper/http/server.ts';

const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** Makes a certificate authority in a folder: `<name>.pem`, and its key beside it. */
export function makeCa(folder: string, name: string): void {
  const [cert, own] = [join(folder, `${name}.pem`), join(folder, `${name}.key`)];
  const subject = ['-subj', `/CN=Order Desk test CA ${name}`, '-days', '2'];
  openssl('req', '-x509', ...key, '-keyout', own, '-out', cert, ...subject);
}

/** Has an authority of that folder vouch for a host: `DNS:example.com`, `IP:127.0.0.1`. */
export function issue(folder: string, ca: string, ...hosts: readonly string[]): Certificate {
  const file = (ending: string): string => join(folder, `issued.${ending}`);
  writeFileSync(file('ext'), `subjectAltName=${hosts.join(',')}\n`);
  openssl('req', ...key, '-keyout', file('key'), '-out', file('csr'), '-subj', '/CN=host');
  const by = ['-CA', join(folder, `${ca}.pem`), '-CAkey', join(folder, `${ca}.key`)];
  const serial = ['-set_serial', String(Date.now()), '-days', '2', '-extfile', file('ext')];
  openssl('x509', '-req', '-in', file('csr'), ...by, ...serial, '-out', file('pem'));
  return { cert: readFileSync(file('pem'), 'utf8'), key: readFileSync(file('key'), 'utf8') };
}

function openssl(...args: readonly string[]): void {
  execFileSync('openssl', args, { stdio: 'pipe' });
}
