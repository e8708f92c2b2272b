/** `13800001111` → `138****1111`, as it is shown back. */
export function maskPhone(phone: string): string {
  return phone.length < 8 ? "****" : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}

/** The last four digits, by which a desk finds a booking. */
export const phoneTail = (phone: string): string => phone.slice(-4);
