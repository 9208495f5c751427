// Hosts that send back what they were sent, in every way a host can.
import { gzipSync } from 'node:zlib';
import { json, message, type Answer, type SeenRequest } from './faultyHost.ts';
import { endAfter, html, raw, redirect } from './faults.ts';

/** What a host knows of whoever asks: the key and the signature by the request, the secret by magic. */
export interface Known {
  readonly key: string;
  readonly signature: string;
  readonly secret: string;
}

export function knownOf({ headers }: Pick<SeenRequest, 'headers'>, secret: string): Known {
  const sent = new Map(headers);
  return {
    key: sent.get('x-auth-key') ?? '',
    signature: sent.get('x-auth-signature') ?? '',
    secret,
  };
}

/** All of it, in each of the forms that a host may put it into. */
export function everyForm({ key, signature, secret }: Known): string {
  const forms = [key, secret, signature].flatMap((text) => {
    const bytes = Buffer.from(text);
    const base64 = bytes.toString('base64');
    return [text, encodeURIComponent(text), base64, encodeURIComponent(base64)].concat(
      ...[bytes.toString('base64url'), bytes.toString('hex')],
    );
  });
  return [...forms, Buffer.from(`${key}:${secret}:${signature}`).toString('base64')].join(' ');
}

/** Characters that may not stand in a header's name. */
const token = (text: string): string => text.replaceAll(/[^\w!#$%&'*+.^`|~-]/g, '');

type Echo = (known: Known) => Answer;

/** How a host sends it back, by where it stands. */
export const echoes: Readonly<Record<string, Echo>> = {
  'in JSON': (known) => json({ code: 200001, reason: known.key, message: everyForm(known) }),
  'as a key of JSON': (known) => json({ code: 100001, [known.key]: { [known.secret]: 1 } }),
  'in JSON with its signs escaped': (known) =>
    json(`{"code":100001,"reason":${JSON.stringify(everyForm(known)).replaceAll('/', '\\/')}}`),
  'in JSON that is cut': (known) => json(`{"code":0,"data":"${everyForm(known)}`),
  'where JSON breaks': (known) => json(everyForm(known)),
  'in HTML': (known) => html(200, { 'X-Page': known.key }),
  'on a page of a gateway': (known) => json(`<html>${everyForm(known)}</html>`, { status: 502 }),
  'in its status line': (known) =>
    raw(`HTTP/1.1 400 ${everyForm(known)}\r\nContent-Length: 2\r\n\r\n{}`),
  'in headers': (known) =>
    json(
      { code: 100001 },
      {
        headers: {
          ...{ 'X-Key': known.key, 'X-All': everyForm(known), 'Set-Cookie': known.secret },
          'Retry-After': '1',
        },
      },
    ),
  'as the name of a header': (known) =>
    raw(message('{"code":100001}').replace('\r\n', `\r\n${token(known.key)}: 1\r\n`)),
  'where it redirects to': (known) =>
    redirect(`https://host.example/${encodeURIComponent(known.secret)}?${everyForm(known)}`, 307),
  'in an answer that breaks off': (known) =>
    endAfter(message(everyForm(known), { headers: { 'Content-Length': '99999' } })),
  'in place of HTTP': (known) => endAfter(`${everyForm(known)}\r\n\r\n`),
  'in an encoding nobody asked for': (known) =>
    json(everyForm(known), { headers: { 'Content-Encoding': known.key } }),
  'in bytes that are no text': (known) => {
    const body = Buffer.concat([Buffer.from([0, 0xff]), Buffer.from(everyForm(known))]);
    const head = message('', { headers: { 'Content-Length': String(body.length) } });
    return raw(Buffer.concat([Buffer.from(head), body]));
  },
  compressed: (known) => {
    const body = gzipSync(everyForm(known));
    const headers = { 'Content-Length': String(body.length), 'Content-Encoding': 'gzip' };
    return raw(Buffer.concat([Buffer.from(message('', { headers })), body]));
  },
  'in an order': (known) =>
    json({
      code: 0,
      data: [
        {
          ...{ ac: 'FUTURES', accountId: known.key, seqNum: 1, time: 1, orderId: 'echo1' },
          ...{ orderType: 'Limit', side: 'Buy', symbol: 'BTC-PERP', price: '1', orderQty: '1' },
          ...{ status: known.key, errorCode: everyForm(known), cumFilledQty: '0' },
          ...{ avgFilledPx: '0', stopPrice: '0', lastExecTime: 1, execInst: known.secret },
        },
      ],
    }),
};

/** What a host says on a stream, by what kind of message it is. */
export const spoken: Readonly<Record<string, (known: Known) => string>> = {
  'a greeting': (known) =>
    JSON.stringify({ m: 'connected', type: known.key, info: everyForm(known) }),
  'an error': (known) =>
    JSON.stringify({ m: 'error', code: 100005, reason: known.key, info: everyForm(known) }),
  'a farewell': (known) =>
    JSON.stringify({ m: 'disconnected', code: 100014, reason: 'X', info: everyForm(known) }),
  'a message that cannot be read': (known) => everyForm(known),
  'an order': (known) =>
    JSON.stringify({
      ...{ m: 'futures-order', sn: 7, t: 2, ct: 1, orderId: 'echo2', sd: 'Buy', ot: 'Limit' },
      ...{ q: '2', p: '9500', sp: '0', s: 'BTC-PERP', st: known.key, err: everyForm(known) },
      ...{ cfq: '1', ap: '9500', a: known.secret, fa: known.signature },
    }),
  'an account update': (known) =>
    JSON.stringify({
      ...{ m: 'futures-account-update', t: 5, sn: 3, pos: [] },
      col: [{ a: known.key, b: '1', f: everyForm(known) }],
    }),
};
