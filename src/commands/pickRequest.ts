import * as vscode from 'vscode';
import type { Transcript } from '../net/transcript.ts';
import { rowTime } from '../platform/localTime.ts';
import { askOne } from './ask.ts';
import type { Services } from './services.ts';

const t = vscode.l10n.t;

/** Lets a person pick a request that is kept, the newest first; `undefined` on Escape. */
export function pickRequest(
  { transcripts }: Services,
  title: string,
  isMeant: (transcript: Transcript) => boolean = () => true,
): Promise<Transcript | undefined> {
  const kept = transcripts.list().filter(isMeant);
  if (kept.length === 0) throw new Error(t('No request is kept that could be picked.'));
  const now = Date.now();
  return askOne(
    title,
    kept.map((transcript) => {
      const { request, action, startedAt, response, failure } = transcript;
      const end = response ? String(response.status) : (failure?.code ?? '');
      return {
        label: `${request.method} ${new URL(request.url).pathname}`,
        description: [end, rowTime(startedAt, now), action].join(' · '),
        value: transcript,
      };
    }),
  );
}
