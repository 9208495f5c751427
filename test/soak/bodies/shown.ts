import { exchangeText } from '../../../src/net/exchangeText.ts';
import type { Transcript } from '../../../src/net/transcript.ts';
import { cancelProof } from '../../../src/orders/cancelProof.ts';
import { Malformed } from './wellFormed.ts';

/** Opens an exchange in all the forms in which a person can; throws where one of them is not true. */
export function show(transcript: Transcript, formatJson: (text: string) => string): void {
  const { response } = transcript;
  if (!response) throw new Malformed('the transcript has no answer');
  const { body } = response;
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(body);
  const formatted = formatJson(text);
  if (!sameTokens(text, formatted)) throw new Malformed('laying it out changed a token');
  const summary = `# body: ${body.byteLength} bytes\n`;
  if (!exchangeText(transcript).endsWith(summary)) throw new Malformed('its size is not told');
  const piece = { kind: 'cancel', at: 0, transcript } as const;
  const proof = JSON.parse(
    cancelProof({
      ...{ orderId: 'a1', symbol: 'BTC-PERP', accepted: false, inherited: false },
      ...{ evidence: [piece], proof: piece },
      outcome: {
        ...{ kind: 'unknown', acknowledged: false, followed: false, repeatable: false },
        ...{ order: undefined, error: undefined },
      },
    }),
  ) as { evidence: [{ response: { text?: string; base64?: string } }] };
  const [{ response: proven }] = proof.evidence;
  const kept = Buffer.from(
    proven.text ?? proven.base64 ?? '',
    proven.text === undefined ? 'base64' : 'utf8',
  );
  if (!kept.equals(body)) throw new Malformed('the proof has other bytes than came');
}

/** Whether two texts differ in the white space between tokens at most. A string ends with its line. */
export function sameTokens(a: string, b: string): boolean {
  if (a === b) return true;
  const token = /"[^"\\\r\n]*(?:\\[^\r\n][^"\\\r\n]*)*"?|[^\s"]+/g;
  const pieces = (text: string): string => (text.match(token) ?? []).join('');
  return pieces(a) === pieces(b);
}
