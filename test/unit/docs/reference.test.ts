import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { REFERENCE, referenceText } from '../../../scripts/build/reference.ts';

describe('the page of settings, commands and keys', () => {
  it('says what package.json declares: renew it by node scripts/build/reference.ts', async () => {
    const options = { ...(await resolveConfig(REFERENCE)), parser: 'markdown' };
    const made = await format(referenceText(), options);
    assert.equal(readFileSync(REFERENCE, 'utf8'), made);
  });
});
