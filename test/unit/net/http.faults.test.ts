import assert from 'node:assert/strict';
import type { HttpRequest } from '../../../src/net/http.ts';
import { failureReason } from '../../../src/net/failures.ts';
import type { Transcript } from '../../../src/net/transcript.ts';
import { json, message, refusingOrigin } from '../../support/faultyHost.ts';
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

describe('HttpClient in trouble', () => {
  const rig = new Rig();
  afterEach(() => rig.end());

  describe('knows that nothing was sent', () => {
    it('when the connection is refused', async () => {
      assert.equal(where(await rig.client(await refusingOrigin()).send(cancel)), 'connect refused');
    });

    it('when the name does not resolve', async () => {
      const http = rig.client('http://nobody.invalid');
      assert.equal(where(await http.send(cancel)), 'connect dns');
    });

    it('when the certificate is not trusted', async () => {
      const server = await rig.host({ tls: true });
      assert.equal(where(await rig.client(server.origin).send(cancel)), 'connect certificate');
      assert.equal(server.requests.length, 0);
    });

    it('when the certificate is for another host', async () => {
      const server = await rig.host({ tls: true });
      const http = rig.client(`https://127.0.0.2:${server.port}`, {
        connect: { ca: [testCertificate] },
      });
      assert.match(where(await http.send(cancel)), /^connect (certificate|refused)$/);
      assert.equal(server.requests.length, 0);
    });

    it('when TLS is spoken to a host that does not', async () => {
      const server = await rig.host();
      const http = rig.client(server.origin.replace('http:', 'https:'), {
        limits: { totalTimeout: 500 },
      });
      assert.match(where(await http.send(cancel)), /^connect /);
    });

    it('when the TLS handshake never ends', async () => {
      const server = await rig.host({ tls: true, mute: true });
      const http = rig.client(server.origin, { limits: { connectTimeout: 50 } });
      assert.equal(where(await http.send(cancel)), 'connect timeout');
    });

    it('when it was given up before', async () => {
      const server = await rig.host();
      const transcript = await rig
        .client(server.origin)
        .send({ ...cancel, signal: AbortSignal.abort() });
      assert.equal(where(transcript), 'connect aborted');
      assert.equal(server.connections, 0);
    });

    it('when it was given up while waiting for a connection', async () => {
      const server = await rig.host({ answer: faults.hang() });
      const http = rig.client(server.origin, { limits: { connections: 1 } });
      const first = http.send(read);
      await server.received(1);
      const abort = new AbortController();
      const second = http.send({ ...cancel, signal: abort.signal });
      setImmediate(() => abort.abort());
      assert.equal(where(await second), 'connect aborted');
      server.answer = json({ code: 0 });
      await http.close();
      assert.equal(where(await first), 'headers aborted');
      assert.deepEqual(
        server.requests.map(({ method }) => method),
        ['GET'],
      );
    });

    it('when its time was up while waiting for a connection, even if one comes free', async () => {
      const server = await rig.host({ answer: faults.slow('{"code":0}'.padEnd(20), 20) });
      const http = rig.client(server.origin, { limits: { connections: 1 } });
      const first = http.send(read);
      await server.received(1);
      const abort = new AbortController();
      const second = http.send({ ...cancel, signal: abort.signal });
      setImmediate(() => abort.abort());
      assert.equal(where(await second), 'connect aborted');
      assert.equal(where(await first), 'whole');
      server.answer = json({ code: 0 });
      assert.equal(where(await http.send(read)), 'whole');
      assert.deepEqual(
        server.requests.map(({ method }) => method),
        ['GET', 'GET'],
      );
      assert.equal(server.connections, 1);
    });

    it('when the client is closed', async () => {
      const server = await rig.host();
      const http = rig.client(server.origin);
      await http.close();
      assert.equal(where(await http.send(cancel)), 'connect aborted');
    });

    it('when a header cannot be written', async () => {
      const server = await rig.host();
      const transcript = await rig
        .client(server.origin)
        .send({ ...cancel, headers: [['x', 'a\nb']] });
      assert.equal(where(transcript), 'connect other');
      assert.equal(server.requests.length, 0);
    });
  });

  describe('does not claim that nothing was sent', () => {
    it('when no answer comes', async () => {
      const server = await rig.host({ answer: faults.hang() });
      const http = rig.client(server.origin, { limits: { headersTimeout: 50 } });
      const transcript = await http.send(cancel);
      assert.equal(where(transcript), 'headers timeout');
      assert.equal(transcript.response, undefined);
    });

    it('when the whole call takes too long', async () => {
      const server = await rig.host({ answer: faults.slow('{"code":0,"data":{}}', 50) });
      const http = rig.client(server.origin, { limits: { totalTimeout: 500 } });
      const transcript = await http.send(cancel);
      assert.equal(where(transcript), 'body timeout');
      assert.equal(transcript.response?.complete, false);
      assert.match(bodyOf(transcript), /^\{"c/);
    });

    it('when the connection breaks before the answer', async () => {
      const server = await rig.host({ answer: faults.reset() });
      assert.equal(where(await rig.client(server.origin).send(cancel)), 'headers reset');
    });

    it('when the host closes a kept connection just as the request goes out', async () => {
      const server = await rig.host();
      const http = rig.client(server.origin);
      await http.send(read);
      server.answer = faults.endAfter('');
      assert.equal(where(await http.send(cancel)), 'headers reset');
      assert.equal(server.requests.length, 2);
    });

    it('when it is given up while the answer is awaited', async () => {
      const server = await rig.host({ answer: faults.hang() });
      const abort = new AbortController();
      const sent = rig.client(server.origin).send({ ...cancel, signal: abort.signal });
      await server.received(1);
      abort.abort();
      assert.equal(where(await sent), 'headers aborted');
    });

    it('when the answer is not HTTP', async () => {
      const server = await rig.host({ answer: faults.endAfter('SSH-2.0-nonsense\r\n\r\n') });
      assert.match(where(await rig.client(server.origin).send(cancel)), /^headers /);
    });
  });

  describe('keeps the part of a body that came', () => {
    const body = '{"code":0,"data":"0123456789"}';

    it('when the connection breaks within it', async () => {
      const server = await rig.host({ answer: faults.endAfter(message(body).slice(0, -5)) });
      const transcript = await rig.client(server.origin).send(cancel);
      assert.equal(where(transcript), 'body truncated');
      assert.equal(bodyOf(transcript), body.slice(0, -5));
      assert.equal(transcript.response?.complete, false);
    });

    it('when Content-Length promises more than comes', async () => {
      const server = await rig.host({ answer: faults.wrongLength(body, 100) });
      const transcript = await rig.client(server.origin).send(cancel);
      assert.equal(where(transcript), 'body truncated');
      assert.equal(bodyOf(transcript), body);
    });

    it('when Content-Length promises less than comes', async () => {
      const server = await rig.host({ answer: faults.wrongLength(body, 10) });
      const transcript = await rig.client(server.origin).send(cancel);
      assert.equal(bodyOf(transcript), body.slice(0, 10));
    });

    it('when nothing more comes', async () => {
      const server = await rig.host({ answer: faults.raw(message(body).slice(0, -5)) });
      const http = rig.client(server.origin, { limits: { bodyTimeout: 50 } });
      const transcript = await http.send(cancel);
      assert.equal(where(transcript), 'body timeout');
      assert.equal(bodyOf(transcript), body.slice(0, -5));
    });

    it('when it is longer than the cap, up to the cap', async () => {
      const server = await rig.host({ answer: faults.endless() });
      const http = rig.client(server.origin, { limits: { maxBodyBytes: 1_000_000 } });
      const transcript = await http.send(cancel);
      assert.equal(where(transcript), 'body tooLarge');
      assert.equal(transcript.response?.body.byteLength, 1_000_000);
      assert.equal(transcript.response.complete, false);
    });
  });
});
