/** A code that shows that somebody holds a phone: six digits, five minutes, five tries, for one request only. */
export const PHONE_CODE = { digits: 6, minutes: 5, tries: 5 } as const;

/** Texts a day that all codes of a city may cost; beyond it nobody is sent one until the next day. */
export const CITY_CODES_A_DAY = 3000;

/** `13800001111` → `138****1111`, as it is shown back. */
export function maskPhone(phone: string): string {
  return phone.length < 8 ? "****" : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}

/** The last four digits, by which a desk finds a booking. */
export const phoneTail = (phone: string): string => phone.slice(-4);
