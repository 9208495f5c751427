import assert from 'node:assert/strict';
import { allowedOrigin, venueKind, venueKinds } from '../../../src/venues/registry.ts';

describe('the kinds of venue', () => {
  it('are found by id, each with hosts that are bare https origins', () => {
    for (const kind of venueKinds) {
      assert.equal(venueKind(kind.id), kind);
      for (const { origin } of kind.hosts) {
        assert.equal(new URL(origin).origin, origin);
        assert.match(origin, /^https:/);
      }
    }
    assert.equal(venueKind('none'), undefined);
  });

  it("allow a venue's own hosts and this machine, and nothing else", () => {
    const kind = venueKinds[0];
    assert.ok(kind);
    const own = kind.hosts[0]?.origin ?? '';
    assert.equal(allowedOrigin(kind, own), own);
    assert.equal(allowedOrigin(kind, `${own}/`), own);
    assert.equal(allowedOrigin(kind, 'http://127.0.0.1:8080'), 'http://127.0.0.1:8080');
    for (const text of [
      ...['', 'nonsense', 'https://evil.example', 'http://localhost:8080', 'ftp://127.0.0.1'],
      ...[`${own}/path`, `${own}?q=1`, `${own}:8443`, own.replace('https', 'http')],
      own.replace('https://', 'https://user@'),
      'https://127.0.0.1.evil.example',
    ]) {
      assert.equal(allowedOrigin(kind, text), undefined, text);
    }
  });
});
