import type { LogOutputChannel } from 'vscode';
import type { Redactor } from '../net/redact.ts';
import type { Transcript } from '../net/transcript.ts';

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error'] as const;

/**
 * A log that takes out whatever secret it is told. Nothing that is logged here holds one; this is for
 * the error that nobody thought of, which may quote anything.
 */
export function withoutSecrets(log: LogOutputChannel, redactor: Redactor): LogOutputChannel {
  const clean = LEVELS.map((level) => {
    const write = (what: string | Error): void =>
      log[level](redactor.scrub(what instanceof Error ? (what.stack ?? what.message) : what));
    return [level, { value: write }];
  });
  return Object.create(log, Object.fromEntries(clean) as PropertyDescriptorMap) as LogOutputChannel;
}

/** One line for each request: what, where to, how it ended, how long it took. No bodies. */
export function logTranscript(log: LogOutputChannel, transcript: Transcript): void {
  const { id, action, request, response, failure, timings } = transcript;
  const end = failure ? `${failure.stage}: ${failure.code}` : String(response?.status);
  const line = `#${id} ${action}: ${request.method} ${request.url} ${end} ${Math.round(timings.total)} ms`;
  if (failure) log.warn(line);
  else log.info(line);
}
