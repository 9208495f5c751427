import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { json, message, type Answer } from './faultyHost.ts';

/** Takes the request and never answers. */
export function hang(): Answer {
  return () => undefined;
}

/** Breaks the connection, after these bytes of an answer where some are given. */
export function reset(before = ''): Answer {
  return (socket) => {
    if (before === '') breakOff(socket);
    else socket.write(before, () => breakOff(socket));
  };
}

/** Only a bare TCP socket can be reset; one that speaks TLS is dropped without its farewell. */
function breakOff(socket: Socket): void {
  if (socket instanceof TLSSocket) socket.destroy();
  else socket.resetAndDestroy();
}

/** Sends these bytes and closes the connection in good order. */
export function endAfter(bytes: string | Buffer): Answer {
  return (socket) => void socket.end(bytes);
}

/** Sends these bytes and nothing more, and keeps the connection open. */
export function raw(bytes: string | Buffer): Answer {
  return (socket) => void socket.write(bytes);
}

export function html(status: number, headers: Readonly<Record<string, string>> = {}): Answer {
  const page = '<!DOCTYPE html><html><body><h1>Bad gateway</h1></body></html>';
  return json(page, { status, headers: { 'Content-Type': 'text/html', ...headers } });
}

export function empty(status = 200): Answer {
  return json('', { status });
}

export function redirect(location: string, status = 302): Answer {
  return json('', { status, headers: { Location: location } });
}

/** Says a wrong length, and closes after the body. */
export function wrongLength(body: string, length: number): Answer {
  return endAfter(message(body, { headers: { 'Content-Length': String(length) } }));
}

/** Compresses although nobody asked for it. */
export function gzip(body: string): Answer {
  const bytes = gzipSync(body);
  const head = message('', {
    headers: { 'Content-Length': String(bytes.length), 'Content-Encoding': 'gzip' },
  });
  return raw(Buffer.concat([Buffer.from(head), bytes]));
}

/** Sends a JSON text without end until the client has enough. */
export function endless(): Answer {
  const piece = Buffer.alloc(64 * 1024, 'x');
  return (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"x":"');
    const pump = (): void => {
      while (socket.writable && socket.write(piece));
    };
    socket.on('drain', pump);
    pump();
  };
}

/** Sends the head, then the body one character at a time. */
export function slow(body: string, everyMs: number): Answer {
  return (socket) => {
    const text = message(body);
    socket.write(text.slice(0, text.length - body.length));
    const rest = [...body];
    const timer = setInterval(() => {
      const next = rest.shift();
      if (next === undefined || !socket.writable) clearInterval(timer);
      else socket.write(next);
    }, everyMs);
    socket.on('close', () => clearInterval(timer));
  };
}

/** One answer after the other, the last one for good. */
export function inTurn(...answers: readonly Answer[]): Answer {
  let next = 0;
  return (socket: Socket, request) => {
    const answer = answers[Math.min(next++, answers.length - 1)];
    answer?.(socket, request);
  };
}
