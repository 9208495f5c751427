import type { HeaderList, Transcript } from './transcript.ts';

/** What the fields of a HAR that is not known are to be, by its specification. */
const NOT_KNOWN = -1;

/**
 * Transcripts as an HTTP archive (HAR 1.2), the oldest first. Keys and signatures are redacted as they are in the
 * transcripts. A body that is no UTF-8 stands in base64; a request that was not answered has status 0 and the reason
 * in `_error`, as browsers have it.
 * @param creator what made it: its name and version
 */
export function harText(
  transcripts: readonly Transcript[],
  creator: { readonly name: string; readonly version: string },
): string {
  const entries = transcripts.toSorted((a, b) => a.startedAt - b.startedAt).map(entry);
  return `${JSON.stringify({ log: { version: '1.2', creator, entries } }, undefined, 2)}\n`;
}

function entry({ action, startedAt, request, response, failure, timings }: Transcript): object {
  const { sent, headers, total } = timings;
  const [sending, waiting] = [sent ?? 0, (headers ?? total) - (sent ?? 0)];
  return {
    startedDateTime: new Date(startedAt).toISOString(),
    time: total,
    request: {
      ...{ method: request.method, url: request.url, httpVersion: 'HTTP/1.1', cookies: [] },
      headers: pairs(request.headers),
      queryString: pairs([...new URL(request.url).searchParams]),
      ...(request.body !== undefined && {
        postData: { mimeType: headerIn(request.headers, 'content-type'), text: request.body },
      }),
      ...{ headersSize: NOT_KNOWN, bodySize: Buffer.byteLength(request.body ?? '') },
    },
    response: {
      ...{ status: response?.status ?? 0, statusText: response?.statusText ?? '' },
      ...{ httpVersion: 'HTTP/1.1', cookies: [], headers: pairs(response?.headers ?? []) },
      content: content(response),
      redirectURL: headerIn(response?.headers ?? [], 'location'),
      ...{ headersSize: NOT_KNOWN, bodySize: response?.body.byteLength ?? NOT_KNOWN },
      ...(failure && { _error: `${failure.stage}: ${failure.code} ${failure.message}` }),
    },
    cache: {},
    timings: { send: sending, wait: Math.max(0, waiting), receive: total - (headers ?? total) },
    comment: action,
  };
}

function content(response: Transcript['response']): object {
  const body = response?.body ?? new Uint8Array();
  const more = {
    size: body.byteLength,
    mimeType: headerIn(response?.headers ?? [], 'content-type'),
  };
  try {
    return {
      ...more,
      text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body),
    };
  } catch {
    return { ...more, text: Buffer.from(body).toString('base64'), encoding: 'base64' };
  }
}

function pairs(list: HeaderList): readonly object[] {
  return list.map(([name, value]) => ({ name, value }));
}

function headerIn(headers: HeaderList, wanted: string): string {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? '';
}
