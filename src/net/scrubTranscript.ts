import { latin1, type Redactor } from './redact.ts';
import type { Transcript } from './transcript.ts';

type Response = NonNullable<Transcript['response']>;

/**
 * The transcript with every secret in it made unreadable, and with its very parts where there is none:
 * nearly always, so all of it is looked at in one go first. The request's headers are redacted by name.
 */
export function scrubTranscript(transcript: Transcript, redactor: Redactor): Transcript {
  if (!secretStandsIn(transcript, redactor)) return transcript;
  const { request, response, failure } = transcript;
  return {
    ...transcript,
    request: {
      ...request,
      url: redactor.scrub(request.url),
      body: request.body && redactor.scrub(request.body),
    },
    response: response && withoutSecrets(response, redactor),
    failure: failure && { ...failure, message: redactor.scrub(failure.message) },
  };
}

function secretStandsIn({ request, response, failure }: Transcript, redactor: Redactor): boolean {
  let text = `${request.url}\n${request.body ?? ''}\n${failure?.message ?? ''}`;
  for (const line of response?.headers ?? []) text += `\n${line[0]}\n${line[1]}`;
  if (redactor.standsIn(`${text}\n${response?.statusText ?? ''}`)) return true;
  return response !== undefined && redactor.standsIn(latin1(response.body));
}

/** The answer with every secret in it made unreadable; the very same where there is none. */
function withoutSecrets(response: Response, redactor: Redactor): Response {
  const body = redactor.scrubBytes(response.body);
  const statusText = redactor.scrub(response.statusText);
  const headers = response.headers.map(
    ([name, value]) => [redactor.scrub(name), redactor.scrub(value)] as const,
  );
  const echoed =
    body !== response.body ||
    statusText !== response.statusText ||
    headers.flat().join() !== response.headers.flat().join();
  return echoed ? { ...response, statusText, body, headers, redacted: true } : response;
}
