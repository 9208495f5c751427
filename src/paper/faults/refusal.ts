import { ApiError } from '../errors.ts';
import { errorReply } from '../http/reply.ts';
import { whole, type Handled, type Reply } from '../http/transport.ts';
import { eitherWay, type FaultKind, type Next } from './kind.ts';

function html(status: number, words: string, more: Record<string, string> = {}): Reply {
  const text = `<html><head><title>${status} ${words}</title></head><body>${words}</body></html>\n`;
  const headers = { 'content-type': 'text/html', 'content-length': String(text.length), ...more };
  return { status, headers, body: Buffer.from(text) };
}

function serverError(status: number): Reply {
  return errorReply(new ApiError(510001, 'Internal error', { status }));
}

const STATUS = { min: 500, max: 599, draw: [500, 504] } as const;
const JSON_STATUS = { ...STATUS, usual: 500 };
const HTML_STATUS = { ...STATUS, usual: 524 };

async function instead(next: Next<Reply>, reply: Reply): Promise<Handled> {
  await next();
  return whole(reply);
}

/** Answers that are none, or not the exchange's own: throttles, bans, and what gateways say. */
export const refusalFaults: readonly FaultKind[] = [
  eitherWay('silence', async ({ target }) => {
    await target.body();
    return { answer: undefined, delivery: { kind: 'silence' } };
  }),
  eitherWay('ban', async ({ target }) => {
    await target.body();
    const error = new ApiError(100014, 'Too many requests from this IP; banned for a while');
    return { answer: target.refuse(error), delivery: { kind: 'whole', close: true } };
  }),
  {
    name: 'rate-limit', // 429; the argument is Retry-After, seconds
    argument: { min: 0, max: 86_400, usual: 1, draw: [1, 5] },
    http: ({ value }) =>
      Promise.resolve(whole(html(429, 'Too Many Requests', { 'retry-after': String(value) }))),
  },
  {
    name: 'server-error',
    argument: JSON_STATUS,
    http: ({ value }) => Promise.resolve(whole(serverError(value))),
  },
  {
    name: 'server-error-after',
    argument: JSON_STATUS,
    http: ({ value }, next) => instead(next, serverError(value)),
  },
  {
    name: 'html',
    argument: HTML_STATUS,
    http: ({ value }) => Promise.resolve(whole(html(value, 'A timeout occurred'))),
  },
  {
    name: 'html-after',
    argument: HTML_STATUS,
    http: ({ value }, next) => instead(next, html(value, 'A timeout occurred')),
  },
  {
    name: 'redirect', // to another port of this machine; 1 answers nobody
    argument: { min: 1, max: 65_535, usual: 1, draw: [1, 1] },
    http: ({ value, target }) => {
      const path = target.name.replace(/^\w+ /, '');
      const location = `http://127.0.0.1:${value}${path}`;
      return Promise.resolve(whole(html(307, 'Temporary Redirect', { location })));
    },
  },
];
