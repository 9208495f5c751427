import type { Disposable } from '../common/disposable.ts';
import { Emitter, type Event } from '../common/event.ts';
import type { Transcript } from './transcript.ts';

export interface TranscriptLogLimits {
  /** Most transcripts kept. */
  readonly maxCount: number;
  /** Most bytes kept, bodies and headers of all transcripts together. */
  readonly maxBytes: number;
}

const defaults: TranscriptLogLimits = { maxCount: 500, maxBytes: 64 * 1024 * 1024 };

/** A fixed part for what a transcript holds beside text and bytes. */
const overhead = 512;

/**
 * The last requests and answers, oldest dropped first. The newest is kept whatever its size, so that
 * the answer somebody is waiting for can always be opened.
 */
export class TranscriptLog implements Disposable {
  readonly #limits: TranscriptLogLimits;
  readonly #kept = new Map<string, { readonly transcript: Transcript; readonly size: number }>();
  readonly #added = new Emitter<Transcript>();
  #bytes = 0;

  constructor(limits: Partial<TranscriptLogLimits> = {}) {
    this.#limits = { ...defaults, ...limits };
  }

  /** Fires after a transcript was added. */
  get onDidAdd(): Event<Transcript> {
    return this.#added.event;
  }

  /** Bytes held at present. */
  get bytes(): number {
    return this.#bytes;
  }

  get size(): number {
    return this.#kept.size;
  }

  add(transcript: Transcript): void {
    this.#drop(transcript.id);
    const size = sizeOf(transcript);
    this.#kept.set(transcript.id, { transcript, size });
    this.#bytes += size;
    for (const id of this.#kept.keys()) {
      if (id === transcript.id || !this.#full) break;
      this.#drop(id);
    }
    this.#added.fire(transcript);
  }

  get(id: string): Transcript | undefined {
    return this.#kept.get(id)?.transcript;
  }

  /** Newest first. */
  list(): readonly Transcript[] {
    return Array.from(this.#kept.values(), ({ transcript }) => transcript).reverse();
  }

  dispose(): void {
    this.#kept.clear();
    this.#bytes = 0;
    this.#added.dispose();
  }

  get #full(): boolean {
    return this.#kept.size > this.#limits.maxCount || this.#bytes > this.#limits.maxBytes;
  }

  #drop(id: string): void {
    const old = this.#kept.get(id);
    if (!old) return;
    this.#kept.delete(id);
    this.#bytes -= old.size;
  }
}

function sizeOf({ request, response }: Transcript): number {
  let size = overhead + request.url.length + (request.body?.length ?? 0);
  for (const line of request.headers) size += line[0].length + line[1].length;
  for (const line of response?.headers ?? []) size += line[0].length + line[1].length;
  return size + (response?.body.byteLength ?? 0);
}
