import type { LogOutputChannel } from 'vscode';
import type { Transcript } from '../net/transcript.ts';

/** One line for each request: what, where to, how it ended, how long it took. No bodies. */
export function logTranscript(log: LogOutputChannel, transcript: Transcript): void {
  const { id, action, request, response, failure, timings } = transcript;
  const end = failure ? `${failure.stage}: ${failure.code}` : String(response?.status);
  const line = `#${id} ${action}: ${request.method} ${request.url} ${end} ${Math.round(timings.total)} ms`;
  if (failure) log.warn(line);
  else log.info(line);
}
