import { installDebianPackages } from './debian.mjs';
import { findOnPath } from './run.mjs';

/** Scripts that are copied for curl sign with it, and a test runs one. */
export async function ensureOpenssl() {
  if (findOnPath(['openssl']) === undefined)
    await installDebianPackages(['openssl'], 'A test signs a request with openssl');
}
