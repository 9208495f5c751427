import assert from 'node:assert/strict';
import { PassedBy } from '../../../src/commands/passedBy.ts';
import { ManualClock } from '../../support/manualClock.ts';

describe('a list of choices that takes the place of another', () => {
  let clock: ManualClock;
  let passedBy: PassedBy;
  /** What is to be active instead, after VS Code told of these. */
  const told = (...keys: readonly string[]): (string | undefined)[] =>
    keys.map((key) => passedBy.move(key));

  beforeEach(() => {
    clock = new ManualClock();
    passedBy = new PassedBy(clock);
  });

  it('leaves what is active where nobody moved meanwhile', () => {
    passedBy.draw('c', 'a');
    assert.deepEqual(told('a', 'c', 'd', 'c'), [undefined, undefined, undefined, undefined]);
  });

  it('gets the choice that was moved to before it was drawn', () => {
    passedBy.draw('c', 'a');
    assert.deepEqual(told('d', 'e', 'a', 'c'), [undefined, undefined, undefined, 'e']);
    passedBy.draw('a', 'a');
    assert.deepEqual(told('b', 'c', 'a'), [undefined, undefined, 'c']);
  });

  it('takes no move for one of before once it has been there for long', async () => {
    passedBy.draw('c', 'a');
    await clock.advance(2001);
    assert.deepEqual(told('d', 'c'), [undefined, undefined]);
  });

  it('forgets the moves in the list before the one before it', () => {
    passedBy.draw('c', 'a');
    assert.deepEqual(told('d'), [undefined]);
    passedBy.draw('d', 'a');
    assert.deepEqual(told('d'), [undefined]);
  });
});
