import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { HttpRequest } from '../../../src/net/http.ts';
import { failureReason } from '../../../src/net/failures.ts';
import { Redactor } from '../../../src/net/redact.ts';
import type { Transcript } from '../../../src/net/transcript.ts';
import { json, message } from '../../support/faultyHost.ts';
import { Rig } from '../../support/rig.ts';
import * as faults from '../../support/faults.ts';
import { testCertificate } from '../../support/testCertificate.ts';

const cancel: HttpRequest = {
  action: 'cancel-order',
  method: 'DELETE',
  path: '/6/api/pro/v2/futures/order',
  headers: [
    ['content-type', 'application/json'],
    ['x-auth-key', 'kkkkkkkkkk'],
    ['x-auth-signature', 'ssssssssss'],
  ],
  body: '{"orderId":"a1","symbol":"BTC-PERP"}',
  secretHeaders: ['x-auth-key', 'x-auth-signature'],
};
const read: HttpRequest = { action: 'open-orders', method: 'GET', path: '/open?n=1' };

function bodyOf(transcript: Transcript): string {
  return Buffer.from(transcript.response?.body ?? []).toString();
}

function where({ failure }: Transcript): string {
  return failure ? `${failure.stage} ${failureReason(failure)}` : 'whole';
}

describe('HttpClient', () => {
  const rig = new Rig();
  afterEach(() => rig.end());

  it('keeps request and answer as they were on the wire, save the secret headers', async () => {
    const server = await rig.host({ answer: json({ code: 0 }, { headers: { 'X-Odd': 'a b' } }) });
    const transcript = await rig.client(server.origin, { now: () => 1234 }).send(cancel);
    const [seen] = server.requests;
    assert.equal(transcript.action, 'cancel-order');
    assert.equal(transcript.startedAt, 1234);
    assert.equal(transcript.request.method, seen?.method);
    assert.equal(transcript.request.url, server.origin + (seen?.path ?? ''));
    assert.equal(transcript.request.body, seen?.body);
    assert.deepEqual(
      transcript.request.headers,
      seen?.headers.map(([name, value]) =>
        name.startsWith('x-auth-') ? [name, '‹redacted›'] : [name, value],
      ),
    );
    assert.equal(seen?.headers.find(([name]) => name === 'x-auth-key')?.[1], 'kkkkkkkkkk');
    assert.equal(transcript.response?.status, 200);
    assert.equal(transcript.response.statusText, 'Whatever');
    assert.deepEqual(transcript.response.headers.at(-1), ['X-Odd', 'a b']);
    assert.equal(bodyOf(transcript), '{"code":0}');
    assert.equal(transcript.response.complete, true);
    assert.equal(transcript.failure, undefined);
    const { sent, headers, total } = transcript.timings;
    assert.ok(sent !== undefined && headers !== undefined && sent <= headers && headers <= total);
  });

  it('tells the length of a body it sends by POST, and of none', async () => {
    const server = await rig.host();
    const http = rig.client(server.origin);
    for (const body of ['{"ü":1}', undefined]) {
      const { request } = await http.send({ ...read, method: 'POST', body });
      assert.deepEqual(request.headers, server.requests.at(-1)?.headers);
    }
  });

  it('keeps the connection after a DELETE that has a body', async () => {
    const server = await rig.host();
    const http = rig.client(server.origin);
    for (let i = 0; i < 50; i++) await http.send(cancel);
    assert.equal(server.requests.length, 50);
    assert.ok(server.connections <= 2, `${server.connections} connections`);
  });

  it('takes many calls at once, over a bounded number of connections', async () => {
    const server = await rig.host();
    const http = rig.client(server.origin, { limits: { connections: 4 } });
    const all = await Promise.all(Array.from({ length: 200 }, () => http.send(cancel)));
    assert.ok(all.every((transcript) => transcript.failure === undefined));
    assert.equal(new Set(all.map(({ id }) => id)).size, 200);
    assert.ok(server.connections <= 4, `${server.connections} connections`);
  });

  it('takes a body of exactly the cap as whole', async () => {
    const server = await rig.host({ answer: json('x'.repeat(1000)) });
    const http = rig.client(server.origin, { limits: { maxBodyBytes: 1000 } });
    assert.equal(where(await http.send(cancel)), 'whole');
  });

  it('keeps bytes that are no text, and bytes that came compressed, untouched', async () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28, 0x80]);
    const head = 'HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n';
    const server = await rig.host({
      answer: faults.raw(Buffer.concat([Buffer.from(head), bytes])),
    });
    const http = rig.client(server.origin);
    assert.deepEqual(Buffer.from((await http.send(read)).response?.body ?? []), bytes);
    server.answer = faults.gzip('{"code":0}');
    const { response } = await http.send(read);
    assert.deepEqual([...(response?.body.subarray(0, 2) ?? [])], [0x1f, 0x8b]);
  });

  it('follows no redirect', async () => {
    const other = await rig.host();
    const server = await rig.host({ answer: faults.redirect(`${other.origin}/`, 307) });
    const transcript = await rig.client(server.origin).send(cancel);
    assert.equal(transcript.response?.status, 307);
    assert.equal(other.connections, 0);
  });

  it('passes over an interim answer', async () => {
    const server = await rig.host({
      answer: faults.raw(`HTTP/1.1 103 Early Hints\r\n\r\n${message('{"code":0}')}`),
    });
    const transcript = await rig.client(server.origin).send(cancel);
    assert.equal(transcript.response?.status, 200);
    assert.equal(bodyOf(transcript), '{"code":0}');
  });

  it('sends to no other origin than its own', async () => {
    const http = rig.client('http://127.0.0.1:1');
    for (const path of ['//evil.example/x', 'https://evil.example/', 'x']) {
      await assert.rejects(http.send({ ...read, path }), TypeError);
    }
  });

  it('trusts a certificate it is given, and any where it is told to', async () => {
    const server = await rig.host({ tls: true });
    for (const connect of [{ ca: [testCertificate] }, { rejectUnauthorized: false }]) {
      assert.equal(where(await rig.client(server.origin, { connect }).send(cancel)), 'whole');
    }
  });

  it('replaces a secret that the host sends back, and says so', async () => {
    const server = await rig.host({
      answer: json({ code: 1, key: 'kkkkkkkkkk', s: 'topsecret' }, { headers: { X: 'topsecret' } }),
    });
    const redactor = new Redactor(['topsecret']);
    const transcript = await rig.client(server.origin, { redactor }).send(cancel);
    assert.equal(bodyOf(transcript), '{"code":1,"key":"**********","s":"*********"}');
    assert.deepEqual(transcript.response?.headers.at(-1), ['X', '‹redacted›']);
    assert.equal(transcript.response.redacted, true);
    assert.doesNotMatch(
      inspect(transcript, { depth: Infinity }),
      /topsecret|kkkkkkkkkk|ssssssssss/,
    );
  });
});
