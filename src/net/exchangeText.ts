import type { HeaderList, Transcript } from './transcript.ts';

/**
 * A transcript as a person reads it: how it ended and how long it took, then the request as sent
 * (key and signature redacted), then the answer's status and headers. The answer's body is a
 * document of its own and is only counted here.
 */
export function exchangeText(transcript: Transcript): string {
  const { action, startedAt, request, response, failure, timings } = transcript;
  const took = [
    timings.sent === undefined ? 'not sent' : `sent after ${ms(timings.sent)}`,
    ...(timings.headers === undefined ? [] : [`answered after ${ms(timings.headers)}`]),
    `over after ${ms(timings.total)}`,
  ];
  const lines = [
    `# ${action}, begun ${new Date(startedAt).toISOString()}`,
    `# ${took.join(', ')}`,
    ...(failure ? [`# failed (${failure.stage}): ${failure.code} ${failure.message}`] : []),
    '',
    `${request.method} ${request.url}`,
    ...headerLines(request.headers),
    ...(request.body === undefined ? [] : ['', request.body]),
    '',
  ];
  if (!response) return [...lines, '# no answer', ''].join('\n');
  const cut = response.complete ? '' : ', cut short';
  return [
    ...lines,
    `${response.status} ${response.statusText}`.trimEnd(),
    ...headerLines(response.headers),
    '',
    `# body: ${response.body.byteLength} bytes${cut}`,
    '',
  ].join('\n');
}

function headerLines(headers: HeaderList): string[] {
  return headers.map(([name, value]) => `${name}: ${value}`);
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}
