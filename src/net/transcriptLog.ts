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

interface Kept {
  readonly transcript: Transcript;
  readonly sender: string;
  readonly size: number;
}

/** A fixed part for what a transcript holds beside text and bytes. */
const overhead = 512;

/**
 * The last requests and answers, oldest dropped first. The newest is kept whatever its size, so that
 * the answer somebody is waiting for can always be opened.
 */
export class TranscriptLog implements Disposable {
  readonly #limits: TranscriptLogLimits;
  readonly #kept = new Map<string, Kept>();
  readonly #added = new Emitter<Transcript>();
  readonly #cleared = new Emitter<void>();
  #bytes = 0;

  constructor(limits: Partial<TranscriptLogLimits> = {}) {
    this.#limits = { ...defaults, ...limits };
  }

  /** Fires after a transcript was added. */
  get onDidAdd(): Event<Transcript> {
    return this.#added.event;
  }

  /** Fires after all were forgotten. */
  get onDidClear(): Event<void> {
    return this.#cleared.event;
  }

  /** Bytes held at present. */
  get bytes(): number {
    return this.#bytes;
  }

  get size(): number {
    return this.#kept.size;
  }

  /** @param sender for whom it was sent: the id of a profile */
  add(transcript: Transcript, sender = ''): void {
    this.#drop(transcript.id);
    const size = sizeOf(transcript);
    this.#kept.set(transcript.id, { transcript, sender, size });
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

  /** For whom a transcript's request was sent; empty where that is not known. */
  senderOf(id: string): string {
    return this.#kept.get(id)?.sender ?? '';
  }

  /** Forgets all of them. */
  clear(): void {
    this.#kept.clear();
    this.#bytes = 0;
    this.#cleared.fire();
  }

  /** Newest first. */
  list(): readonly Transcript[] {
    return Array.from(this.#kept.values(), ({ transcript }) => transcript).reverse();
  }

  dispose(): void {
    this.#kept.clear();
    this.#bytes = 0;
    this.#added.dispose();
    this.#cleared.dispose();
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
