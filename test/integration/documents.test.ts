import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Command, SCHEME } from '../../src/contributions.ts';
import type { TestApi } from '../../src/extension.ts';
import type { Transcript } from '../../src/net/transcript.ts';
import { startFaultyHost, json, type FaultyHost } from '../support/faultyHost.ts';
import { raw } from '../support/faults.ts';
import { activate, forgetProfiles, opened, response, told, useProfile } from './desk.ts';

const BIG = '{"code":0,"data":[],"big":90071992547409931234567890,"x":1.0,"x":1.00,"u":"\\u00e9"}';

describe('response documents', () => {
  let api: TestApi;
  let host: FaultyHost;

  before(async () => {
    api = await activate();
    host = await startFaultyHost();
    const { origin } = host;
    await useProfile(api, { apiKey: 'document-key', secret: 'document-secret', origin });
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await forgetProfiles(api);
    await host.close();
  });
  /** Asks for the open orders, whatever comes. */
  async function ask(): Promise<Transcript> {
    await told(api, Command.refresh);
    const [latest] = api.transcripts.list();
    assert.ok(latest);
    return latest;
  }
  const bytes = async (document: vscode.TextDocument): Promise<Buffer> =>
    Buffer.from(await vscode.workspace.fs.readFile(document.uri));

  it('hold the very bytes that came: long numbers, doubled keys, line ends', async () => {
    const body = `${BIG.slice(0, -1)},\r\n"y":2,\n"z":3}`;
    host.answer = json(body);
    const document = await response(await ask());
    assert.equal(document.languageId, 'json');
    assert.equal((await bytes(document)).toString('utf8'), body);
    assert.match(document.fileName, /open-orders .*\.json$/);
  });

  it('that came before the window was opened say so, and what to do', async () => {
    for (const path of ['/response/gone/cancel-order 14-03-22.json', '/report/gone/report.json']) {
      const uri = vscode.Uri.from({ scheme: SCHEME, path });
      await assert.rejects(async () => vscode.workspace.openTextDocument(uri), /Close this tab/);
    }
  });

  it('keep bytes that are not UTF-8', async () => {
    const body = Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]);
    const head = `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n`;
    host.answer = raw(Buffer.concat([Buffer.from(head), body]));
    assert.deepEqual(await bytes(await response(await ask())), body);
  });

  it('show the last response, which polling for orders does not replace', async () => {
    host.answer = json('{"code":0,"data":[ ]}');
    const { venue } = await api.current.open();
    const { transcript } = await venue.history.orders({ limit: 10 });
    host.answer = json(BIG);
    await ask();
    const document = await opened(Command.showLastResponse);
    assert.ok(document.uri.path.includes(transcript.id));
    assert.equal(document.getText(), '{"code":0,"data":[ ]}');
  });

  it('show the response behind the list, also after a later one failed', async () => {
    host.answer = json(BIG);
    const { id } = await ask();
    host.answer = json('<html></html>', { status: 502 });
    await ask();
    const document = await opened(Command.showOpenOrdersResponse);
    assert.ok(document.uri.path.includes(id));
  });

  it('open what is not JSON as text, whole', async () => {
    const page = '<!DOCTYPE html>\n<html><body>Bad gateway</body></html>';
    host.answer = json(page, { status: 502 });
    const document = await response(await ask());
    assert.match(document.fileName, /\.txt$/);
    assert.equal(document.getText(), page);
  });

  it('format the same tokens, in a document of its own', async () => {
    host.answer = json(BIG);
    const { id } = await ask();
    const document = await opened(Command.formatResponse, id);
    assert.notEqual(document.getText(), BIG);
    assert.equal(document.getText().replaceAll(/\s/g, ''), BIG);
    assert.match(document.fileName, /formatted\.json$/);
  });

  it('show the exchange: request without key and signature, status, headers, timings', async () => {
    host.answer = json(BIG, { headers: { 'X-Trace': 'abc' } });
    const { id } = await ask();
    const text = (await opened(Command.showExchange, id)).getText();
    assert.match(text, /^GET http:\/\/127\.0\.0\.1:\d+\/0\/api\/pro\/v2\/futures\/order\/open$/m);
    assert.match(text, /^200 /m);
    assert.match(text, /^X-Trace: abc$/m);
    assert.match(text, /answered after \d+\.\d ms/);
    assert.match(text, /^x-auth-signature: ‹redacted›$/m);
    assert.doesNotMatch(text, /document-key|document-secret/);
  });

  it('cannot be written, moved or deleted', async () => {
    host.answer = json(BIG);
    const { uri } = await response(await ask());
    await assert.rejects(async () => vscode.workspace.fs.writeFile(uri, new Uint8Array()));
    await assert.rejects(async () => vscode.workspace.fs.delete(uri));
    assert.equal(vscode.workspace.fs.isWritableFileSystem(SCHEME), false);
  });

  it('that are no longer kept say so', async () => {
    const [shown] = await told(api, Command.showResponse, 'no-such-transcript');
    assert.match(shown?.text ?? '', /no longer kept/);
    const uri = vscode.Uri.from({ scheme: SCHEME, path: '/response/none/x.json' });
    await assert.rejects(async () => vscode.workspace.openTextDocument(uri));
  });

  it('show one order as the exchange wrote it, and follow its changes', async () => {
    const order =
      '{"orderId":"a1","symbol":"BTC-PERP","side":"Buy","orderType":"Limit","status":"New","seqNum":3,"time":1, "lastExecTime":1,"price":"9500.00","orderQty":"0.10","cumFilledQty":"0","odd":12345678901234567890}';
    host.answer = json(`{"code":0,"data":[ ${order} ]}`);
    await ask();
    const document = await opened(Command.showOrder, { orderId: 'a1' });
    assert.equal(document.getText(), order);
    const filled = order.replace('"seqNum":3', '"seqNum":4').replace('Qty":"0"', 'Qty":"0.05"');
    const changed = new Promise<void>((resolve) => {
      const listening = vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.document !== document) return;
        listening.dispose();
        resolve();
      });
    });
    host.answer = json(`{"code":0,"data":[ ${filled} ]}`);
    await ask();
    await changed;
    assert.equal(document.getText(), filled);
  });
});
