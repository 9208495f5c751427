import type { Transcript } from '../../net/transcript.ts';
import type { KeyEncoding } from '../kind.ts';
import { endpoints } from './endpoints.ts';

/** Made anew each time the script runs; the others it takes over as they were sent. */
const SIGNED = new Set(['x-auth-key', 'x-auth-timestamp', 'x-auth-signature']);
/** curl counts the body by itself, and speaks of its own connection. */
const OF_THE_CONNECTION = new Set(['content-length', 'connection', 'host', 'transfer-encoding']);

/**
 * A shell script that sends a request again by curl: it signs it afresh, by a key and a secret that stand there as
 * placeholders. Needs openssl, which it signs with.
 * @returns `undefined` for what curl cannot send: the upgrade to a stream
 */
export function curlScript(
  { request, startedAt }: Transcript,
  keyEncoding: KeyEncoding,
): string | undefined {
  const { method, url, headers, body } = request;
  const { pathname } = new URL(url);
  const path = pathname.replace(/^(\/\d+)?\/api\/pro\//, '');
  if (headers.some(([name]) => name.toLowerCase() === 'upgrade')) return undefined;
  const endpoint = Object.values(endpoints).find((each) => each.path === path);
  const signed = headers.some(([name]) => SIGNED.has(name.toLowerCase()));
  const prehash = endpoint && 'prehash' in endpoint ? endpoint.prehash : path;
  const kept = headers.filter(([name]) => {
    const lower = name.toLowerCase();
    return !SIGNED.has(lower) && !OF_THE_CONNECTION.has(lower);
  });
  const options = [
    `--request ${method} ${quoted(url)}`,
    ...kept.map(([name, value]) => `--header ${quoted(`${name}: ${value}`)}`),
    ...(signed
      ? [
          '--header "x-auth-key: $API_KEY"',
          '--header "x-auth-timestamp: $TIME"',
          '--header "x-auth-signature: $SIGNATURE"',
        ]
      : []),
    ...(body === undefined ? [] : [`--data-raw ${withTime(quoted(body))}`]),
  ];
  const lines = [
    '#!/bin/sh',
    `# ${method} ${pathname}, as it was sent at ${new Date(startedAt).toISOString()}.`,
    ...(method === 'GET' ? [] : ['# This CHANGES something there each time it is run.']),
    ...(signed ? signing(prehash, keyEncoding) : []),
    `curl ${options.join(' \\\n  ')}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** The base64 of the HMAC-SHA256 of time, a plus sign and the path, by the secret's text or what it is base64 of. */
function signing(prehash: string, keyEncoding: KeyEncoding): readonly string[] {
  const key =
    keyEncoding === 'utf8'
      ? '-hmac "$API_SECRET"'
      : `-mac HMAC -macopt "hexkey:$(printf '%s' "$API_SECRET" | base64 -d | od -An -v -tx1 | tr -d ' \\n')"`;
  return [
    '# Neither key nor secret is in here: fill them in, and do not keep the file then.',
    "API_KEY='your API key'",
    "API_SECRET='your secret'",
    'TIME="$(date +%s)000"',
    `SIGNATURE="$(printf '%s' "$TIME+${prehash}" | openssl dgst -sha256 ${key} -binary | base64)"`,
  ];
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** The exchange refuses an old time in a body, too. */
function withTime(body: string): string {
  return body.replace(/("time":)\d+/g, `$1'"$TIME"'`);
}
