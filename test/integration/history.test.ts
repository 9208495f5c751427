import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { Command } from '../../src/contributions.ts';
import type { TestApi } from '../../src/extension.ts';
import { html, inTurn } from '../support/faults.ts';
import { json, startFaultyHost, type Answer, type FaultyHost } from '../support/faultyHost.ts';
import { activate, forgetProfiles, opened, tells, useProfile } from './desk.ts';

const ORDER =
  '{"orderId":"=cmd","symbol":"BTC-PERP","side":"Buy","orderType":"Limit","status":"Filled","seqNum":12345678901234567890,"time":1642780800000, "lastExecTime":1642780801000,"price":"9500.00","orderQty":"0.10","cumFilledQty":"0.10","avgFilledPx":"9500.123456789012345678","cumFee":"-0.000000000000000001","feeAsset":"USDT"}';
const payment = (n: number): string =>
  `{"timestamp":${1642780800000 - n},"symbol":"BTC-PERP","paymentInUSDT":"-0.${n}0","fundingRate":"0.0001","big":90071992547409931234567890}`;
const FILL =
  '{"data":[{"asset":"BTCPC","curBalance":"0","dataType":"trade","deltaQty":"950.0"},{"asset":"USDT","curBalance":"100.500000000000000001","dataType":"trade","deltaQty":"12.500000000000000001"},{"asset":"USDT","curBalance":"100.500000000000000001","dataType":"fee","deltaQty":"-0.50"}],"orderId":"=cmd","sn":18591022060,"transactTime":1642780801000,"big":90071992547409931234567890}';
const FUNDING =
  '{"data":[{"asset":"BTCPC","curBalance":"-1","deltaQty":"-0.10"}],"eventType":"Fundingpayment","sn":18591022051, "transactTime":1642780800000}';
const numbers = (from: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => from + i);

describe('the history', () => {
  let api: TestApi;
  let host: FaultyHost;
  let folder: string;
  let funding: Answer;

  before(async () => {
    api = await activate();
    host = await startFaultyHost();
    folder = mkdtempSync(join(tmpdir(), 'order-desk-export-'));
    const { origin } = host;
    await useProfile(api, { apiKey: 'history-key', secret: 'history-secret', origin });
  });
  beforeEach(() => {
    funding = page(numbers(1, 2), false);
    host.answer = (socket, request) => {
      if (request.path.includes('/hist/current'))
        json(`{"code":0,"data":[${ORDER} ,]}`)(socket, request);
      else if (request.path.includes('/funding-payments')) funding(socket, request);
      else if (request.path.includes('/balance/snapshot'))
        json('{"meta":{"sn":18591022050,"balanceTime":1},"collateralBalance":[]}')(socket, request);
      else if (request.path.includes('/balance/history'))
        json(`{"balance":[${FUNDING}],"meta":{"ac":"futures"},"order":[${FILL}]}`)(socket, request);
      else json({ code: 0, data: [] })(socket, request);
    };
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await forgetProfiles(api);
    await host.close();
    rmSync(folder, { recursive: true });
  });

  function page(which: readonly number[], hasNext: boolean): Answer {
    const list = which.map(payment).join(',\n');
    return json(`{"code":0,"data":{"page":1,"hasNext":${hasNext},"data":[${list}]}}`);
  }
  const file = (name: string): vscode.Uri => vscode.Uri.file(join(folder, name));

  it('is exported as CSV: exact decimals, UTC, and no formula', async () => {
    const destination = file('orders.csv');
    const said = { what: 'orders', format: 'csv', destination };
    await tells(
      api,
      /^Exported 1 order of .*, from 2022-01-21T16:00:01\.000Z to 2022-01-21T16:00:01\.000Z, to orders\.csv\.$/,
      Command.exportHistory,
      said,
    );
    const [heading = '', line = '', ...others] = readFileSync(destination.fsPath, 'utf8').split(
      '\r\n',
    );
    assert.deepEqual(others, ['']);
    const cells = line.split(',');
    const cell = (name: string) => cells[heading.split(',').indexOf(name)];
    assert.deepEqual(
      ['created_utc', 'average_price', 'total_fee', 'quantity', 'order_id'].map(cell),
      [
        '2022-01-21T16:00:00.000Z',
        '9500.123456789012345678',
        '-0.000000000000000001',
        '0.10',
        `"'=cmd"`,
      ],
    );
  });

  it('is exported as JSONL with the bytes that came, over all pages', async () => {
    funding = inTurn(page(numbers(1, 100), true), page(numbers(101, 20), false));
    const destination = file('funding.jsonl');
    const said = { what: 'funding', format: 'jsonl', destination };
    await tells(api, /^Exported 120 funding payments/, Command.exportHistory, said);
    const text = readFileSync(destination.fsPath, 'utf8');
    assert.equal(
      text,
      numbers(1, 120)
        .map((n) => `${payment(n)}\n`)
        .join(''),
    );
  });

  it('has its changes of the balance exported from the first that the exchange tells, exactly', async () => {
    const destination = file('balance.csv');
    const said = { what: 'balance', format: 'csv', destination };
    const shown = await tells(api, /^Exported 3 balance changes/, Command.exportHistory, said);
    assert.match(shown.text, /to balance\.csv\. Older ones may be missing: the exchange tells /);
    const { path } = host.requests.find((each) => each.path.includes('/history?')) ?? assert.fail();
    assert.match(path, /sn=18591022051&limit=500$/);
    assert.deepEqual(readFileSync(destination.fsPath, 'utf8').split('\r\n'), [
      'time_utc,asset,amount,balance,kind,venue_kind,symbol,order_id,sequence',
      `2022-01-21T16:00:01.000Z,USDT,-0.50,100.500000000000000001,fee,fee,BTC-PERP,"'=cmd",18591022060`,
      `2022-01-21T16:00:01.000Z,USDT,12.500000000000000001,100.500000000000000001,profit,trade,BTC-PERP,"'=cmd",18591022060`,
      '2022-01-21T16:00:00.000Z,BTCPC,-0.10,-1,funding,Fundingpayment,BTC-PERP,,18591022051',
      '',
    ]);
  });

  it('has them exported as JSONL, each record once, with the bytes that came', async () => {
    // With a client of its own: this one would wait until it may ask again.
    const { origin } = host;
    await useProfile(api, { apiKey: 'other-key', secret: 'other-secret', origin });
    const destination = file('balance.jsonl');
    const said = { what: 'balance', format: 'jsonl', destination };
    await tells(api, /^Exported 3 balance changes of .* in 2 records/, Command.exportHistory, said);
    assert.equal(readFileSync(destination.fsPath, 'utf8'), `${FILL}\n${FUNDING}\n`);
  });

  it('is exported as far as it could be read, and says what is missing', async () => {
    funding = inTurn(page(numbers(1, 100), true), html(502));
    const destination = file('half.csv');
    const said = { what: 'funding', format: 'csv', destination };
    const shown = await tells(api, /Older ones are missing: /, Command.exportHistory, said);
    assert.equal(shown.level, 'warning');
    assert.match(
      shown.text,
      /^Exported 100 funding payments of .*, from 2022-01-21T15:59:59\.900Z to /,
    );
    assert.equal(readFileSync(destination.fsPath, 'utf8').split('\r\n').length, 102);
  });

  it('leaves a file alone that nothing could be read for', async () => {
    const destination = file('half.csv');
    const before = readFileSync(destination.fsPath);
    funding = html(502);
    const said = { what: 'funding', format: 'csv', destination };
    const shown = await tells(api, /./, Command.exportHistory, said);
    assert.equal(shown.level, 'error');
    assert.deepEqual(readFileSync(destination.fsPath), before);
  });

  it('is exported into an editor, where nothing is saved by itself', async () => {
    const said = { what: 'fills', format: 'jsonl', destination: 'untitled' };
    const document = await opened(Command.exportHistory, said);
    assert.ok(document.isUntitled);
    assert.equal(
      document.getText(),
      `{"knownAs":"orderTotal","seenQuantity":"0","executionsSeen":0,"record":${ORDER}}\n`,
    );
  });

  it('is put into no editor in front of what was opened meanwhile', async () => {
    const meanwhile = await vscode.workspace.openTextDocument({ content: 'typed meanwhile' });
    const answer = funding;
    funding = (socket, request) =>
      void vscode.window.showTextDocument(meanwhile).then(() => answer(socket, request));
    const said = { what: 'funding', format: 'jsonl', destination: 'untitled' };
    const shown = await tells(api, /^Exported 2 funding/, Command.exportHistory, said);
    assert.equal(vscode.window.activeTextEditor?.document, meanwhile);
    assert.ok(shown.buttons.includes('Open File'), String(shown.buttons));
    const text = `${payment(1)}\n${payment(2)}\n`;
    const made = vscode.workspace.textDocuments.find((each) => each.getText() === text);
    assert.ok(made?.isUntitled);
    // What the button runs.
    assert.equal(await opened('vscode.open', made.uri), made);
  });

  it('shows the record of a row as it came, and the whole answer', async () => {
    await vscode.commands.executeCommand(Command.refreshHistory);
    const record = await opened(Command.showRecord, {
      recordId: 'payment BTC-PERP 1642780799999 1',
    });
    assert.equal(record.getText(), payment(1));
    assert.equal(record.languageId, 'json');
    const order = await opened(Command.showRecord, { recordId: 'order =cmd' });
    assert.equal(order.getText(), ORDER);
    const answer = await opened(Command.showHistoryResponse, { section: 'orders' });
    assert.equal(answer.getText(), `{"code":0,"data":[${ORDER} ,]}`);
  });

  it('says why it could not be read', async () => {
    funding = html(502);
    await tells(api, /./, Command.refreshHistory);
    await tells(api, /gateway|HTTP 502|answered/i, Command.showHistoryProblem, {
      section: 'funding',
    });
  });
});
