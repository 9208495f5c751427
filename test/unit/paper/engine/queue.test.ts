import assert from 'node:assert/strict';
import { EngineQueue } from '../../../../src/paper/engine/queue.ts';

function gate(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((open) => (resolve = open));
  return { promise, resolve };
}

describe('the way into the engine', () => {
  it('is taken at once when nothing is in it', async () => {
    const seen: string[] = [];
    const done = new EngineQueue().run(() => seen.push('task'));
    seen.push('after');
    await done;
    assert.deepEqual(seen, ['task', 'after']);
  });

  it('keeps the order of arrival when later tasks could go sooner', async () => {
    const gates = [gate(), gate()] as const;
    let next = 0;
    const queue = new EngineQueue(() => gates[next++]?.promise ?? Promise.resolve());
    const seen: number[] = [];
    const all = [queue.run(() => seen.push(1)), queue.run(() => seen.push(2))];
    queue.delay = undefined;
    all.push(queue.run(() => seen.push(3)));
    gates[1].resolve();
    gates[0].resolve();
    await Promise.all(all);
    assert.deepEqual(seen, [1, 2, 3]);
  });

  it('tells a failure to whoever sent the task, and goes on', async () => {
    const queue = new EngineQueue(() => Promise.resolve());
    const failing = queue.run(() => {
      throw new Error('broken');
    });
    const after = queue.run(() => 'fine');
    await assert.rejects(failing, /broken/);
    assert.equal(await after, 'fine');
  });

  it('lets tasks pile up while it is held', async () => {
    const queue = new EngineQueue();
    const seen: number[] = [];
    queue.hold();
    queue.hold();
    const all = [1, 2].map((n) => queue.run(() => seen.push(n)));
    assert.deepEqual(seen, []);
    await queue.release();
    await Promise.all(all);
    assert.deepEqual(seen, [1, 2]);
    await queue.release();
    assert.equal(await queue.run(() => 'free'), 'free');
  });
});
