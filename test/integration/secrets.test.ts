import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { Shown } from '../../src/commands/notifier.ts';
import { Command } from '../../src/contributions.ts';
import type { TestApi } from '../../src/extension.ts';
import type { Transcript } from '../../src/net/transcript.ts';
import { Redactor } from '../../src/net/redact.ts';
import { memoryJournal } from '../support/memoryJournal.ts';
import { CredentialStore } from '../../src/platform/credentials.ts';
import { CurrentDesk } from '../../src/platform/currentDesk.ts';
import { exchangeUri } from '../../src/platform/documentUri.ts';
import { explain } from '../../src/platform/messages.ts';
import { startFaultyHost, json, refusingOrigin, type Answer } from '../support/faultyHost.ts';
import { html, reset } from '../support/faults.ts';
import type { Order } from '../../src/venues/venue.ts';
import { activate, forgetProfiles, told, useProfile, withoutDialog } from './desk.ts';

const KEY = 'canaryKEY+7f3a/91c2=AbCdEf';
const SECRET = 'canarySECRET+5e/8d21=b7QwErTyUiOp';

/** Every form in which a secret could turn up. */
const forms = [KEY, SECRET].flatMap((text) => {
  const base64 = Buffer.from(text).toString('base64');
  return [text, base64, encodeURIComponent(text), encodeURIComponent(base64)];
});

function assertClean(text: string, where: string): void {
  for (const form of forms) assert.ok(!text.includes(form), `a secret stands in ${where}`);
}

/** A host that sends back all that it was sent, as a debugging proxy would. */
const echo: Answer = (socket, request) => {
  const headers = Object.fromEntries(request.headers);
  json(
    { code: 200001, reason: 'ECHO', message: JSON.stringify(headers), info: headers },
    { headers: { 'X-Echo': headers['x-auth-key'] ?? '' } },
  )(socket, request);
};

describe('keys and secrets', () => {
  let api: TestApi;
  let restore: () => Thenable<void>;
  const shown: Shown[] = [];
  const seen: Transcript[] = [];

  before(async () => {
    api = await activate();
    restore = await withoutDialog();
    api.notifier.onDidShow((each) => shown.push(each));
    api.transcripts.onDidAdd((each) => seen.push(each));
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await forgetProfiles(api);
    await restore();
  });

  it('are nowhere but in the secret storage, whatever goes wrong', async function () {
    this.timeout(90_000);
    const host = await startFaultyHost();
    for (const answer of [echo, html(502), reset(), json({ code: 200001, message: KEY })]) {
      host.answer = answer;
      await useProfile(api, { apiKey: KEY, secret: SECRET, origin: host.origin });
      await told(api, Command.refresh);
      const { store } = await api.current.open();
      store.apply([someOrder], { kind: 'stream', at: 1, text: '' });
      await told(api, Command.cancelRow, someOrder);
    }
    await host.close();
    await useProfile(api, { apiKey: KEY, secret: SECRET, origin: await refusingOrigin() });
    await told(api, Command.refresh);
    await useProfile(
      api,
      { apiKey: KEY, secret: SECRET, origin: 'http://127.0.0.1:1' },
      { origin: 'http://127.0.0.1:2' },
    );
    await told(api, Command.refresh);

    assert.ok(seen.length >= 8 && shown.length >= 8);
    for (const { text } of shown) assertClean(text, 'a notification');
    for (const transcript of seen) {
      for (const form of ['response', 'formatted', 'exchange'] as const) {
        const uri = exchangeUri(form, transcript);
        const bytes = await vscode.workspace.fs.readFile(uri);
        assertClean(Buffer.from(bytes).toString('latin1'), uri.path);
      }
    }
    assertClean(JSON.stringify(api.profiles.list()), 'the profiles');
    assertClean(JSON.stringify(vscode.workspace.getConfiguration()), 'the settings');
    assertClean(await vscode.env.clipboard.readText(), 'the clipboard');
    const last = seen.at(-1);
    assert.ok(last);
    const log = await logOnce((text) => text.includes(last.id));
    assertClean(log, 'the logs');
  });

  /** Everything that extensions logged in this run, once it holds what it must. */
  async function logOnce(complete: (text: string) => boolean): Promise<string> {
    for (;;) {
      const files = filesBelow(dirname(api.context.logUri.fsPath));
      const text = files.map((file) => readFileSync(file, 'latin1')).join('\n');
      if (complete(text)) return text;
      await new Promise(setImmediate);
    }
  }

  it('that the secret storage cannot give are asked of nothing else', async () => {
    const broken = (): Promise<never> => Promise.reject(new Error(`locked: ${SECRET}`));
    const storage = new CredentialStore({
      ...{ get: broken, store: broken, delete: broken, keys: broken },
      onDidChange: () => ({ dispose: () => undefined }),
    });
    const origin = 'http://127.0.0.1:1';
    await useProfile(api, { apiKey: KEY, secret: SECRET, origin });
    const desk = new CurrentDesk(
      api.profiles,
      storage,
      api.paper,
      () => assert.fail('sent'),
      memoryJournal,
      new Redactor(),
    );
    const error: unknown = await desk.open().catch((reason: unknown) => reason);
    const { text } = explain(error, desk.place);
    assert.match(text, /secret storage is not available .* Nothing was stored elsewhere/);
    assertClean(text, 'the message');
    await assert.rejects(storage.set('x', { apiKey: KEY, secret: SECRET, origin }), (reason) => {
      assertClean(String(reason), 'the error');
      return true;
    });
    desk.dispose();
  });

  it('can be forgotten', async () => {
    const profile = await useProfile(api, { apiKey: KEY, secret: SECRET, origin: 'http://x' });
    assert.equal((await api.credentials.get(profile.id))?.apiKey, KEY);
    await api.credentials.forget(profile.id);
    assert.equal(await api.credentials.get(profile.id), undefined);
  });
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

const someOrder = {
  ...{ orderId: 'a177c2a8cfe1U0123456789equestId2', symbol: 'BTC-PERP', side: 'buy' },
  ...{ type: 'limit', status: 'open', venueStatus: 'New', price: '1', stopPrice: undefined },
  ...{ quantity: '1', filledQuantity: '0', averagePrice: undefined },
  ...{ createdAt: 1, updatedAt: 1, sequence: 1, raw: '' },
} as const satisfies Order;
