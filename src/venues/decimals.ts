/** Whether a text is a decimal as Order Desk writes them: digits, with a point and no sign. */
export function isDecimal(text: string): boolean {
  return /^\d{1,20}(\.\d{1,20})?$/.test(text);
}

/** Whether a decimal, as a venue wrote it, is zero. */
export function isZero(amount: string): boolean {
  return /^-?0+(\.0+)?$/.test(amount);
}
