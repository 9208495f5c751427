/** Whether a text is a decimal as Order Desk writes them: digits with a point, no sign and no zeros before them. */
export function isDecimal(text: string): boolean {
  return /^(0|[1-9]\d{0,19})(\.\d{1,20})?$/.test(text);
}

/** Whether a decimal, as a venue wrote it, is zero. */
export function isZero(amount: string): boolean {
  return /^-?0+(\.0+)?$/.test(amount);
}
