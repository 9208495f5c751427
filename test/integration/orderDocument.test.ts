import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Command, EDIT_SCHEME } from '../../src/contributions.ts';
import type { TestApi } from '../../src/extension.ts';
import { startPaperExchange, type PaperExchange } from '../../src/paper/exchange.ts';
import { activate, forgetProfiles, opened, tells, useProfile } from './desk.ts';

describe('a document of orders', () => {
  let api: TestApi;
  let exchange: PaperExchange;

  before(async () => {
    api = await activate();
    exchange = await startPaperExchange({ seed: 7, orders: 6, frozen: true });
    const { apiKey, secret, url, accountGroup } = exchange.ready;
    const credentials = { apiKey, secret, origin: url };
    await useProfile(api, credentials, { accountGroup: String(accountGroup) });
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await forgetProfiles(api);
    await exchange.close();
  });

  const open = (): Promise<vscode.TextDocument> => opened(Command.editOrders);
  const sent = (): number =>
    api.transcripts.list().filter(({ request }) => request.method !== 'GET').length;

  async function replace(document: vscode.TextDocument, from: RegExp, to: string): Promise<void> {
    const text = document.getText();
    const found = from.exec(text);
    assert.ok(found, String(from));
    const at = document.positionAt(found.index);
    const range = new vscode.Range(at, document.positionAt(found.index + found[0].length));
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, range, to);
    assert.ok(await vscode.workspace.applyEdit(edit));
  }

  /** Resolves with the diagnostics once they are as wanted. */
  function diagnosed(
    { uri }: vscode.TextDocument,
    holds: (found: readonly vscode.Diagnostic[]) => boolean,
  ): Promise<readonly vscode.Diagnostic[]> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = vscode.languages.getDiagnostics(uri);
        if (!holds(found)) return;
        listening.dispose();
        resolve(found);
      };
      const listening = vscode.languages.onDidChangeDiagnostics(look);
      look();
    });
  }

  it('has every open order, in JSON with comments, and no diagnostics', async () => {
    const document = await open();
    assert.equal(document.languageId, 'jsonc');
    assert.equal(document.uri.scheme, EDIT_SCHEME);
    const { store } = await api.current.open();
    assert.equal(store.size, 6);
    for (const { orderId, quantity } of store.working) {
      assert.ok(document.getText().includes(`"orderId": "${orderId}"`));
      assert.ok(document.getText().includes(`"quantity": "${quantity}"`));
    }
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
  });

  it('of one symbol has the orders of that alone', async () => {
    const { store } = await api.current.open();
    const [symbol = ''] = store.symbols;
    const document = await opened(Command.editOrders, { symbol });
    const symbols = [...document.getText().matchAll(/"symbol": "([^"]+)"/g)].map(
      ([, each]) => each,
    );
    assert.deepEqual(symbols, Array(store.workingIn(symbol).size).fill(symbol));
  });

  it('says as it is typed what the contract does not allow, and what is no field', async () => {
    const document = await open();
    await replace(document, /"price": "(\d+)[^"]*"/, '"price": "0.00000001", "pirce": "1"');
    const found = await diagnosed(document, (all) => all.length >= 2);
    const words = found.map(({ message, source }) => `${source}: ${message}`).join('\n');
    assert.match(words, /Order Desk: .* has no price below/);
    assert.match(words, /Order Desk: Orders have no field pirce\./);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await diagnosed(document, (all) => all.length === 0);
  });

  it('proposes fields and values, and explains a field at the pointer', async () => {
    const document = await open();
    const at = document.getText().indexOf('"side": "') + 2;
    await replace(document, /\n\]\n$/, ',\n  {"symbol": "BTC-PERP", "side": "buy", }\n]\n');
    const position = document.positionAt(document.getText().lastIndexOf('}\n]'));
    const labels = (list: vscode.CompletionList): readonly string[] =>
      list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    const fields = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      ...[document.uri, position],
    );
    for (const field of ['stopPrice', 'timeInForce', 'clientId'])
      assert.ok(labels(fields).includes(field), labels(fields).join());
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      ...[document.uri, document.positionAt(at)],
    );
    const words = hovers.flatMap(({ contents }) =>
      contents.map((each) => (typeof each === 'string' ? each : each.value)),
    );
    assert.match(words.join('\n'), /buy or sell/);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('that is saved sends nothing, and opens what would be done in the diff editor', async () => {
    const document = await open();
    const before = sent();
    await replace(document, /,\n {2}\{\n(?: {4}.*\n)+ {2}\}\n\]/, '\n]');
    const shown = new Promise<vscode.TextDocument>((resolve) => {
      const listening = vscode.window.onDidChangeVisibleTextEditors((editors) => {
        const now = editors.find(({ document: { uri } }) =>
          uri.path.startsWith('/order-desk-now/'),
        );
        if (!now) return;
        listening.dispose();
        resolve(now.document);
      });
    });
    await vscode.commands.executeCommand('workbench.action.files.save');
    const now = await shown;
    const count = (text: string): number => text.split('"orderId"').length - 1;
    assert.equal(count(now.getText()), 6);
    assert.equal(count(document.getText()), 5);
    assert.equal(sent(), before);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    assert.match(lenses[0]?.command?.title ?? '', /^Apply on .*: cancel 1…$/);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    assert.equal(sent(), before);
    assert.equal((await api.current.open()).store.size, 6);
  });

  it('that changes nothing, or has errors, is not applied', async () => {
    const document = await open();
    await tells(api, /changes nothing, so nothing was sent/, Command.applyOrders, document.uri);
    await replace(document, /"side": "\w+"/, '"side": "both"');
    await tells(api, /has errors, so nothing was sent/, Command.applyOrders, document.uri);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('of an earlier window says what to do, and applies nothing', async () => {
    const path = '/order-desk-orders/gone/PAPER orders.jsonc';
    const uri = vscode.Uri.from({ scheme: EDIT_SCHEME, path });
    await assert.rejects(async () => vscode.workspace.openTextDocument(uri), /Close this tab/);
    await assert.rejects(async () => vscode.workspace.fs.writeFile(uri, new Uint8Array()));
    await tells(api, /Open a document of orders first/, Command.applyOrders, uri);
  });
});
