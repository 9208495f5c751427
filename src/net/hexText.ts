/** VS Code looks at so many bytes, and opens nothing as text that has a NUL among them. */
const looked = 512;
/** A longer dump helps nobody: it is four times as long as what it shows. */
const most = 1024 * 1024;
const perLine = 16;

/** Whether an editor would refuse to show these bytes as text. */
export function isBinary(bytes: Uint8Array): boolean {
  return bytes.subarray(0, looked).includes(0);
}

/** Bytes as a person can read them: offset, sixteen of them in hex, and what of it is ASCII. */
export function hexText(bytes: Uint8Array): string {
  const lines: string[] = [];
  const end = Math.min(bytes.length, most);
  for (let at = 0; at < end; at += perLine) {
    const line = Buffer.from(bytes.subarray(at, Math.min(at + perLine, end)));
    const hex = line
      .toString('hex')
      .replace(/../g, '$& ')
      .padEnd(perLine * 3);
    const ascii = line.toString('latin1').replace(/[^\x20-\x7e]/g, '.');
    lines.push(`${at.toString(16).padStart(8, '0')}  ${hex} ${ascii}`);
  }
  if (end < bytes.length) lines.push(`… and ${bytes.length - end} bytes more`);
  return `${lines.join('\n')}\n`;
}
