import type { PaperCore } from '../../src/paper/core.ts';
import { bodyOf } from '../../src/paper/http/reply.ts';
import type { MemoryHost } from './memoryVenue.ts';

/**
 * An exchange in this process as a host.
 * @param keep is handed each message of a stream, and whether it kept it is what it returns: what it
 * did not keep is said at once
 */
export function coreHost(
  core: PaperCore,
  keep: (text: string, say: (text: string) => void) => boolean,
): MemoryHost {
  return {
    answer: async (request) => {
      const { answer } = await core.handle(request);
      if (!answer) throw new Error(`no answer to ${request.url}`);
      return { status: answer.status, body: bodyOf(answer) };
    },
    connect: async (request, say) => {
      const { session } = await core.connect(request, {
        send: (text) => {
          if (!keep(text, say)) say(text);
        },
        close: () => undefined,
        destroy: () => undefined,
        buffered: () => 0,
      });
      if (!session) throw new Error('the stream was refused');
      // The client takes in nothing before it knows that it is connected.
      queueMicrotask(() => session.start());
      return (text) => session.receive(text);
    },
  };
}

/** Waits until nobody waits any more: no wait under a clock that stands still ends by itself. */
export function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => signal?.addEventListener('abort', () => resolve()));
}
