import { gzipSync } from 'node:zlib';
import { bodyOf } from '../http/reply.ts';
import type { Handled, Reply } from '../http/transport.ts';
import type { Argument, FaultKind } from './kind.ts';

const MIB = 1024 * 1024;
const COUNT: Argument = { min: 1, max: 1_000_000, usual: 10, draw: [1, 100] };

/** Replaces the body; the length told is its own unless `headers` tell another. */
function rewrite(
  handled: Handled,
  change: (body: Buffer) => { body: Buffer; headers?: Record<string, string>; close?: boolean },
): Handled {
  const { answer } = handled;
  if (answer === undefined) return handled;
  const { body, headers, close = false } = change(bodyOf(answer));
  const length = { 'content-length': String(body.length) };
  const reply: Reply = { ...answer, body, headers: { ...answer.headers, ...length, ...headers } };
  return { answer: reply, delivery: { kind: 'whole', close } };
}

function bodyFault(
  name: string,
  change: (body: Buffer, value: number) => ReturnType<Parameters<typeof rewrite>[1]>,
  argument?: Argument,
): FaultKind {
  return {
    name,
    notUpgrades: true,
    ...(argument ? { argument } : {}),
    http: async ({ value }, next) => rewrite(await next(), (body) => change(body, value)),
  };
}

/** Answers whose bodies are not what they should be. The request has been applied. */
export const bodyFaults: readonly FaultKind[] = [
  bodyFault(
    'length-short', // Content-Length says fewer bytes than come
    (body, value) => {
      return { body, headers: { 'content-length': String(Math.max(0, body.length - value)) } };
    },
    COUNT,
  ),
  bodyFault(
    'length-long', // Content-Length says more bytes than come before the connection ends
    (body, value) => {
      return { body, headers: { 'content-length': String(body.length + value) }, close: true };
    },
    COUNT,
  ),
  bodyFault('gzip', (body) => {
    return { body: gzipSync(body), headers: { 'content-encoding': 'gzip' } };
  }),
  bodyFault('garbage', (body) => ({ body: body.map((byte) => byte ^ 0xa5) as Buffer })),
  bodyFault(
    'huge', // the answer with spaces after it, the argument's bytes in all
    (body, value) => {
      return { body: Buffer.concat([body, Buffer.alloc(Math.max(0, value - body.length), ' ')]) };
    },
    { min: 1, max: 512 * MIB, usual: 64 * MIB, draw: [MIB, 4 * MIB] },
  ),
];
