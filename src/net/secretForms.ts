/** Shorter texts are no secrets, and replacing them would garble what is shown. */
const shortestSecret = 4;

/**
 * The texts that a secret may stand as: as it is, and as base64, base64url, hex, percent-encoded text and
 * within JSON, also where it is a part of what was encoded. Empty where it is too short to be one.
 */
export function formsOf(secret: string | Uint8Array): readonly string[] {
  if (secret.length < shortestSecret) return [];
  const bytes = Buffer.from(secret);
  const hex = bytes.toString('hex');
  const encoded = [...base64Forms(bytes), hex, hex.toUpperCase()];
  const text = bytes.toString();
  // Bytes that are no text cannot stand in one.
  if (text.includes('\ufffd')) return [...encoded, ...(typeof secret === 'string' ? [secret] : [])];
  return [text, ...quotedForms(text), ...percentForms(text), ...encoded];
}

/** As JSON: some libraries escape the slash as well, others all that means something in HTML. */
function quotedForms(text: string): string[] {
  const quoted = JSON.stringify(text).slice(1, -1);
  const timid = quoted.replace(/[<>&'=+]/g, (sign) => {
    return `\\u00${sign.charCodeAt(0).toString(16)}`;
  });
  return [quoted, quoted.replaceAll('/', '\\/'), timid, timid.replace(/\\u00../g, upperHex)];
}

function upperHex(escape: string): string {
  return `\\u${escape.slice(2).toUpperCase()}`;
}

/** Shorter parts of an encoding stand in innocent texts too. */
const shortestPart = 8;

/**
 * The secret alone, and the characters that it has to itself where it begins at the second or third
 * byte of a group of three, or is followed by something: `base64("key:secret")` holds both.
 */
function base64Forms(bytes: Buffer): string[] {
  const whole = bytes.toString('base64').replace(/=+$/, '');
  const parts = [0, 1, 2].map((before) => {
    const shifted = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const first = Math.ceil((before * 8) / 6);
    return shifted.slice(first, Math.floor(((before + bytes.length) * 8) / 6));
  });
  const forms = [whole, ...parts.filter((part) => part.length >= shortestPart)];
  return forms.flatMap((form) => [
    form,
    form.replaceAll('+', '-').replaceAll('/', '_'),
    ...percentForms(form),
  ]);
}

function percentForms(text: string): string[] {
  const form = encodeURIComponent(text);
  return [form, form.replace(/%../g, (code) => code.toLowerCase()), form.replaceAll('%20', '+')];
}

const everywhere = '';

/**
 * Texts of which one stands wherever a form of the secret does. They are quickly made, and stand nearly
 * nowhere else: where none of them is, the forms need not be made. They come of the first letters and
 * digits in a row, which no form but hex and base64 changes. base64 makes four characters of three bytes;
 * whichever byte it begins with, it comes by nine of these in threes, and their characters are the same in
 * every variant, as letters and digits become neither `+` nor `/`.
 */
export function tracesOf(secret: string): readonly string[] {
  if (secret.length < shortestSecret) return [];
  const run = /[A-Za-z0-9]{11}/.exec(secret)?.[0];
  if (run === undefined) return [everywhere];
  const hex = Buffer.from(run).toString('hex');
  return [
    ...[run, hex, hex.toUpperCase()],
    ...[btoa(run.slice(0, 9)), btoa(run.slice(1, 10)), btoa(run.slice(2, 11))],
  ];
}
