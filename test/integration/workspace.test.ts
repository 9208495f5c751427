import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Command } from '../../src/contributions.ts';
import { PAPER } from '../../src/desk/profile.ts';
import type { TestApi } from '../../src/extension.ts';
import { connectOptions } from '../../src/platform/proxy.ts';
import {
  armedMinutes,
  confirmsCancel,
  paperArguments,
  refreshInterval,
  typedAbove,
} from '../../src/platform/settings.ts';
import { startFaultyHost, type FaultyHost } from '../support/faultyHost.ts';
import { hostileSettings } from '../support/hostileSettings.ts';
import { activate, told } from './desk.ts';

describe("a workspace's settings", () => {
  let api: TestApi;
  let thief: FaultyHost;
  let folder: vscode.Uri;
  let file: vscode.Uri;

  before(async () => {
    api = await activate();
    thief = await startFaultyHost();
    const [first] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(first);
    folder = vscode.Uri.joinPath(first.uri, '.vscode');
    file = vscode.Uri.joinPath(folder, 'settings.json');
    const read = new Promise<void>((resolve) => {
      const listening = vscode.workspace.onDidChangeConfiguration(() => {
        if (vscode.workspace.getConfiguration('editor').get('tabSize') !== 7) return;
        listening.dispose();
        resolve();
      });
    });
    await vscode.workspace.fs.writeFile(
      file,
      Buffer.from(JSON.stringify(hostileSettings(thief.origin))),
    );
    await read;
  });
  after(async () => {
    await vscode.workspace.fs.delete(folder, { recursive: true });
    await thief.close();
  });

  it('are read by VS Code, and change nothing of what Order Desk goes by', () => {
    assert.equal(vscode.workspace.getConfiguration('editor').get('tabSize'), 7);
    assert.equal(confirmsCancel(), true);
    assert.equal(refreshInterval(), 5_000);
    assert.deepEqual([armedMinutes(), typedAbove()], [15, 50]);
    assert.ok(!paperArguments().includes('666'));
    assert.deepEqual(paperArguments().slice(0, 4), ['--port', '0', '--orders', '25']);
  });

  it('lead no request through a proxy, and turn off no check of certificates', () => {
    const { proxy, proxyAuthorization, noProxy, rejectUnauthorized, ca } =
      connectOptions('https://ascendex.com');
    assert.notEqual(proxy, thief.origin);
    assert.deepEqual([noProxy, rejectUnauthorized], [[], true]);
    assert.equal(proxyAuthorization, undefined);
    assert.ok(ca);
  });

  it('choose no profile and no host: PAPER stays, on this machine', async () => {
    assert.deepEqual(api.profiles.list(), [PAPER]);
    const desk = await api.current.open();
    assert.equal(desk.profile.id, PAPER.id);
    await desk.feed.refresh();
    assert.equal(new URL(api.transcripts.list()[0]?.request.url ?? '').hostname, '127.0.0.1');
    assert.notEqual(api.current.place.host, new URL(thief.origin).host);
    assert.equal(thief.requests.length, 0);
  });

  it('take no confirmation away: nothing is sent without the dialog', async () => {
    const desk = await api.current.open();
    await desk.feed.refresh();
    const [order] = desk.store.working;
    assert.ok(order);
    // The test host answers every modal dialog with an error, which shows that there was one.
    await told(api, Command.cancelRow, order);
    const sent = api.transcripts.list().some(({ action, request }) => {
      return action === 'cancel-order' && request.body?.includes(order.orderId);
    });
    assert.equal(sent, false);
    assert.ok(desk.store.isWorking(order.orderId));
  });
});
