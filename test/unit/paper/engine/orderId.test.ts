import assert from 'node:assert/strict';
import { isClientId, makeOrderId } from '../../../../src/paper/engine/orderId.ts';
import { Random } from '../../../../src/paper/random.ts';

describe('order ids', () => {
  const make = (id: string) =>
    makeOrderId('a', 1613878579169, 'U0123456789', id, new Random(1, 'ids'));

  it('follow the published rule', () => {
    assert.equal(make('sampleRequestId2'), 'a177c2a8cfe1U0123456789equestId2');
  });

  it('are drawn where the client id is too short, or has more than letters and digits', () => {
    for (const id of ['', 'short', 'has-a-dash-1', 'has_underscore']) {
      assert.match(make(id), /^a177c2a8cfe1U0123456789[A-Za-z0-9]{9}$/);
      assert.notEqual(make(id).slice(-9), id.slice(-9));
    }
  });

  it('take client ids of word characters and inner dashes, up to 32', () => {
    for (const id of ['ab', 'a-b', 'foobar', 'x'.repeat(32), 'a_b-c']) assert.ok(isClientId(id));
    for (const id of ['a', '-a', 'a-', 'a b', 'ä1', 'x'.repeat(33), 'ab\n']) {
      assert.ok(!isClientId(id), id);
    }
  });
});
