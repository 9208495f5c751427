// The bytes of the documents. Read when the first one is opened, so import this lazily.
import type { Desk } from '../desk/desk.ts';
import { exchangeText } from '../net/exchangeText.ts';
import { formatJson } from '../net/formatJson.ts';
import { hexText } from '../net/hexText.ts';
import type { Transcript } from '../net/transcript.ts';
import type { TranscriptLog } from '../net/transcriptLog.ts';
import { bulkReport } from '../orders/bulkReport.ts';
import { cancelProof, type Conclusion } from '../orders/cancelProof.ts';
import type { Evidence } from '../orders/evidence.ts';
import { placeProof } from '../orders/placeProof.ts';
import type { BulkCancels, KnownBulk } from '../platform/bulkCancels.ts';
import type { DocumentForm, DocumentRef } from '../platform/documentUri.ts';
import type { Place } from '../platform/place.ts';
import type { PanicReport } from '../positions/panic.ts';
import { panicReport } from '../positions/panicReport.ts';
import { closingOrders, panicSince } from '../positions/panicSince.ts';

const encoder = new TextEncoder();

/** What a document shows, and since when it does. */
export interface Content {
  readonly bytes: Uint8Array;
  /** Unix ms. */
  readonly time: number;
}

/** Where documents come from. */
export interface Sources {
  readonly desk: Desk | undefined;
  readonly place: Place;
  readonly transcripts: TranscriptLog;
  readonly bulks: BulkCancels;
}

/** What an address names; `undefined` where it is not kept any more. */
export function contentOf(ref: DocumentRef, sources: Sources): Content | undefined {
  const { desk } = sources;
  switch (ref.form) {
    case 'order': {
      const order = desk?.store.get(ref.orderId);
      return order && content(order.raw, order.updatedAt);
    }
    case 'proof': {
      const report = desk?.cancels.reportOf(ref.orderId);
      return report && content(cancelProof(report), lastSeen(report));
    }
    case 'placement': {
      const report = desk?.places.reportOf(ref.orderId);
      return report && content(placeProof(report), lastSeen(report));
    }
    case 'record': {
      const record = desk?.history.recordOf(ref.recordId);
      return record && content(record.raw, record.time);
    }
    case 'position': {
      const position = desk?.positions.store.get(ref.key);
      return position && content(position.raw, desk?.positions.feed.state.asOf ?? 0);
    }
    case 'panic': {
      const told = desk?.positions.panic.reportOf(ref.key);
      return desk && told && ofPanic(panicSince(told, desk), sources.place);
    }
    case 'report':
      return ofBulk(sources.bulks.get(ref.bulkId), ref.only);
    case 'response':
    case 'formatted':
    case 'hex':
    case 'exchange': {
      const transcript = sources.transcripts.get(ref.transcriptId);
      return (
        transcript && { bytes: ofTranscript(ref.form, transcript), time: transcript.startedAt }
      );
    }
  }
}

function ofBulk(bulk: KnownBulk | undefined, only: Conclusion | undefined): Content | undefined {
  if (!bulk) return undefined;
  const reports = bulk.reports();
  const time = reports.map(lastSeen).reduce((a, b) => Math.max(a, b), bulk.startedAt);
  return content(bulkReport(bulk, reports, only), time);
}

function ofPanic(report: PanicReport, place: Place): Content {
  const seen = [...report.cancels, ...closingOrders(report)].map(lastSeen);
  return content(panicReport(report, place), Math.max(report.endedAt, ...seen));
}

/** When the latest piece of evidence was seen, Unix ms; 0 where there is none. */
function lastSeen({ evidence }: { readonly evidence: readonly Evidence[] }): number {
  return evidence.at(-1)?.at ?? 0;
}

function content(text: string, time: number): Content {
  return { bytes: encoder.encode(text), time };
}

/** A response byte for byte, or one of the other forms of a transcript. */
function ofTranscript(form: DocumentForm, transcript: Transcript): Uint8Array {
  const body = transcript.response?.body ?? new Uint8Array();
  switch (form) {
    case 'response':
      return body;
    case 'formatted':
      return encoder.encode(formatJson(new TextDecoder('utf-8', { ignoreBOM: true }).decode(body)));
    case 'hex':
      return encoder.encode(hexText(body));
    case 'exchange':
      return encoder.encode(exchangeText(transcript));
  }
}
