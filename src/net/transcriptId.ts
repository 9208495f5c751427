let made = 0;

/** An id for a transcript, unique within this run, whatever kind of connection it is of. */
export function nextTranscriptId(): string {
  return String(++made);
}
