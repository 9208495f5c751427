import { createHmac } from 'node:crypto';
import type { Recorded } from './recorder.ts';

/** A request taken apart: each part by its name, as in `header accept` or `body orderId`. */
export type Parts = ReadonlyMap<string, string>;

/** Drawn anew for each connection: only whether it is there can be the same. */
const RANDOM = new Set(['header sec-websocket-key']);

/** @param secret what the request was signed with */
export function partsOf(request: Recorded, secret: string): Parts {
  const { method, path, query, rawQuery, headers, body } = request;
  const parts = new Map([
    ['method', method],
    ['path', path],
  ]);
  for (const [name, value] of query) parts.set(`query ${name}`, value);
  if (rawQuery !== '') parts.set('query as written', rawQuery);
  for (const [name, value] of headers) parts.set(`header ${name}`, value);
  for (const name of RANDOM) if (parts.has(name)) parts.set(name, 'random');
  const signature = parts.get('header x-auth-signature');
  const time = parts.get('header x-auth-timestamp');
  if (signature !== undefined && time !== undefined) {
    parts.set('signed', signedMessage(signature, time, path, secret));
  }
  for (const [name, value] of membersOf(body)) parts.set(`body ${name}`, value);
  return parts;
}

/** What was said on a stream, taken apart. The signature is taken for what it was made over. */
export function messageParts(text: string, secret: string): Parts {
  const parts = new Map(membersOf(text));
  const [signature, time] = [parts.get('sig'), parts.get('t')].map(textIn);
  if (signature && time) {
    parts.set('signed', signedMessage(signature, time, '/api/pro/v2/stream', secret));
  }
  return parts;
}

/** The names of all parts in which two differ, one of them missing included. */
export function differing(one: Parts, other: Parts): string[] {
  const names = new Set([...one.keys(), ...other.keys()]);
  return [...names].filter((name) => one.get(name) !== other.get(name)).sort();
}

/** A JSON object by its members, each as JSON; the orders of a batch by their own members. */
function membersOf(text: string): [string, string][] {
  if (text === '') return [];
  return Object.entries(JSON.parse(text) as object).flatMap(([name, value]: [string, unknown]) => {
    if (!Array.isArray(value)) return [[name, JSON.stringify(value)]];
    return value.flatMap((each: object, i) =>
      Object.entries(each).map(
        ([key, own]: [string, unknown]): [string, string] =>
          [...[`${name} ${i} ${key}`, JSON.stringify(own)]] as [string, string],
      ),
    );
  });
}

function textIn(json: string | undefined): string | undefined {
  return json === undefined ? undefined : (JSON.parse(json) as string);
}

/** Finds what a signature was made over and how the secret was read, by making it anew. */
function signedMessage(signature: string, time: string, path: string, secret: string): string {
  const [, afterVersion = '', whole = ''] = /\/api\/pro\/(?=(?:v\d\/(.*)))(.*)$/.exec(path) ?? [];
  for (const reading of ['utf8', 'base64'] as const) {
    for (const prehash of [whole, afterVersion]) {
      const message = `${time}+${prehash}`;
      const key = Buffer.from(secret, reading);
      const mac = createHmac('sha256', key).update(message).digest('base64');
      if (mac === signature) return `${message} with the secret as ${reading}`;
    }
  }
  return 'nothing known';
}
