import type { Transcript } from '../net/transcript.ts';
import { nextTranscriptId } from '../net/transcriptId.ts';
import { VenueError, type VenueErrorKind, type VenueErrorReason } from '../venues/errors.ts';
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

type SavedResponse = Omit<Response, 'body'> & { readonly base64: string };

type SavedEvidence =
  | Extract<Evidence, { kind: 'stream' }>
  | (Omit<Exchange, 'transcript'> & {
      readonly transcript: Omit<Transcript, 'response'> & {
        readonly response: SavedResponse | undefined;
      };
    });

/** What was answered and seen until it was written down. */
export interface SeenBefore {
  readonly acknowledged: boolean;
  readonly evidence: readonly SavedEvidence[];
  readonly error?:
    | {
        readonly kind: VenueErrorKind;
        readonly reason: VenueErrorReason;
        readonly message: string;
        readonly code?: string | undefined;
        readonly detail?: string | undefined;
        /** Where its exchange is among the evidence. */
        readonly at: number;
      }
    | undefined;
}

/** What of something under way there is to be kept. */
export interface Seen {
  readonly phase: string;
  /** The refusal, or the fault on the way. */
  readonly error: VenueError | undefined;
  readonly evidence: readonly Evidence[];
}

/** Writes it down. Transcripts hold no secret, so there is none in this. */
export function toJournal({ phase, error, evidence }: Seen): SeenBefore {
  const surplus = Math.max(0, evidence.length - FIRST_KEPT - LATEST_KEPT);
  const kept = evidence.toSpliced(FIRST_KEPT, surplus);
  const at = kept.findIndex(
    (each) => 'transcript' in each && each.transcript === error?.transcript,
  );
  const { kind, reason, message, code, detail } = error ?? {};
  return {
    acknowledged: phase === 'acknowledged',
    evidence: kept.map(saved),
    ...(kind && reason && { error: { kind, reason, message: message ?? '', code, detail, at } }),
  };
}

/** Reads it again; nothing where nothing was written down yet. */
export function fromJournal(seen: SeenBefore | undefined): Pick<Seen, 'error' | 'evidence'> {
  if (!seen) return { error: undefined, evidence: [] };
  const evidence = seen.evidence.map(read);
  if (!seen.error) return { error: undefined, evidence };
  const { kind, reason, message, code, detail, at } = seen.error;
  const its = evidence[at];
  const transcript = its && 'transcript' in its ? its.transcript : undefined;
  return { error: new VenueError(kind, reason, message, { code, detail, transcript }), evidence };
}

function saved(evidence: Evidence): SavedEvidence {
  if (evidence.kind === 'stream') return evidence;
  const { response, ...transcript } = evidence.transcript;
  if (!response) return { ...evidence, transcript: { ...transcript, response } };
  const { body, ...rest } = response;
  const base64 = Buffer.from(body.subarray(0, BODY_KEPT)).toString('base64');
  const complete = rest.complete && body.length <= BODY_KEPT;
  return { ...evidence, transcript: { ...transcript, response: { ...rest, complete, base64 } } };
}

function read(evidence: SavedEvidence): Evidence {
  if (evidence.kind === 'stream') return evidence;
  // Its own id was of another run, and is another transcript's in this one.
  const transcript = { ...evidence.transcript, id: nextTranscriptId() };
  if (!transcript.response)
    return { ...evidence, transcript: { ...transcript, response: undefined } };
  const { base64, ...rest } = transcript.response;
  const body = Uint8Array.from(Buffer.from(base64, 'base64'));
  return { ...evidence, transcript: { ...transcript, response: { ...rest, body } } };
}
