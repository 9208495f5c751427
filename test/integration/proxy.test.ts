import assert from 'node:assert/strict';
import { getCACertificates } from 'node:tls';
import { connectOptions } from '../../src/platform/proxy.ts';

describe('certificates', () => {
  it("are Node's and the system's where something is encrypted, and are not read where nothing is", () => {
    const { ca = [] } = connectOptions('https://ascendex.com');
    const all = [...getCACertificates('default'), ...getCACertificates('system')];
    assert.notDeepEqual(all, []);
    assert.deepEqual([...ca].sort(), all.sort());
    assert.equal(connectOptions('http://127.0.0.1:8080').ca, undefined);
  });
});
