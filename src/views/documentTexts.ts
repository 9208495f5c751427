// The bytes of the documents. Read when the first one is opened, so import this lazily.
import { exchangeText } from '../net/exchangeText.ts';
import { formatJson } from '../net/formatJson.ts';
import { hexText } from '../net/hexText.ts';
import type { Transcript } from '../net/transcript.ts';
import { bulkReport, type BulkCancel } from '../orders/bulkReport.ts';
import type { CancelReport } from '../orders/cancelOutcome.ts';
import { cancelProof } from '../orders/cancelProof.ts';
import type { PlaceReport } from '../orders/placeOutcome.ts';
import { placeProof } from '../orders/placeProof.ts';
import type { DocumentForm } from '../platform/documentUri.ts';
import type { Order } from '../venues/venue.ts';

const encoder = new TextEncoder();

/** An order as the venue last sent it. */
export function ofOrder({ raw }: Order): Uint8Array {
  return encoder.encode(raw);
}

export function ofProof(report: CancelReport): Uint8Array {
  return encoder.encode(cancelProof(report));
}

export function ofPlacement(report: PlaceReport): Uint8Array {
  return encoder.encode(placeProof(report));
}

export function ofReport(bulk: BulkCancel, reports: readonly CancelReport[]): Uint8Array {
  return encoder.encode(bulkReport(bulk, reports));
}

/** A response byte for byte, or one of the other forms of a transcript. */
export function ofTranscript(form: DocumentForm, transcript: Transcript): Uint8Array {
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
