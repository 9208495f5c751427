import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { PAPER, type Profile } from '../../src/desk/profile.ts';
import { FileStore } from '../../src/platform/fileStore.ts';
import { ProfileStore } from '../../src/platform/profiles.ts';
import type { TestApi } from '../../src/extension.ts';
import { checkGroup, checkName } from '../../src/commands/askProfile.ts';
import { checkOrderId, checkSymbol } from '../../src/commands/pickOrder.ts';
import { activate } from './desk.ts';

const profile: Profile = { ...PAPER, id: 'one', name: 'Desk', origin: 'http://127.0.0.1:4000' };

describe('profiles', () => {
  let api: TestApi;
  let store: ProfileStore;
  let folder: string;
  const log = { error: (text: string) => assert.fail(text) };

  before(async () => {
    api = await activate();
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'order-desk-profiles-'));
    store = new ProfileStore(new FileStore(folder, log), api.context.workspaceState);
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true });
    await api.profiles.activate(PAPER.id);
  });

  it('begin with PAPER, which cannot be replaced', async () => {
    assert.deepEqual(store.list(), [PAPER]);
    assert.equal(store.active.id, PAPER.id);
    await assert.rejects(store.save({ ...PAPER, origin: 'http://127.0.0.1:1' }));
  });

  it('are saved, replaced by id, and removed', async () => {
    await store.save(profile);
    await store.save({ ...profile, name: 'Other' });
    assert.deepEqual(
      store.list().map(({ name }) => name),
      ['PAPER', 'Other'],
    );
    store.remove('one');
    assert.equal(store.list().length, 1);
  });

  it('fall back to PAPER when the active one is gone', async () => {
    await store.save(profile);
    await store.activate('one');
    assert.equal(store.active.id, 'one');
    store.remove('one');
    assert.equal(store.active.id, PAPER.id);
  });

  it('that cannot be read are not shown, and not lost when another is saved', async () => {
    const files = new FileStore<unknown>(folder, log);
    const unreadable = [{ id: 'newer', shape: 2 }, 7];
    await Promise.all(unreadable.map((value, i) => files.put(`odd ${i}`, value)));
    assert.equal(store.list().length, 1);
    await store.save(profile);
    assert.equal(store.list().length, 2);
    const kept = files.all();
    for (const value of unreadable) assert.ok(kept.some((each) => isDeepStrictEqual(each, value)));
  });
});

describe('what is typed', () => {
  const cases: readonly (readonly [
    string,
    (text: string) => string | undefined,
    string,
    boolean,
  ])[] = [
    ['an order id', checkOrderId, 'a177c2a8cfe1U0123456789equestId2', true],
    ['an order id', checkOrderId, '', false],
    ['an order id', checkOrderId, 'a177 c2', false],
    ['an order id', checkOrderId, ' a177', false],
    ['an order id', checkOrderId, 'a'.repeat(65), false],
    ['an order id', checkOrderId, 'a/b', false],
    ['an order id', (text) => checkOrderId(text, ['BTC-PERP']), 'btc-perp', false],
    ['a symbol', checkSymbol, 'BTC-PERP', true],
    ['a symbol', checkSymbol, '', false],
    ['a symbol', checkSymbol, 'BTC PERP', false],
    ['a group', checkGroup, '', true],
    ['a group', checkGroup, '7', true],
    ['a group', checkGroup, 'seven', false],
    ['a name', (text) => checkName(text, [PAPER]), 'Desk', true],
    ['a name', (text) => checkName(text, [PAPER]), ' paper ', false],
    ['a name', (text) => checkName(text, [PAPER]), '   ', false],
    ['a name', (text) => checkName(text, [PAPER]), 'x'.repeat(41), false],
  ];
  for (const [what, check, text, good] of cases) {
    it(`${JSON.stringify(text)} is ${good ? 'taken' : 'refused'} as ${what}`, () => {
      const said = check(text);
      if (good) assert.equal(said, undefined);
      else assert.ok(said && said.length > 10, 'it must say what to do');
    });
  }
});
