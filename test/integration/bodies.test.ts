import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import * as vscode from 'vscode';
import { Command } from '../../src/contributions.ts';
import type { TestApi } from '../../src/extension.ts';
import type { Transcript } from '../../src/net/transcript.ts';
import { message, startFaultyHost, type Answer, type FaultyHost } from '../support/faultyHost.ts';
import { endAfter, endless, gzip, html, raw, slow, wrongLength } from '../support/faults.ts';
import { canceled, ORDER_ID, orders } from '../unit/orders/scriptedVenue.ts';
import { activate, forgetProfiles, told, useProfile, withoutDialog } from './desk.ts';

const MIB = 1024 * 1024;
const JSON_TEXT = '{"code":0,"data":{"big":90071992547409931234567890,"__proto__":{"code":7}}}';

function sized(body: Buffer): Answer {
  const head = message('', { headers: { 'Content-Length': String(body.length) } });
  return raw(Buffer.concat([Buffer.from(head), body]));
}

const latin = Buffer.from('{"code":0,"data":"caf\u00e9 \u00ff\u00fe"}', 'latin1');
const noise = Buffer.from(JSON_TEXT).map((byte) => byte ^ 0xa5) as Buffer;
const zeros = Buffer.from([0x1f, 0x00, 0x00, 0xff, 0x7b]);

/** What a host answers to a cancel, and the bytes of it that must be there to read. */
const bodies: readonly (readonly [what: string, answer: Answer, bytes: Buffer])[] = [
  ['is cut within it', endAfter(message(JSON_TEXT).slice(0, -9)), cut(JSON_TEXT, -9)],
  ['says too large a length', wrongLength(JSON_TEXT, 999), Buffer.from(JSON_TEXT)],
  ['says too small a length', wrongLength(JSON_TEXT, 20), cut(JSON_TEXT, 20)],
  ['is slow', slow(JSON_TEXT, 5), Buffer.from(JSON_TEXT)],
  ['compresses it unasked', gzip(JSON_TEXT), gzipSync(JSON_TEXT)],
  ['sends what is no UTF-8', sized(latin), latin],
  ['sends garbage', sized(noise), noise],
  ['sends garbage with zeros in it', sized(zeros), zeros],
  ['sends a page of HTML', html(200), page()],
  ['uses the names of prototypes', sized(Buffer.from(JSON_TEXT)), Buffer.from(JSON_TEXT)],
  [
    'sends without end',
    endless(),
    Buffer.concat([Buffer.from('{"x":"'), Buffer.alloc(32 * MIB - 6, 'x')]),
  ],
];

describe('the body of an answer that settles nothing', () => {
  let api: TestApi;
  let host: FaultyHost;
  let restore: () => Thenable<void>;
  let cancelAnswer: Answer;
  let statusAnswer: Answer;

  before(async () => {
    api = await activate();
    restore = await withoutDialog();
    host = await startFaultyHost();
    host.answer = (socket, request) => {
      if (request.method === 'DELETE') return cancelAnswer(socket, request);
      if (request.path.includes('/status')) return statusAnswer(socket, request);
      orders({})(socket, request);
    };
  });
  after(async () => {
    await forgetProfiles(api);
    await host.close();
    await restore();
  });
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  for (const [what, answer, bytes] of bodies) {
    it(`opens in an editor, byte for byte, when the host ${what}`, async () => {
      cancelAnswer = answer;
      statusAnswer = orders({ status: 'Canceled', seqNum: 11 });
      const { origin } = host;
      await useProfile(api, { apiKey: 'body-key', secret: 'body-secret', origin });
      await told(api, Command.refresh);
      const before = host.requests.filter(({ method }) => method === 'DELETE').length;
      // An earlier test's cancel may be told of as settled meanwhile.
      const texts = (await told(api, Command.cancelRow, { orderId: ORDER_ID })).map(
        ({ text }) => text,
      );
      const byItsStatus = texts.some((text) => text.startsWith('Canceled on AscendEX Futures'));
      assert.ok(byItsStatus, texts.join('\n'));
      const sent = host.requests.filter(({ method }) => method === 'DELETE').length;
      assert.equal(sent, before + 1, 'it was sent once');
      const [transcript] = api.transcripts.list().filter(({ action }) => action === 'cancel-order');
      assert.ok(transcript);
      await vscode.commands.executeCommand(Command.showResponse, transcript.id);
      const { document } = vscode.window.activeTextEditor ?? assert.fail('nothing was opened');
      assert.ok(document.uri.path.includes(`/${transcript.id}/`));
      assert.ok(Buffer.from(await stored(transcript)).equals(bytes), 'the very bytes');
      const text = document.getText();
      if (document.uri.path.startsWith('/hex/')) assert.equal(bytesIn(text), bytes.toString('hex'));
      else assert.ok(text === new TextDecoder().decode(bytes), 'and the editor shows them');
    }).timeout(60_000);
  }

  it('settles the cancel by itself where it is whole, and shows every digit', async () => {
    const { origin } = host;
    await useProfile(api, { apiKey: 'body-key', secret: 'body-secret', origin });
    await told(api, Command.refresh);
    cancelAnswer = (socket, request) => {
      const one = canceled('ACCEPT', { status: 'Canceled', seqNum: 12 });
      const write = (text: string): unknown =>
        socket.write(
          message(
            text.slice(text.indexOf('\r\n\r\n') + 4).replace(/}$/, ',"x":12345678901234567890123}'),
          ),
        );
      one({ write } as unknown as typeof socket, request);
    };
    const [shown] = await told(api, Command.cancelRow, { orderId: ORDER_ID });
    assert.match(shown?.text ?? '', /^Canceled on/);
    const [transcript] = api.transcripts.list().filter(({ action }) => action === 'cancel-order');
    await vscode.commands.executeCommand(Command.showResponse, transcript?.id);
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(text, /"x":12345678901234567890123}$/);
  });
});

function cut(text: string, end: number): Buffer {
  return Buffer.from(text.slice(0, end));
}

function page(): Buffer {
  return Buffer.from('<!DOCTYPE html><html><body><h1>Bad gateway</h1></body></html>');
}

/** The bytes behind a response document, which VS Code writes when it is saved under another name. */
async function stored({ id }: Transcript): Promise<Uint8Array> {
  const path = `/response/${id}/x`;
  return vscode.workspace.fs.readFile(vscode.Uri.from({ scheme: 'order-desk', path }));
}

/** The digits of a hex dump. */
function bytesIn(dump: string): string {
  const lines = dump.trimEnd().split('\n');
  return lines.map((line) => line.slice(10, 58).replaceAll(' ', '')).join('');
}
