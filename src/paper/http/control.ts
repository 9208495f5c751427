import type { IncomingHttpHeaders } from 'node:http';
import { ApiError } from '../errors.ts';

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

/**
 * Keeps web pages away from the control API: the header is one that no page can send to another
 * origin unasked, and the host cannot be a name that somebody points at this machine.
 * @throws ApiError 200015 with HTTP status 403
 */
export function checkControl(headers: IncomingHttpHeaders): void {
  const refuse = (message: string): never => {
    throw new ApiError(200015, message, { status: 403 });
  };
  if (headers['x-paper-control'] !== '1') refuse('The control API needs x-paper-control: 1');
  if (!LOOPBACK.test(headers.host ?? '')) refuse('The control API answers to loopback hosts only');
  if (headers.origin !== undefined) refuse('The control API is not for web pages');
}
