import assert from 'node:assert/strict';
import { SureMemento } from '../../../src/platform/sureMemento.ts';
import { until } from '../../support/until.ts';

type Memento = ConstructorParameters<typeof SureMemento>[0];
type Values = Record<string, unknown>;

/** Two windows' views of one storage, which has one value for all keys and tells each window of each write. */
class Storage {
  #value: Values = {};
  readonly #windows: { value: Values }[] = [];
  /** Echoes on their way; they arrive when {@link settle} is called, or at once. */
  #echoes: (() => void)[] = [];
  held = false;
  failing = false;

  window(): Memento {
    const own = { value: structuredClone(this.#value) };
    this.#windows.push(own);
    return {
      keys: () => Object.keys(own.value).filter((key) => own.value[key] !== undefined),
      get: (key: string) => own.value[key],
      update: async (key: string, value: unknown) => {
        own.value[key] = value;
        await new Promise((resolve) => setImmediate(resolve));
        if (this.failing) throw new Error('disk full');
        const written = (this.#value = structuredClone(own.value));
        const echo = (): void => {
          for (const window of this.#windows) window.value = structuredClone(written);
        };
        if (this.held) this.#echoes.push(echo);
        else setImmediate(echo);
      },
    };
  }

  /** Echoes arrive now, in their order. */
  settle(): void {
    this.held = false;
    for (const echo of this.#echoes.splice(0)) echo();
  }

  /** What a window that is opened now would read. */
  get value(): Values {
    return JSON.parse(JSON.stringify(this.#value)) as Values;
  }
}

describe('what is to be remembered', () => {
  let storage: Storage;
  let sure: SureMemento[];
  const errors: string[] = [];
  const open = (): SureMemento => {
    const one = new SureMemento(storage.window(), { error: (text: string) => errors.push(text) });
    sure.push(one);
    return one;
  };
  beforeEach(() => {
    storage = new Storage();
    sure = [];
    errors.length = 0;
  });
  afterEach(() => sure.forEach((one) => one.dispose()));

  it('is read as it was written while an earlier write echoes', async () => {
    const one = open();
    storage.held = true;
    await one.update('a', 1);
    const second = one.update('b', { deep: [2] });
    storage.settle();
    assert.deepEqual([one.get('a'), one.get('b')], [1, { deep: [2] }]);
    assert.deepEqual([...one.keys()].sort(), ['a', 'b']);
    await second;
    await until(() => storage.value['b'] !== undefined);
    assert.deepEqual(storage.value, { a: 1, b: { deep: [2] } });
  });

  it('is written again where another window wrote at the same time', async () => {
    const [one, two] = [open(), open()];
    storage.held = true;
    await Promise.all([one.update('mine', 1), two.update('yours', 2)]);
    storage.settle();
    assert.equal(one.get('mine'), 1);
    await until(() => storage.value['mine'] === 1 && storage.value['yours'] === 2);
    assert.deepEqual([two.get('mine'), one.get('yours')], [1, 2]);
  });

  it('is gone for good where it was taken out', async () => {
    const one = open();
    await one.update('a', 1);
    storage.held = true;
    await one.update('b', 2);
    const out = one.update('a', undefined);
    storage.settle();
    assert.deepEqual([one.get('a'), one.get('a', 7), [...one.keys()]], [undefined, 7, ['b']]);
    await out;
    await until(() => !('a' in storage.value));
  });

  it('gives way to what another window has written since', async () => {
    const [one, two] = [open(), open()];
    await one.update('a', 1);
    await until(() => two.get('a') === 1);
    await two.update('a', 2);
    await until(() => one.get('a') === 2);
    await until(() => storage.value['a'] === 2);
  });

  it('is told of where it cannot be written, and written once it can', async () => {
    const one = open();
    storage.failing = true;
    const window = storage.window();
    await assert.rejects(one.update('a', 1), /disk full/);
    assert.equal(one.get('a'), 1);
    storage.failing = false;
    await window.update('b', 2);
    await until(() => storage.value['a'] === 1);
    assert.equal(storage.value['b'], 2);
  });
});
