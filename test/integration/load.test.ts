import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Setting } from '../../src/contributions.ts';
import type { TestApi } from '../../src/extension.ts';
import { activate, setting } from './desk.ts';

const PER_SECOND = 5_000;

describe('the view under load', () => {
  let api: TestApi;
  let url: string;
  let drawn: number[];
  const undo: (() => unknown)[] = [];

  before(async () => {
    api = await activate();
    undo.push(await setting(Setting.paperFrozen, true));
    await api.current.open();
    ({ url } = await api.paper.start());
    const listening = api.view.tree.onDidChangeTreeData(() => drawn.push(Date.now()));
    undo.push(() => listening.dispose());
  });
  after(async () => {
    await churn(0);
    for (const each of undo) await each();
  });
  beforeEach(() => {
    drawn = [];
  });

  async function control<T>(path: string, body?: object): Promise<T> {
    const headers = { 'x-paper-control': '1', 'content-type': 'application/json' };
    const init = body ? { method: 'POST', body: JSON.stringify(body) } : {};
    const response = await fetch(`${url}/paper/v1/${path}`, { headers, ...init });
    return ((await response.json()) as { data: T }).data;
  }

  const churn = (perSecond: number): Promise<unknown> =>
    control('market/churn', { perSecond, seconds: 600 });
  const made = async (): Promise<number> =>
    (await control<{ churn: { made: number } }>('stats')).churn.made;

  /** Resolves when the exchange has told so much more. */
  async function told(more: number): Promise<void> {
    for (const enough = (await made()) + more; (await made()) < enough;);
  }

  async function show(view: string, visible: boolean): Promise<void> {
    await vscode.commands.executeCommand(view);
    while (api.view.visible !== visible) await made();
  }

  it('is drawn again and again, and at most ten times in any second', async () => {
    await show('orderDesk.orders.focus', true);
    await churn(PER_SECOND);
    await told(3 * PER_SECOND);
    assert.ok(drawn.length >= 3, `${drawn.length}`);
    const within = drawn.map((end) => drawn.filter((at) => at > end - 1_000 && at <= end).length);
    assert.ok(Math.max(...within) <= 10, String(within));
  });

  it('is not drawn while the sidebar shows something else, and once when it is back', async () => {
    await show('workbench.view.explorer', false);
    drawn = [];
    await told(2 * PER_SECOND);
    assert.deepEqual(drawn, []);
    await churn(0);
    await show('orderDesk.orders.focus', true);
    while (drawn.length === 0) await made();
    assert.equal(drawn.length, 1);
  });
});
