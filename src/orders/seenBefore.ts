import type { Transcript } from '../net/transcript.ts';
import { nextTranscriptId } from '../net/transcriptId.ts';
import { VenueError } from '../venues/errors.ts';
import type { Evidence } from './evidence.ts';

// What was seen of something unsettled, as the journal keeps it: plain JSON, and of a bounded size.

/**
 * The most that is kept of a body, bytes: what tells of ten orders is shorter, as many as a batch has. What tells of a
 * hundred would be kept a hundred times.
 */
const BODY_KEPT = 4 * 1024;
/** Pieces of evidence that are kept: the first ones, which are the requests, and the latest. */
const [FIRST_KEPT, LATEST_KEPT] = [6, 14];

type Exchange = Exclude<Evidence, { kind: 'stream' }>;
type Response = NonNullable<Transcript['response']>;

type SavedTranscript = Omit<Transcript, 'response' | 'earlier'> & {
  readonly response: (Omit<Response, 'body'> & { readonly base64: string }) | undefined;
};

type SavedEvidence =
  | Extract<Evidence, { kind: 'stream' }>
  | (Omit<Exchange, 'transcript'> & { readonly transcript: SavedTranscript });

type SavedError = Pick<VenueError, 'kind' | 'reason' | 'message' | 'code' | 'detail'> & {
  /** Where its exchange is among the evidence. */
  readonly at: number;
};

/** What was answered and seen until it was written down. */
export interface SeenBefore {
  readonly acknowledged: boolean;
  readonly evidence: readonly SavedEvidence[];
  readonly error?: SavedError | undefined;
}

/** What of something under way there is to be kept. */
export interface Seen {
  /** How far it was when it was last heard of. */
  readonly phase: 'acknowledged' | 'unknown';
  /** The refusal, or the fault on the way. */
  readonly error: VenueError | undefined;
  readonly evidence: Evidence[];
}

/** Writes it down. Transcripts hold no secret, so there is none in this. */
export function toJournal(
  acknowledged: boolean,
  { error, evidence }: Omit<Seen, 'phase'>,
): SeenBefore {
  const surplus = Math.max(0, evidence.length - FIRST_KEPT - LATEST_KEPT);
  const kept = evidence.toSpliced(FIRST_KEPT, surplus);
  const isIts = (each: Evidence): boolean =>
    each.kind !== 'stream' && each.transcript === error?.transcript;
  return {
    acknowledged,
    evidence: kept.map(saved),
    error: error && savedError(error, kept.findIndex(isIts)),
  };
}

/** Reads it again; where nothing was written down yet, nothing is known but that it was sent. */
export function fromJournal(seen: SeenBefore | undefined): Seen {
  const kept: unknown = seen?.evidence;
  const evidence = (Array.isArray(kept) ? kept : []).filter(isWhole).map(read);
  const phase = seen?.acknowledged ? 'acknowledged' : 'unknown';
  if (!seen?.error) return { phase, error: undefined, evidence };
  const { kind, reason, message, at, ...more } = seen.error;
  const its = evidence[at];
  const transcript = its && its.kind !== 'stream' ? its.transcript : undefined;
  return { phase, error: new VenueError(kind, reason, message, { ...more, transcript }), evidence };
}

/** Another version may have written less: what cannot be shown is no evidence. */
function isWhole(evidence: Partial<SavedEvidence> | null): evidence is SavedEvidence {
  if (typeof evidence !== 'object' || evidence === null) return false;
  if (evidence.kind === 'stream') return typeof evidence.text === 'string';
  return 'transcript' in evidence && typeof evidence.transcript?.request.url === 'string';
}

function savedError({ kind, reason, message, code, detail }: VenueError, at: number): SavedError {
  return { kind, reason, message, code, detail, at };
}

function saved(evidence: Evidence): SavedEvidence {
  if (evidence.kind === 'stream') return evidence;
  const { response } = evidence.transcript;
  // The attempts before it are evidence of their own.
  const apart = { earlier: undefined, response: response && packed(response) };
  return { ...evidence, transcript: { ...evidence.transcript, ...apart } };
}

function packed({ body, complete, ...rest }: Response): SavedTranscript['response'] {
  const base64 = Buffer.from(body.subarray(0, BODY_KEPT)).toString('base64');
  return { ...rest, complete: complete && body.length <= BODY_KEPT, base64 };
}

function read(evidence: SavedEvidence): Evidence {
  if (evidence.kind === 'stream') return evidence;
  const { response, ...transcript } = evidence.transcript;
  // Its own id was of another run, and is another transcript's in this one.
  const id = nextTranscriptId();
  return {
    ...evidence,
    transcript: { ...transcript, id, response: response && unpacked(response) },
  };
}

function unpacked({ base64, ...rest }: NonNullable<SavedTranscript['response']>): Response {
  return { ...rest, body: Uint8Array.from(Buffer.from(base64, 'base64')) };
}
